// npm run localize: collects the texts that people read, and says what each translation lacks.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main } from './lib/main.mjs';
import { messagesOf, problemsOf } from './lib/messages.mjs';
import { root } from './lib/paths.mjs';
import { read, translationsIn } from './lib/translations.mjs';

await main(async () => {
  const messages = await messagesOf(root);
  await write('l10n/bundle.l10n.json', messages);
  const isComplete = [
    ...(await Promise.all(
      (await translationsIn('l10n', 'bundle.l10n')).map((file) => update(file, messages)),
    )),
    ...(await updateManifests()),
  ].every(Boolean);
  console.log(`${Object.keys(messages).length} texts`);
  return isComplete ? 0 : 1;
});

async function updateManifests() {
  const english = await read('package.nls.json');
  return Promise.all((await translationsIn('.', 'package.nls')).map((file) => update(file, english)));
}

/**
 * Brings a translation into the order of the English texts: what is no longer used goes, what is missing is empty.
 * @param {string} file
 * @param {Readonly<Record<string, unknown>>} english
 * @returns whether it is complete
 */
async function update(file, english) {
  const known = await read(file);
  const translated = Object.fromEntries(Object.keys(english).map((key) => [key, known[key] ?? '']));
  await write(file, translated);
  const problems = problemsOf(english, translated);
  for (const problem of problems) console.log(`${file} ${problem}`);
  return problems.length === 0;
}

/**
 * @param {string} file
 * @param {unknown} content
 */
async function write(file, content) {
  await writeFile(join(root, file), `${JSON.stringify(content, null, 2)}\n`);
}
