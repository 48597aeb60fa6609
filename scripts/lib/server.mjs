import { mkdir, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Unable } from './main.mjs';
import { start, stop } from './processes.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {import('./vscode.mjs').VSCode} vscode
 * @property {string} dataFolder where it keeps its state; its log goes to server.log there
 * @property {number} [port] a free one where not given
 * @property {string} [extensionsFolder]
 * @property {boolean} [testDriver] whether the workbench reads the payload of its address, and is quiet
 * @property {Record<string, unknown> | undefined} [machineSettings]
 * @property {Record<string, unknown> | undefined} [userSettings]
 * @property {NodeJS.ProcessEnv} [env] added to the process's own; reaches the extension host
 * @property {boolean} [group] whether it leads a process group of its own
 */

/**
 * @typedef {object} Server
 * @property {string} origin such as http://127.0.0.1:8000
 * @property {string} log the path of its log
 * @property {Promise<number | null>} exit settles when it ends, with its exit code
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a VS Code server on the loopback interface and waits until it listens.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const { vscode, dataFolder, port = 0, group = false } = options;
  await writeSettings(dataFolder, 'Machine', options.machineSettings);
  await writeSettings(dataFolder, 'User', options.userSettings);
  const log = join(dataFolder, 'server.log');
  const child = start(
    vscode.node,
    [join(vscode.folder, 'out', 'server-main.js'), ...serverArguments(options, port)],
    {
      cwd: vscode.folder,
      // Where it else writes into the home folder.
      env: { ...environment(options.env), XDG_CACHE_HOME: join(dataFolder, 'cache') },
      group,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const file = createWriteStream(log);
  child.stdout?.pipe(file, { end: false });
  child.stderr?.pipe(file, { end: false });
  /** @type {Promise<number | null>} */
  const exit = new Promise((resolve) => child.once('exit', resolve));
  const listening = await listeningPort(child);
  if (listening === undefined) {
    await stop(child);
    throw new Unable(`VS Code ${vscode.version} did not start; its log is ${log}`);
  }
  return { origin: `http://127.0.0.1:${listening}`, log, exit, stop: () => stop(child) };
}

/**
 * @param {ServerOptions} options
 * @param {number} port
 */
function serverArguments({ dataFolder, extensionsFolder, testDriver = false }, port) {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--server-data-dir', dataFolder, '--accept-server-license-terms'],
    ...(extensionsFolder === undefined ? [] : ['--extensions-dir', extensionsFolder]),
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
    '--disable-telemetry',
    '--disable-workspace-trust',
  ];
}

/**
 * @param {string} dataFolder
 * @param {'Machine' | 'User'} level
 * @param {Record<string, unknown>} [settings]
 */
async function writeSettings(dataFolder, level, settings) {
  const folder = join(dataFolder, 'data', level);
  await mkdir(folder, { recursive: true });
  if (settings !== undefined)
    await writeFile(join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}

/**
 * Without what a VS Code around this process says of itself.
 * @param {NodeJS.ProcessEnv} [added]
 */
function environment(added) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...added };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number | undefined>} undefined where it ended, or said nothing for 30 seconds
 */
async function listeningPort(child) {
  if (child.stdout === null) return undefined;
  const lines = createInterface({ input: child.stdout });
  const timer = setTimeout(() => lines.close(), 30_000);
  try {
    for await (const line of lines) {
      const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port !== undefined) return Number(port);
    }
    return undefined;
  } finally {
    clearTimeout(timer);
    // Closing the lines pauses the stream, which the log still reads.
    child.stdout.resume();
  }
}
