// Bundles the extension: `node esbuild.mjs [--watch] [--dev]`. Production is minified, without source maps.
import { join } from 'node:path';
import { context } from 'esbuild';
import { writeNotices } from './scripts/lib/notices.mjs';
import { splitCommonJs } from './scripts/lib/splitCommonJs.mjs';
import { writeTokenFiles } from './scripts/lib/tokenFiles.mjs';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  metafile: true,
  outdir: 'dist',
  target: 'es2023',
  // What reads messages from files is left out: they are handed over.
  alias: { '@vscode/l10n': join(import.meta.dirname, 'node_modules/@vscode/l10n/dist/browser.js') },
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  // The extension, once for each host. A browser's host cannot load a second file, so there all is in one.
  {
    ...shared,
    entryPoints: { node: 'src/node.ts' },
    platform: 'node',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    ...(dev
      ? { format: 'cjs' }
      : {
          format: 'esm',
          splitting: true,
          chunkNames: 'node-[name]-[hash]',
          write: false,
          plugins: [splitCommonJs('node', 'dist')],
        }),
  },
  {
    ...shared,
    entryPoints: { web: 'src/web.ts' },
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
  },
  // The local engine and its training worker, what counts tokens and what surveys data files: processes and threads of
  // their own.
  {
    ...shared,
    entryPoints: {
      engine: 'src/engine/main.ts',
      'engine-worker': 'src/engine/worker.ts',
      'token-thread': 'src/node/tokenThread.ts',
      'survey-thread': 'src/node/surveyThread.ts',
    },
    platform: 'node',
    mainFields: ['module', 'main'],
    format: 'cjs',
  },
  // The pages: that which creates a job is a bundle of its own, since it needs none of the charts.
  {
    ...shared,
    entryPoints: { page: 'src/webview/page.ts', form: 'src/webview/form.ts' },
    platform: 'browser',
    format: 'iife',
    loader: { '.ttf': 'file' },
  },
];

const tokenSource = await writeTokenFiles('dist');
const contexts = await Promise.all(bundles.map((options) => context(options)));
if (watch) {
  await Promise.all(contexts.map((each) => each.watch()));
  console.log('watching');
} else {
  try {
    const results = await Promise.all(contexts.map((each) => each.rebuild()));
    const inputs = results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
    await writeNotices([...inputs, tokenSource], import.meta.dirname, 'dist/THIRD-PARTY-NOTICES.txt');
  } finally {
    await Promise.all(contexts.map((each) => each.dispose()));
  }
}
