import { join } from 'node:path';
import { cached, install } from './cache.mjs';
import { provideNode } from './node.mjs';
import { npm } from './npm.mjs';

/**
 * The packages whose lib/vscode is the server and web workbench of a VS Code.
 * @type {Record<string, { package: string, node: number }>}
 */
const packages = {
  1.139: { package: 'code-server@4.139.1', node: 24 },
  '1.100': { package: 'code-server@4.100.3', node: 20 },
};

/** @typedef {{ version: string, folder: string, node: string }} VSCode */

/** The newest VS Code that the project is tested with, and the oldest. */
export const newest = '1.139';
export const oldest = '1.100';

/**
 * VS Code's own server and web workbench, and the Node it runs on.
 * @param {string} version
 * @returns {Promise<VSCode>}
 */
export async function provideVSCode(version) {
  const source = packages[version];
  if (source === undefined)
    throw new Error(`VS Code ${version} is not one of ${Object.keys(packages).join(', ')}`);
  const title = `Download VS Code ${version} (${source.package}, about 150 MB)`;
  const folder = await cached(`vscode-${version}-${source.package.split('@')[1]}`, title, async (draft) => {
    await install(draft, [source.package]);
    const vscode = join(draft, 'node_modules', 'code-server', 'lib', 'vscode');
    await npm(vscode, ['install', '--ignore-scripts', '--omit=dev', '--engine-strict=false']);
    return vscode;
  });
  return { version, folder, node: await provideNode(source.node) };
}
