/** Time as the house sees it: injected, so that tests move it by hand. */
export interface Clock {
  /** Milliseconds since the Unix epoch: for times that people or servers name. It can be set back. */
  now(): number;
  /** Milliseconds since some moment. Never set back: for time-outs and pauses. */
  monotonic(): number;
  /**
   * Resolves after `milliseconds`, at most {@link maxSleep}, or rejects with the signal's reason as soon as it is
   * aborted.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Calls `then` after `milliseconds`, at most {@link maxSleep}, unless the result is called before. */
  schedule(milliseconds: number, then: () => void): () => void;
}

/** Milliseconds: the longest that a timer can wait. A longer one would overflow and end at once. */
export const maxSleep = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, sleepLength(milliseconds));
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
  schedule: (milliseconds, then) => {
    const timer = setTimeout(then, sleepLength(milliseconds));
    return () => {
      clearTimeout(timer);
    };
  },
};

/** What is no number waits long: a loop that sleeps so must not become one that never rests. */
function sleepLength(milliseconds: number): number {
  return milliseconds <= maxSleep ? milliseconds : maxSleep;
}
