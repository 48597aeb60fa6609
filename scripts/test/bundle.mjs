import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { root } from '../lib/paths.mjs';

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  format: 'cjs',
  target: 'es2023',
  sourcemap: 'linked',
  logLevel: 'warning',
};

/**
 * Bundles tests that run inside VS Code's Node extension host, and the index that runs all that lie beside it.
 * @param {readonly string[]} files
 * @param {string} outFolder
 */
export async function bundleHostTests(files, outFolder) {
  const folder = join(root, 'test', 'host');
  await build({
    ...shared,
    entryPoints: [join(folder, 'index.ts'), ...files],
    outbase: folder,
    outdir: outFolder,
    platform: 'node',
    external: ['vscode', 'mocha'],
    mainFields: ['module', 'main'],
  });
}

/**
 * Bundles tests that run inside VS Code's web extension host, which loads one file.
 * @param {readonly string[]} files
 * @param {string} outFolder
 */
export async function bundleWebTests(files, outFolder) {
  const folder = join(root, 'test', 'web');
  const tests = files.map((file) => `import ${JSON.stringify(`./${relative(folder, file)}`)};`);
  await build({
    ...shared,
    // The index comes first: it gives the tests mocha's globals.
    stdin: {
      contents: `export { run } from './index';\n${tests.join('\n')}`,
      resolveDir: folder,
      loader: 'ts',
    },
    outfile: join(outFolder, 'index.js'),
    platform: 'browser',
    define: { global: 'globalThis' },
    external: ['vscode'],
  });
}
