/** Milliseconds: generous, for a machine that does much else. Reached only by what is wrong. */
const patience = 30_000;
/** Turns of the event loop before the first pause: what happens in this process needs no more, and no clock. */
const turns = 200;

/** The one way to wait: tries until `check` no longer throws; in the end its own error says what was wrong. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  deadline = Date.now() + patience,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    let isPending = false;
    try {
      const result = check();
      isPending = result instanceof Promise;
      return await result;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      // What is looked up elsewhere is in another process, which has work to do meanwhile.
      if (!isPending && tries < turns) await new Promise((resolve) => setImmediate(resolve));
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The same of a condition. */
export function until(condition: () => boolean): Promise<void> {
  return eventually(() => {
    if (!condition()) throw new Error(`this has not happened: ${String(condition)}`);
  });
}
