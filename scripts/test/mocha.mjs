// Runs test files in this process: `node --import=tsx scripts/test/mocha.mjs --timeout MS [--grep X] FILE...`
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { reporterFor } from './reporter.mjs';
import { report } from './report.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' }, timeout: { type: 'string', default: '10000' } },
});
const mocha = new Mocha({
  reporter: reporterFor(Mocha, report),
  timeout: Number(values.timeout),
  forbidOnly: process.env['CI'] !== undefined,
  ...(values.grep === undefined ? {} : { grep: values.grep }),
});
for (const file of positionals) mocha.addFile(resolve(file));
await mocha.loadFilesAsync();
const failures = await new Promise((done) => mocha.run(done));
// What a test left open must not keep the run from ending.
process.exit(failures > 0 ? 1 : 0);
