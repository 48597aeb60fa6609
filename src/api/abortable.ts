/**
 * Waits for `work` no longer than the signal lets it: throws its reason as soon as it is aborted. For what has no
 * signal of its own, and goes on without anybody who waits.
 */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  let stopWaiting: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stopWaiting = resolve;
  });
  await endable(Promise.race([work, stopped]), signal, stopWaiting); // always: it also takes care of work that fails later
  signal?.throwIfAborted();
  return work;
}

/** What `work` comes to; where the signal is aborted before, `end` is called, which is to end it. */
export async function endable<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  end: () => void,
): Promise<T> {
  signal?.addEventListener('abort', end, { once: true });
  try {
    if (signal?.aborted) end();
    return await work;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
