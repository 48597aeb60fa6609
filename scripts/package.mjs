// npm run package: writes fine-tuning-jobs-VERSION.vsix.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/main.mjs';
import { root } from './lib/paths.mjs';
import { step } from './lib/steps.mjs';
import { writeVsix } from './lib/vsix.mjs';

await main(async () => {
  await ensureDependencies();
  await build();
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const file = `${name}-${version}.vsix`;
  await step(`Write ${file}`, () => writeVsix(join(root, file)));
});
