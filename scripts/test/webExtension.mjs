import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';

/**
 * Copies the built extension without its Node entry point, so that VS Code runs the other in its web extension host.
 * @param {string} folder
 */
export async function copyForWeb(folder) {
  for (const name of ['dist', 'media', 'package.nls.json'])
    await cp(join(root, name), join(folder, name), { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  delete manifest.main;
  // The server of the tests is a workspace host, which a browser alone has not: it would be preferred.
  delete manifest.extensionKind;
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}
