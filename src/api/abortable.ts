/**
 * Waits for `work` no longer than the signal lets it: rejects with its reason as soon as it is aborted. For what has
 * no signal of its own, and goes on without anybody who waits.
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason as Error); // whoever aborts gives an error
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
