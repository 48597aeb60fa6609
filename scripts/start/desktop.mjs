import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { start, stop } from '../lib/processes.mjs';

/** The command-line tool of the VS Code that is installed on a Mac or on Windows; undefined elsewhere. */
export function desktopVSCode() {
  const { PATH = '', LOCALAPPDATA, ProgramFiles } = process.env;
  const folders = PATH.split(delimiter);
  switch (process.platform) {
    case 'darwin':
      folders.push('/Applications/Visual Studio Code.app/Contents/Resources/app/bin');
      return folders.map((folder) => join(folder, 'code')).find((path) => existsSync(path));
    case 'win32':
      for (const folder of [LOCALAPPDATA && join(LOCALAPPDATA, 'Programs'), ProgramFiles])
        if (folder) folders.push(join(folder, 'Microsoft VS Code', 'bin'));
      return folders.map((folder) => join(folder, 'code.cmd')).find((path) => existsSync(path));
    default:
      return undefined;
  }
}

/**
 * Opens the desktop VS Code with extensions under development, apart from the person's own settings.
 * @param {string} executable
 * @param {object} options
 * @param {string} options.folder for its state
 * @param {string} options.workspace
 * @param {readonly string[]} options.extensions their folders
 * @param {Record<string, unknown>} options.settings
 * @param {NodeJS.ProcessEnv} options.env
 */
export async function openDesktop(executable, { folder, workspace, extensions, settings, env }) {
  await mkdir(join(folder, 'User'), { recursive: true });
  await writeFile(join(folder, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  const windows = process.platform === 'win32';
  /** @param {string} argument */
  const quote = (argument) => (windows ? `"${argument}"` : argument);
  const args = [
    ...extensions.map((extension) => `--extensionDevelopmentPath=${extension}`),
    `--user-data-dir=${folder}`,
    `--extensions-dir=${join(folder, 'extensions')}`,
    ...['--disable-workspace-trust', '--new-window', '--wait', workspace],
  ];
  const child = start(quote(executable), args.map(quote), {
    env: { ...process.env, ...env },
    group: true,
    shell: windows,
    stdio: 'ignore',
  });
  /** @type {Promise<number | null>} */
  const exit = new Promise((resolve) => child.once('exit', resolve));
  return { exit, stop: () => stop(child) };
}
