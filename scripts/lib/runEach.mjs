import { basename, join } from 'node:path';
import { glob } from '../test/glob.mjs';
import { build } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * Runs the TypeScript files of a folder one after another, each in a process of its own, on what is built.
 * @param {string} folder
 * @param {string} ending of those that are run, such as `.bench.ts`
 * @param {readonly string[]} names parts of the names to choose by; all without
 * @returns {Promise<number>} the exit code: 1 where one failed or none is so named
 */
export async function runEach(folder, ending, names) {
  const all = await glob(join(root, folder), ending);
  const files = all.filter(
    (file) => names.length === 0 || names.some((name) => basename(file).includes(name)),
  );
  if (files.length === 0) {
    console.log(`there is nothing named ${names.join(', ')} in ${folder}/`);
    return 1;
  }
  await ensureDependencies();
  await build();
  let failed = 0;
  for (const file of files) {
    console.log(`\n▸ ${basename(file, ending)}`);
    if ((await run(process.execPath, ['--import=tsx', file], { cwd: root, stdio: 'inherit' })) !== 0)
      failed++;
  }
  return failed === 0 ? 0 : 1;
}
