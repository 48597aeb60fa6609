// npm run check: format, types, lint, imports and sizes.
import { availableParallelism } from 'node:os';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/main.mjs';
import { seconds } from './lib/steps.mjs';

await main(async () => {
  await ensureDependencies();
  await build();
  const { steps } = await import('./check/steps.mjs');
  const waiting = [...steps];
  let failed = 0;
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      if (!(await report(step))) failed++;
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  return failed === 0 ? 0 : 1;
});

/** @param {import('./check/steps.mjs').Step} step */
async function report({ name, run }) {
  const started = performance.now();
  /** @type {import('./check/steps.mjs').Outcome} */
  const { ok, summary, output } = await run().catch((error) => ({ ok: false, output: String(error) }));
  const took = seconds(performance.now() - started);
  console.log(`${ok ? '✔' : '✗'} ${name}${summary === undefined ? '' : `: ${summary}`} (${took})`);
  if (!ok) console.log(output.trimEnd());
  return ok;
}
