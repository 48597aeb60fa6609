import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messagesOf, problemsOf } from './messages.mjs';
import { root } from './paths.mjs';

/**
 * Whether every language has every text of the code and of package.json.
 * @returns {Promise<import('../check/steps.mjs').Outcome>}
 */
export async function checkTranslations() {
  const english = await messagesOf(root);
  const problems = [
    ...named('l10n/bundle.l10n.json', problemsOf(english, await read('l10n/bundle.l10n.json'))),
    ...(await problemsIn('l10n', 'bundle.l10n', english)),
    ...(await problemsIn('.', 'package.nls', await read('package.nls.json'))),
  ];
  const output = [...problems, 'npm run localize brings the files up to date.'].join('\n');
  return { ok: problems.length === 0, summary: `${Object.keys(english).length} texts`, output };
}

/**
 * @param {string} folder
 * @param {string} name of the files, before their language
 * @param {Readonly<Record<string, unknown>>} english
 */
async function problemsIn(folder, name, english) {
  const files = await translationsIn(folder, name);
  const found = await Promise.all(
    files.map(async (file) => named(file, problemsOf(english, await read(file)))),
  );
  return found.flat();
}

/**
 * The files of languages other than English.
 * @param {string} folder
 * @param {string} name of the files, before their language
 */
export async function translationsIn(folder, name) {
  const files = await readdir(join(root, folder));
  return files
    .filter((file) => file.startsWith(`${name}.`) && file !== `${name}.json`)
    .map((file) => join(folder, file));
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, unknown>>}
 */
export async function read(file) {
  return JSON.parse(await readFile(join(root, file), 'utf8'));
}

/**
 * @param {string} file
 * @param {readonly string[]} problems
 */
const named = (file, problems) => problems.map((problem) => `${file} ${problem}`);
