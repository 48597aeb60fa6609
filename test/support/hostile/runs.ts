import fc from 'fast-check';

/** The same sequences at every run, so that a test that fails here fails there: `FUZZ_SEED=7` tries others. */
const usualSeed = 2_026;

/** Milliseconds: generous, for a machine that does much else. Reached only by a sequence that hangs. */
const patience = 60_000;

/** How a property is run: `runs` times, or so many times as often as `FUZZ_FACTOR` says. `offset`: 0 to 9. */
export function settings<T>(runs: number, offset = 0): fc.Parameters<T> {
  const factor = Number(process.env['FUZZ_FACTOR'] ?? 1);
  const seed = Number(process.env['FUZZ_SEED'] ?? usualSeed) * 10;
  const timeout = fc.timeout(patience) as fc.Plugin<T>; // it looks at no value
  return { numRuns: Math.ceil(runs * factor), seed: seed + offset, plugins: [timeout] };
}
