// npm run engine -- --port N --data-dir DIR [--api-key-file FILE] …: the local engine alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/main.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';

await main(async () => {
  await ensureDependencies();
  await build();
  endWithParents();
  const own = ['--parent-pid', String(process.pid)];
  const args = [join(root, 'dist', 'engine.js'), ...own, ...process.argv.slice(2)];
  return (await run(process.execPath, args, { stdio: 'inherit' })) ?? 1;
});

/**
 * Ends when npm was killed: the engine, whose parent this is, then ends too. Between npm and this process there may
 * be a shell, which lives on.
 */
function endWithParents() {
  const before = parents().join();
  setInterval(() => {
    if (parents().join() !== before) process.exit(1);
  }, 1_000).unref();
}

/** The parent, and on Linux its own parent. */
function parents() {
  const parent = process.ppid;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
    return [parent, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])];
  } catch {
    return [parent];
  }
}
