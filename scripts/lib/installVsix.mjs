import { join } from 'node:path';
import { Unable } from './main.mjs';
import { capture } from './processes.mjs';

/**
 * Installs a packaged extension as a person does.
 * @param {import('./vscode.mjs').VSCode} vscode
 * @param {string} file the .vsix
 * @param {{ dataFolder: string, extensionsFolder: string }} folders
 */
export async function installVsix(vscode, file, { dataFolder, extensionsFolder }) {
  const { code, output } = await capture(vscode.node, [
    join(vscode.folder, 'out', 'server-main.js'),
    ...['--install-extension', file, '--force', '--accept-server-license-terms'],
    ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
  ]);
  if (code !== 0) throw new Unable(`${file} cannot be installed:\n${output}`);
}
