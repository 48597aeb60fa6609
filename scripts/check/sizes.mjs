import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';
import { writeVsix } from '../lib/vsix.mjs';

/** In KB of 1000 bytes. */
const budgets = { 'dist/node.js': 200, 'dist/web.js': 200, 'dist/page.js': 250 };
const vsixBudget = 1000;

/** @returns {Promise<import('./steps.mjs').Outcome>} whether what is shipped stays small */
export async function checkSizes() {
  const vsix = join(await temporaryFolder(), 'extension.vsix');
  await writeVsix(vsix);
  const sizes = await Promise.all([
    ...Object.entries(budgets).map(([file, budget]) => measure(file, join(root, file), budget)),
    measure('.vsix', vsix, vsixBudget),
  ]);
  const text = sizes.map(({ name, size, budget }) => `${name} ${size} of ${budget} KB`).join(', ');
  return { ok: sizes.every(({ size, budget }) => size <= budget), summary: text, output: '' };
}

/**
 * @param {string} name
 * @param {string} path
 * @param {number} budget
 */
async function measure(name, path, budget) {
  return { name, budget, size: Math.ceil((await stat(path)).size / 1000) };
}
