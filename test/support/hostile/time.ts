import type { World } from './world';

/** Milliseconds by which the clock moves in one turn: a sixth of the silence that a client bears. */
const stride = 5_000;

/**
 * Waits for all of `work`, turn by turn of the event loop. Time passes only while the server holds back every answer
 * that somebody waits for: each request under way has one sleeper, which watches over its time limits. Never rejects.
 */
export async function withTime<T>(
  { server, clientClock }: World,
  work: readonly Promise<T>[],
): Promise<readonly PromiseSettledResult<T>[]> {
  const outcome: { settled: readonly PromiseSettledResult<T>[] | null } = { settled: null };
  void Promise.allSettled(work).then((settled) => (outcome.settled = settled));
  while (outcome.settled === null) {
    const { sleeping } = clientClock;
    if (sleeping > 0 && sleeping <= server.held.count) {
      server.held.tick();
      clientClock.advance(stride);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return outcome.settled;
}
