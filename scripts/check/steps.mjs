import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { capture } from '../lib/processes.mjs';
import { checkTranslations } from '../lib/translations.mjs';
import { checkSizes } from './sizes.mjs';

/** @typedef {{ ok: boolean, summary?: string, output: string }} Outcome */
/** @typedef {{ name: string, run: () => Promise<Outcome> }} Step */

/** @type {readonly Step[]} the longest first */
export const steps = [
  tool('lint', 'eslint', 'bin/eslint.js', ['.', '--max-warnings', '0']),
  types('tests and scripts', 'test/tsconfig.json'),
  types('what both hosts share', 'tsconfig.common.json'),
  types('what runs in Node', 'tsconfig.json'),
  types('pages', 'src/webview/tsconfig.json'),
  tool('format', 'prettier', 'bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  tool('imports', 'dependency-cruiser', 'bin/dependency-cruise.mjs', ['src']),
  { name: 'translations', run: checkTranslations },
  tool('unused', 'knip', 'bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors']),
  tool('unused in what is shipped', 'knip', 'bin/knip.js', ['--no-progress', '--production']),
  { name: 'sizes', run: checkSizes },
];

/**
 * @param {string} name
 * @param {string} project
 */
function types(name, project) {
  return tool(`types: ${name}`, 'typescript', 'bin/tsc', ['--project', project]);
}

/**
 * A step that runs the command of a package.
 * @param {string} name
 * @param {string} packageName
 * @param {string} command
 * @param {string[]} args
 * @returns {Step}
 */
function tool(name, packageName, command, args) {
  return {
    name,
    run: async () => {
      const script = join(root, 'node_modules', packageName, command);
      const { code, output } = await capture(process.execPath, [script, ...args], { cwd: root });
      return { ok: code === 0, output };
    },
  };
}
