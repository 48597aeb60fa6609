// npm run localize: collects the texts that people read, and says what each translation lacks.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main } from './lib/main.mjs';
import { messagesOf, problemsOf } from './lib/messages.mjs';
import { root } from './lib/paths.mjs';

await main(async () => {
  const english = await messagesOf(root);
  await write('l10n/bundle.l10n.json', english);
  let isComplete = true;
  for (const { name, source } of await translations()) {
    const base = source === 'code' ? english : await read('package.nls.json');
    const translated = await read(name);
    // In the order of the English ones, what is not used any more left out, and what is missing empty.
    await write(name, Object.fromEntries(Object.keys(base).map((key) => [key, translated[key] ?? ''])));
    const missing = problemsOf(base, translated).filter((problem) => !problem.startsWith('is not used'));
    if (missing.length > 0) isComplete = false;
    for (const problem of missing) console.log(`${name} ${problem}`);
  }
  console.log(`${Object.keys(english).length} texts`);
  return isComplete ? 0 : 1;
});

/** The files of languages other than English. */
async function translations() {
  const bundles = (await readdir(join(root, 'l10n'))).filter((name) =>
    /^bundle\.l10n\.[^.]+\.json$/.test(name),
  );
  const manifests = (await readdir(root)).filter((name) => /^package\.nls\.[^.]+\.json$/.test(name));
  return [
    ...bundles.map((name) => ({ name: `l10n/${name}`, source: 'code' })),
    ...manifests.map((name) => ({ name, source: 'manifest' })),
  ];
}

/**
 * @param {string} name
 * @returns {Promise<Record<string, unknown>>}
 */
async function read(name) {
  return JSON.parse(await readFile(join(root, name), 'utf8'));
}

/**
 * @param {string} name
 * @param {unknown} content
 */
async function write(name, content) {
  await writeFile(join(root, name), `${JSON.stringify(content, null, 2)}\n`);
}
