// npm run package: writes fine-tuning-jobs-VERSION.vsix.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main, Unable } from './lib/main.mjs';
import { root } from './lib/paths.mjs';
import { capture } from './lib/processes.mjs';
import { step } from './lib/steps.mjs';

await main(async () => {
  await ensureDependencies();
  await build();
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const file = `${name}-${version}.vsix`;
  await step('Package', async () => {
    const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    const args = [
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--skip-license',
      '--out',
      file,
    ];
    const { code, output } = await capture(process.execPath, [vsce, ...args], { cwd: root });
    if (code !== 0) throw new Unable(`vsce failed:\n${output}`);
  });
  console.log(file);
});
