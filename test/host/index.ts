import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { reporterFor } from '../../scripts/test/reporter.mjs';
import { report } from '../../scripts/test/report.mjs';
import { mapStack } from '../support/mapStack';

/** Called by VS Code in its extension host: runs every test that lies beside this file. */
export async function run(): Promise<void> {
  showOutput();
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({
    reporter: reporterFor(Mocha, report),
    timeout: 60_000,
    forbidOnly: process.env['CI'] !== undefined,
  });
  const grep = process.env['FINE_TUNING_TEST_GREP'];
  if (grep !== undefined) mocha.grep(grep);
  const files = (await readdir(__dirname, { recursive: true })).filter((file) => file.endsWith('.test.js'));
  if (files.length === 0) throw new Error(`there is no test in ${__dirname}`);
  for (const file of files.sort()) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((done) => {
    mocha.run(done).on(Mocha.Runner.constants.EVENT_TEST_FAIL, (_test, error: Error) => mapStack(error));
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

/**
 * VS Code puts the console of its extension host into its own log, among much else. Its own complaints come by
 * `warn` and `error`, which stay there.
 */
function showOutput(): void {
  const show = (...args: unknown[]) => report({ type: 'output', text: format(...args) });
  // It ignores assignments.
  Object.defineProperty(console, 'log', { value: show });
  Mocha.reporters.Base.consoleLog = show;
}
