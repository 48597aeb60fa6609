import { closeSync, openSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { cacheFolder, root } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
import { seconds } from '../lib/steps.mjs';
import { bundleHostTests, bundleWebTests } from './bundle.mjs';
import { Results } from './results.mjs';
import { copyForWeb } from './webExtension.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string[]} files to run
 * @property {string} folder for what the run leaves behind
 * @property {string | undefined} grep
 * @property {boolean} desktop
 */

/**
 * Runs a suite in a process group of its own and prints its report.
 * @param {import('./suites.mjs').Suite} suite
 * @param {RunOptions} options
 * @returns {Promise<Results>} a suite that crashed, hung or ran nothing has one failure more
 */
export async function runSuite(suite, options) {
  const results = new Results(join(options.folder, 'results.jsonl'));
  const title = `${suite.name}${options.desktop && suite.kind === 'host' ? ' (desktop)' : ''}`;
  console.log(`\n▸ ${title}`);
  const started = performance.now();
  const wrong = await runAs(suite, results, options).catch(String);
  const what = wrong ?? (results.passed + results.failed === 0 ? 'it ran no test' : undefined);
  if (what !== undefined) {
    results.failed++;
    results.failures.push(`${title}: ${what}`);
    console.error(`✗ ${title}: ${what}`);
  }
  console.log(`  took ${seconds(performance.now() - started)}`);
  return results;
}

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {Results} results
 * @param {RunOptions} options
 */
const runAs = (suite, results, options) =>
  suite.version === undefined
    ? follow(suite, results, nodeArguments(suite, options), options)
    : runInHost(suite, results, options);

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {RunOptions} options
 */
function nodeArguments(suite, { files, grep }) {
  return [
    ...['--import=tsx', join(root, 'scripts', 'test', 'mocha.mjs'), '--timeout', String(suite.timeout)],
    ...(grep === undefined ? [] : ['--grep', grep]),
    ...files,
  ];
}

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {Results} results
 * @param {RunOptions} options
 */
async function runInHost(suite, results, options) {
  const { extension, tests } = await (suite.kind === 'web' ? prepareWeb(options) : prepareHost(options));
  const args = [
    ...[join(root, 'scripts', 'test', 'host.mjs'), '--version', suite.version ?? ''],
    ...['--extension', extension, '--tests', tests, '--folder', options.folder],
    ...(options.desktop && suite.kind === 'host' ? ['--desktop'] : []),
  ];
  const log = join(cacheFolder, 'logs', `${suite.name.replaceAll(' ', '-')}-${process.pid}.log`);
  const wrong = await follow(suite, results, args, options, log);
  if (wrong !== undefined || results.failed > 0)
    console.error(`  the log of VS Code: ${relative(root, log)}`);
  else await rm(log, { force: true });
  return wrong;
}

/**
 * The bundle lies below the checkout, where it finds mocha, and in a folder of its own, so that runs side by side
 * do not disturb each other.
 * @param {RunOptions} options
 */
async function prepareHost({ files }) {
  const parent = join(root, 'out', 'test');
  await mkdir(parent, { recursive: true });
  const tests = await mkdtemp(join(parent, 'host-'));
  process.once('exit', () => rmSync(tests, { recursive: true, force: true }));
  await bundleHostTests(files, tests);
  return { extension: root, tests };
}

/**
 * VS Code runs tests in the extension host of the extension in whose folder they lie.
 * @param {RunOptions} options
 */
async function prepareWeb({ files, folder }) {
  const extension = join(folder, 'extension');
  const tests = join(extension, 'out', 'test');
  await Promise.all([copyForWeb(extension), bundleWebTests(files, tests)]);
  return { extension, tests };
}

/**
 * Runs the process of a suite to its end and prints what it tells meanwhile.
 * @param {import('./suites.mjs').Suite} suite
 * @param {Results} results
 * @param {string[]} args Node's
 * @param {RunOptions} options
 * @param {string} [log] takes the process's own output, which is else shown
 * @returns {Promise<string | undefined>} what went wrong beyond failing tests
 */
async function follow(suite, results, args, options, log) {
  if (log !== undefined) await mkdir(dirname(log), { recursive: true });
  const output = log === undefined ? 'inherit' : openSync(log, 'w');
  const started = performance.now();
  const timer = setInterval(() => results.read(), 200);
  const code = await run(process.execPath, args, {
    cwd: root,
    env: environment(results, options),
    limit: suite.limit,
    stdio: ['ignore', output, output],
  });
  clearInterval(timer);
  if (typeof output === 'number') closeSync(output);
  results.read();
  if (performance.now() - started >= suite.limit)
    return `it gave no result within ${suite.limit / 60_000} minutes and was ended`;
  if (!results.hasEnded) return `it ended with ${code ?? 'a signal'} before its tests did`;
  return code === 0 || results.failed > 0 ? undefined : `it ended with ${code ?? 'a signal'}`;
}

/**
 * Without the accounts of who runs the tests: they must neither change a result nor be used.
 * @param {Results} results
 * @param {RunOptions} options
 * @returns {NodeJS.ProcessEnv}
 */
function environment(results, { grep }) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OPENAI_'));
  return {
    ...Object.fromEntries(inherited),
    FINE_TUNING_TEST_RESULTS: results.path,
    ...(grep === undefined ? {} : { FINE_TUNING_TEST_GREP: grep }),
  };
}
