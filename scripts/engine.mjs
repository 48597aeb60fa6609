// npm run engine -- --port N --data-dir DIR [--api-key KEY] …: the local engine alone.
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/main.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';

await main(async () => {
  await ensureDependencies();
  await build();
  const args = [join(root, 'dist', 'engine.js'), ...process.argv.slice(2)];
  return (await run(process.execPath, args, { stdio: 'inherit' })) ?? 1;
});
