import type { World } from './world';

/** Milliseconds by which the clock moves while an answer is held back. */
const stride = 10_000;

/** Waits for `work`, turn by turn; time passes only while the server holds an answer back. Never rejects. */
export async function withTime<T>(
  world: World,
  work: readonly Promise<T>[],
): Promise<readonly PromiseSettledResult<T>[]> {
  const { held } = world.server;
  const outcome: { settled: readonly PromiseSettledResult<T>[] | null } = { settled: null };
  void Promise.allSettled(work).then((settled) => (outcome.settled = settled));
  while (outcome.settled === null) {
    if (held.count > 0) {
      held.tick();
      world.clientClock.advance(stride);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return outcome.settled;
}
