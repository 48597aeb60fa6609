// npm test [-- unit|page|host|web|ui|FILE...] [--grep TEXT] [--repeat N] [--desktop]
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main, Unable } from './lib/main.mjs';
import { temporaryFolder } from './lib/temporary.mjs';
import { provideAll } from './test/provide.mjs';
import { forgottenTests, suites, testFiles } from './test/suites.mjs';

await main(async () => {
  const { names, files, grep, repeat, desktop } = readArguments();
  const forgotten = await forgottenTests();
  if (forgotten.length > 0) throw new Unable(`no suite runs ${forgotten.join(', ')}`);
  const chosen = suites.filter(({ kind }) => isChosen(kind, names, files));
  await ensureDependencies();
  await build();
  await provideAll(chosen, desktop);
  const { runSuite } = await import('./test/runSuite.mjs');

  const total = { passed: 0, failed: 0, skipped: 0, failures: /** @type {string[]} */ ([]) };
  for (let round = 0; round < repeat; round++) {
    for (const suite of chosen) {
      const all = await testFiles(suite);
      const named = all.filter((file) => files.includes(file));
      const folder = await temporaryFolder();
      const results = await runSuite(suite, { files: named.length > 0 ? named : all, folder, desktop, grep });
      total.passed += results.passed;
      total.failed += results.failed;
      total.skipped += results.skipped;
      total.failures.push(...results.failures);
    }
  }
  if (total.failures.length > 0)
    console.log(`\nFailed:\n${total.failures.map((each) => `  ${each}`).join('\n')}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      grep: { type: 'string' },
      repeat: { type: 'string', default: '1' },
      desktop: { type: 'boolean', default: false },
    },
  });
  const names = positionals.filter((each) => suites.some(({ kind }) => kind === each));
  const files = positionals.filter((each) => !names.includes(each)).map((each) => resolve(each));
  const unknown = files.find((file) => !existsSync(file));
  if (unknown !== undefined)
    throw new Unable(`neither a suite (unit, page, host, web, ui) nor a file: ${unknown}`);
  return { ...values, repeat: Number(values.repeat), names, files };
}

/**
 * @param {string} kind
 * @param {readonly string[]} names
 * @param {readonly string[]} files
 */
function isChosen(kind, names, files) {
  if (names.length === 0 && files.length === 0) return true;
  return names.includes(kind) || files.some((file) => file.includes(join('test', kind)));
}
