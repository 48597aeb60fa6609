import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { cacheFolder } from './paths.mjs';
import { step } from './steps.mjs';

/**
 * A folder of the cache, made where it is missing: in a draft beside it and then renamed, so that what is there
 * is whole.
 * @param {string} name
 * @param {string} title the step's
 * @param {(draft: string) => Promise<string>} make gives the path to keep: the draft or something in it
 */
export async function cached(name, title, make) {
  const folder = join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const draft = await mkdtemp(join(cacheFolder, `draft-${name}-`));
  const remove = () => rmSync(draft, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    await step(title, async () => rename(await make(draft), folder));
  } catch (error) {
    // Another run may have made it in the meantime.
    if (!existsSync(folder)) throw error;
  } finally {
    remove();
    process.off('exit', remove);
  }
  return folder;
}

/**
 * Installs npm packages into a folder of the cache, without running their install scripts.
 * @param {string} folder
 * @param {readonly string[]} packages
 */
export async function install(folder, packages) {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await npm(folder, [
    'install',
    '--ignore-scripts',
    '--no-package-lock',
    '--engine-strict=false',
    ...packages,
  ]);
}
