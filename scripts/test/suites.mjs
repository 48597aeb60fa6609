import { join, sep } from 'node:path';
import { root } from '../lib/paths.mjs';
import { newest, oldest } from '../lib/vscode.mjs';
import { glob } from './glob.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {'unit' | 'page' | 'host' | 'web' | 'ui'} kind the folder of test/
 * @property {number} limit milliseconds for the whole of it
 * @property {number} [timeout] milliseconds for a test, where Node runs it
 * @property {string} [version] of VS Code, where it runs inside one
 */

const minute = 60_000;

/** @type {readonly Suite[]} */
export const suites = [
  { name: 'unit', kind: 'unit', limit: 10 * minute, timeout: 20_000 },
  { name: 'page', kind: 'page', limit: 15 * minute, timeout: 60_000 },
  { name: `host ${newest}`, kind: 'host', limit: 10 * minute, version: newest },
  { name: `host ${oldest}`, kind: 'host', limit: 10 * minute, version: oldest },
  { name: `web host ${newest}`, kind: 'web', limit: 10 * minute, version: newest },
  { name: 'ui', kind: 'ui', limit: 20 * minute, timeout: 90_000 },
];

/** Where tests lie that no suite would run. */
export async function forgottenTests() {
  const all = await glob(join(root, 'test'), '.test.ts');
  const known = suites.map(({ kind }) => join(root, 'test', kind) + sep);
  return all.filter((file) => !known.some((folder) => file.startsWith(folder)));
}

/** @param {Suite} suite */
export const testFiles = (suite) => glob(join(root, 'test', suite.kind), '.test.ts');
