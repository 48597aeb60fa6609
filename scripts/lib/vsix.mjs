import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Unable } from './main.mjs';
import { root } from './paths.mjs';
import { capture } from './processes.mjs';
import { temporaryFolder } from './temporary.mjs';

/** A picture with a paragraph of its own. */
const picture = /^!\[[^\]]*\]\([^)]*\)\n\n/gm;

/**
 * Packages what dist/ holds, to be installed from the file. VS Code's page of an extension shows pictures from `https:`
 * alone, none that come with the package: README.md comes without, so that none is broken where there is no network,
 * or not yet the release that has them.
 * @param {string} file the .vsix to write
 */
export async function writeVsix(file) {
  const stage = await temporaryFolder();
  const shipped = (await vsce(root, ['ls', '--no-dependencies'])).trim().split(/\r?\n/);
  for (const path of [...shipped, '.vscodeignore']) await cp(join(root, path), join(stage, path));
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  await writeFile(join(stage, 'README.md'), readme.replaceAll(picture, ''));
  await pack(stage, file, 'HEAD');
}

/**
 * The same to be published, with its pictures: they are in the repository, at this tag.
 * @param {string} file the .vsix to write
 * @param {string} tag
 */
export async function writeGalleryVsix(file, tag) {
  await pack(root, file, tag);
}

/**
 * What README.md leads to is in the repository: vsce makes addresses of it.
 * @param {string} folder
 * @param {string} file
 * @param {string} revision
 */
async function pack(folder, file, revision) {
  await vsce(folder, ['package', '--no-dependencies', '--githubBranch', revision, '--out', file]);
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 */
async function vsce(folder, args) {
  const script = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const { code, output } = await capture(process.execPath, [script, ...args], { cwd: folder });
  if (code !== 0) throw new Unable(`vsce failed:\n${output}`);
  return output;
}
