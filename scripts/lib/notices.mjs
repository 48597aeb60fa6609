import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes the licences of every package that stands in the bundles: all of them ask to be shipped with their notice.
 * @param {Iterable<string>} inputs of the bundles: paths relative to `root`
 * @param {string} root
 * @param {string} file to write
 */
export async function writeNotices(inputs, root, file) {
  const folders = new Set([...inputs].flatMap((input) => packageFolder(input) ?? []));
  const notices = await Promise.all([...folders].sort().map((folder) => noticeOf(join(root, folder))));
  await writeFile(file, notices.join(`\n${'-'.repeat(80)}\n\n`));
}

/** @param {string} input */
const packageFolder = (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

/** @param {string} folder of a package */
async function noticeOf(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name, version } = manifest;
  /** @type {{ type: string }[]} older packages list several */
  const listed = manifest.licenses ?? [];
  const license = manifest.license ?? listed.map(({ type }) => type).join(', ');
  const files = (await readdir(folder)).filter((each) => /^(licen[cs]e|notice|copying)/i.test(each)).sort();
  const texts = await Promise.all(files.map((each) => readFile(join(folder, each), 'utf8')));
  return `${name} ${version} (${license})\n\n${texts.map((text) => text.trim()).join('\n\n')}\n`;
}
