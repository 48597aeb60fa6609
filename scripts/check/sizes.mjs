import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root } from '../lib/paths.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';
import { writeVsix } from '../lib/vsix.mjs';

/** In KB of 1000 bytes; see docs/decisions/0004. */
const budgets = { 'dist/web.js': 800, 'dist/page.js': 260, 'dist/form.js': 30 };
const startBudget = 18;
/** With the start: what the first list of jobs takes, before the dialect of its connection. */
const firstUseBudget = 200;
const vsixBudget = 2700;

/** @returns {Promise<import('./steps.mjs').Outcome>} whether what is shipped stays small */
export async function checkSizes() {
  const vsix = join(await temporaryFolder(), 'extension.vsix');
  await writeVsix(vsix);
  const sizes = await Promise.all([
    measureAll('start of node.js', await filesOf('node.js'), startBudget),
    measureAll('first use', await filesOfFirstUse(), firstUseBudget),
    ...Object.entries(budgets).map(([file, budget]) => measure(file, join(root, file), budget)),
    measure('.vsix', vsix, vsixBudget),
  ]);
  const slow = await filesWithIntl();
  const text = sizes.map(({ name, size, budget }) => `${name} ${size} of ${budget} KB`).join(', ');
  return {
    ok: slow.length === 0 && sizes.every(({ size, budget }) => size <= budget),
    summary: text,
    output: slow
      .map((file) => `${file} starts with Intl, which takes longer than all else at the start\n`)
      .join(''),
  };
}

/** @returns {Promise<string[]>} of the start's files those that touch Intl: the first use of it takes 12 ms */
async function filesWithIntl() {
  const files = await filesOf('node.js');
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return files.filter((_, at) => /\bIntl\b/.test(texts[at] ?? '')).map((file) => relative(root, file));
}

/** @returns {Promise<string[]>} all that Node evaluates until jobs are listed, but the dialect that they need */
async function filesOfFirstUse() {
  const core = (await readdir(join(root, 'dist'))).filter((file) => file.startsWith('node-core-'));
  return filesOf('node.js', ...core);
}

/**
 * @param {...string} entries
 * @returns {Promise<string[]>} what Node evaluates with these files: the rest comes when it is needed
 */
async function filesOf(...entries) {
  /** @type {Set<string>} */
  const files = new Set(entries);
  for (const file of files) {
    const text = await readFile(join(root, 'dist', file), 'utf8');
    for (const [, before, part] of text.matchAll(/(.{0,30})require\("\.\/(node-[^"]+)"\)/g)) {
      if (part !== undefined && before?.includes('.then(') === false) files.add(part);
    }
  }
  return [...files].map((file) => join(root, 'dist', file));
}

/**
 * @param {string} name
 * @param {string[]} paths
 * @param {number} budget
 */
async function measureAll(name, paths, budget) {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return { name, budget, size: Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1000) };
}

/**
 * @param {string} name
 * @param {string} path
 * @param {number} budget
 */
async function measure(name, path, budget) {
  return { name, budget, size: Math.ceil((await stat(path)).size / 1000) };
}
