// npm run looks [-- NAME...]: the pictures of looks/, one after another; NAME chooses by part of a file's name.
import { main } from './lib/main.mjs';
import { runEach } from './lib/runEach.mjs';

await main(() => runEach('looks', '.look.ts', process.argv.slice(2)));
