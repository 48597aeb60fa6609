// npm run mutation [-- PART|FILE...]: changes the code bit by bit and reports the changes that no test notices.
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main, Unable } from './lib/main.mjs';
import { root } from './lib/paths.mjs';

/**
 * @typedef {object} Part
 * @property {string} source the folder whose code is changed
 * @property {readonly string[]} tests globs of the unit tests that cover it: all of them run for each change that none
 * of them notices, so they are few and quick
 * @property {readonly string[]} [slowTests] parts of titles of tests that are left out for the same reason
 */

/** @type {Readonly<Record<string, Part>>} */
const parts = {
  metrics: {
    source: 'src/metrics',
    tests: ['test/unit/metrics/**/*.test.ts'],
    slowTests: [
      'a point more at 100 000',
      'are drawn as far as they are good',
      'in any order cost',
      'are read in one pass',
      'of very many names',
      'own list are bounded',
      'made curves that were held out',
    ],
  },
  wire: {
    source: 'src/api/wire',
    tests: ['test/unit/api/wire/**/*.test.ts', 'test/unit/api/decoding.test.ts'],
    slowTests: ['by the fast way gives what', 'and never throws', 'never costs a job'],
  },
  http: {
    source: 'src/api/http',
    tests: [
      'test/unit/api/http/**/*.test.ts',
      'test/unit/api/chat.test.ts',
      'test/unit/api/download.test.ts',
      'test/unit/api/upload.test.ts',
    ],
    slowTests: [
      'above 32 MB',
      'refuses what JSON.parse refuses',
      'a million brackets',
      'chunks of 1 bytes',
      'only as fast as it can be sent',
    ],
  },
  jobs: {
    source: 'src/jobs',
    tests: ['test/unit/jobs/**/*.test.ts'],
    slowTests: ['no more than 200,000 jobs'],
  },
};

/** Percent of the changes that tests have to notice. */
const minScore = 85;

/** The outcomes of a change that count. */
const counts = new Set(['Killed', 'Timeout', 'Survived', 'NoCoverage']);

/** What is kept between runs, and the reports; git ignores it. */
const folder = '.stryker';

await main(async () => {
  process.chdir(root);
  const chosen = readArguments();
  await ensureDependencies();
  let failed = 0;
  for (const [name, files] of chosen) {
    console.log(`\n▸ ${name}`);
    if (!(await runPart(name, files))) failed++;
  }
  return failed === 0 ? 0 : 1;
});

/** The parts to run, each with the files or folders of it to change. */
function readArguments() {
  const given = process.argv.slice(2);
  /** @type {Map<string, string[]>} */
  const chosen = new Map();
  for (const each of given.length > 0 ? given : Object.keys(parts)) {
    const path = parts[each]?.source ?? relative(root, resolve(each)).replaceAll('\\', '/');
    const name = Object.keys(parts).find((part) => isBelow(path, parts[part]?.source ?? ''));
    if (name === undefined || !existsSync(path))
      throw new Unable(`neither a part (${Object.keys(parts).join(', ')}) nor a file of one: ${each}`);
    chosen.set(name, [...(chosen.get(name) ?? []), path]);
  }
  return chosen;
}

/**
 * @param {string} path
 * @param {string} parent
 */
function isBelow(path, parent) {
  return path === parent || path.startsWith(`${parent}/`);
}

/**
 * Changes the files of a part one place at a time, and runs the tests that cover the place. Results of earlier
 * runs are used where neither the place nor its tests changed.
 * @param {string} name
 * @param {readonly string[]} paths
 * @returns whether the tests notice enough; a part's other files count with what they had
 */
async function runPart(name, paths) {
  const { Stryker } = await import('@stryker-mutator/core');
  const stryker = new Stryker(optionsOf(name, paths));
  /** @type {readonly { status: string }[]} */
  const results = await stryker.runMutationTest();
  // What cannot be loaded is no change that a test could notice.
  const counted = results.filter(({ status }) => counts.has(status));
  const noticed = counted.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  const score = (100 * noticed.length) / Math.max(1, counted.length);
  console.log(`${name}: ${noticed.length} of ${counted.length} changes noticed (${score.toFixed(1)} %)`);
  return score >= minScore;
}

/**
 * @param {string} name
 * @param {readonly string[]} paths
 * @returns {ConstructorParameters<typeof import('@stryker-mutator/core').Stryker>[0]}
 */
function optionsOf(name, paths) {
  return {
    mutate: paths.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.ts`)),
    testRunner: 'mocha',
    plugins: ['@stryker-mutator/mocha-runner'],
    mochaOptions: mochaOptionsOf(parts[name]),
    testRunnerNodeArgs: ['--import=tsx'],
    coverageAnalysis: 'perTest',
    concurrency: 2,
    incremental: true,
    incrementalFile: join(folder, `${name}.json`),
    tempDirName: join(folder, 'tmp'),
    ignorePatterns: ['.vscode-test', 'out', 'dist', '/docs', '/media', '*.vsix'],
    reporters: ['clear-text', 'html', 'progress-append-only'],
    clearTextReporter: { reportTests: false, logTests: false },
    htmlReporter: { fileName: join(folder, `${name}.html`) },
    thresholds: { high: 95, low: minScore, break: null },
    disableTypeChecks: false,
    // Node has no `isTTY` where the output is a file.
    allowConsoleColors: process.stdout.isTTY === true,
  };
}

/** @param {Part | undefined} part */
function mochaOptionsOf({ tests, slowTests = [] } = { source: '', tests: [] }) {
  return {
    spec: [...tests],
    // An empty list of slow tests must leave none out.
    grep: `/^(?!.*(?:${[...slowTests, 'never a title'].join('|')}))/`,
  };
}
