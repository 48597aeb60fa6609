import { join } from 'node:path';
import { Unable } from './main.mjs';
import { root } from './paths.mjs';
import { capture } from './processes.mjs';

/**
 * Packages what dist/ holds.
 * @param {string} file the .vsix to write
 */
export async function writeVsix(file) {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    file,
  ];
  const { code, output } = await capture(process.execPath, [vsce, ...args], { cwd: root });
  if (code !== 0) throw new Unable(`vsce failed:\n${output}`);
}
