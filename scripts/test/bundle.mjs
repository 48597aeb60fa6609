import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../lib/paths.mjs';

const folder = join(root, 'test', 'host');

/**
 * Bundles tests that run inside an extension host, and the index that runs all that lie beside it.
 * @param {readonly string[]} files
 * @param {string} outFolder
 */
export async function bundleTests(files, outFolder) {
  await build({
    entryPoints: [join(folder, 'index.ts'), ...files],
    outbase: folder,
    outdir: outFolder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2023',
    sourcemap: 'linked',
    external: ['vscode', 'mocha'],
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
}
