import { appendFileSync } from 'node:fs';

/**
 * Adds a line to the results, in the file that FINE_TUNING_TEST_RESULTS names.
 * @param {import('./reporter.mjs').Line} line
 */
export function report(line) {
  const path = process.env['FINE_TUNING_TEST_RESULTS'];
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(line)}\n`);
}
