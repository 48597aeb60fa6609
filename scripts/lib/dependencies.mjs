import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { root } from './paths.mjs';
import { step } from './steps.mjs';

/** Installs what package-lock.json names, where node_modules differs from it. */
export async function ensureDependencies() {
  if (await isInstalled()) return;
  await step('Install the dependencies', () => npm(root, ['ci', '--ignore-scripts']));
}

/** npm writes node_modules/.package-lock.json as the last thing it does: what is really there. */
async function isInstalled() {
  const installed = await packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = await packagesOf(join(root, 'package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional && installed[path] === undefined),
  );
}

/**
 * @param {string} path
 * @returns {Promise<Record<string, { version: string, optional?: boolean }>>} none where there is no such file
 */
async function packagesOf(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages;
  } catch {
    return {};
  }
}
