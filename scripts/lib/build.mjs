import { join } from 'node:path';
import { Unable } from './main.mjs';
import { root } from './paths.mjs';
import { capture } from './processes.mjs';
import { step } from './steps.mjs';

/** Bundles the extension and the engine into dist/. */
export async function build() {
  await step('Build', async () => {
    const { code, output } = await capture(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root });
    if (code !== 0) throw new Unable(`the build failed:\n${output}`);
  });
}
