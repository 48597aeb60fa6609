// npm run package [-- --gallery TAG]: writes fine-tuning-jobs-VERSION.vsix, to be installed from the file; with
// --gallery to be published, its pictures and links in the repository at that tag.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main, Unable } from './lib/main.mjs';
import { root } from './lib/paths.mjs';
import { step } from './lib/steps.mjs';
import { writeGalleryVsix, writeVsix } from './lib/vsix.mjs';

await main(async () => {
  const { gallery: tag } = parseArgs({ options: { gallery: { type: 'string' } } }).values;
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  if (tag !== undefined && tag !== `v${version}`)
    throw new Unable(`the tag ${tag} is not that of version ${version}: v${version}`);
  await ensureDependencies();
  await build();
  const file = `${name}-${version}.vsix`;
  const path = join(root, file);
  await step(`Write ${file}`, () => (tag === undefined ? writeVsix(path) : writeGalleryVsix(path, tag)));
});
