// npm run bench [-- NAME...]: the measurements of bench/, one after another; NAME chooses by part of a file's name.
import { main } from './lib/main.mjs';
import { runEach } from './lib/runEach.mjs';

await main(() => runEach('bench', '.bench.ts', process.argv.slice(2)));
