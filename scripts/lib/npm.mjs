import { Unable } from './main.mjs';
import { capture } from './processes.mjs';

const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/;

/**
 * Runs npm in a folder.
 * @param {string} folder
 * @param {readonly string[]} args
 */
export async function npm(folder, args) {
  const [command, ...before] = npmCommand();
  const quick = ['--no-audit', '--no-fund', '--fetch-retries=2', '--fetch-retry-mintimeout=1000'];
  const { code, output } = await capture(command, [...before, ...args, ...quick], {
    cwd: folder,
    env: environment(),
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (code === 0) return;
  if (unreachable.test(output))
    throw new Unable(
      'the npm registry cannot be reached: go online for the first run, or set npm’s registry or proxy',
    );
  const lines = output.split('\n').filter((line) => line.startsWith('npm error'));
  throw new Unable(`npm ${args[0]} failed (exit code ${code}):\n${lines.slice(0, 12).join('\n') || output}`);
}

/** @returns {[string, ...string[]]} the npm that runs this script, else the one on the path */
function npmCommand() {
  const path = process.env['npm_execpath'];
  return path?.endsWith('npm-cli.js') ? [process.execPath, path] : ['npm'];
}

/** Without what an npm around this one says of its own folder and of the package it runs. */
function environment() {
  const own = /^npm_(package_|lifecycle_|config_(local_prefix|global_prefix|prefix)$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}
