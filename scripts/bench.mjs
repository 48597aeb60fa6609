// npm run bench [-- NAME...]: the measurements of bench/, one after another; NAME chooses by part of a file's name.
import { basename, join } from 'node:path';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/main.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';
import { glob } from './test/glob.mjs';

await main(async () => {
  const names = process.argv.slice(2);
  const all = await glob(join(root, 'bench'), '.bench.ts');
  const files = all.filter(
    (file) => names.length === 0 || names.some((name) => basename(file).includes(name)),
  );
  if (files.length === 0) {
    console.log(`there is no benchmark ${names.length > 0 ? `named ${names.join(', ')}` : 'yet'} in bench/`);
    return 0;
  }
  await ensureDependencies();
  await build();
  let failed = 0;
  for (const file of files) {
    console.log(`\n▸ ${basename(file, '.bench.ts')}`);
    if ((await run(process.execPath, ['--import=tsx', file], { cwd: root, stdio: 'inherit' })) !== 0)
      failed++;
  }
  return failed === 0 ? 0 : 1;
});
