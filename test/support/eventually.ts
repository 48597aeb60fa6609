/** Milliseconds: generous, for a machine that does much else. Reached only by what is wrong. */
const patience = 30_000;
/**
 * For a click or a key within {@link eventually}: VS Code may be too busy to say that it had effect, and done again it
 * would run a command twice, or into what the first one has opened.
 */
export const unhurried = { timeout: 10_000 };
/** Milliseconds between two looks at what happens elsewhere: in VS Code, a server, a file. */
const pause = 100;
/** Turns of the event loop before the first pause: what happens in this process needs no more, and no clock. */
const turns = 200;

/** The one way to wait: tries until `check` no longer throws; in the end its own error says what was wrong. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  deadline = Date.now() + patience,
  rest: (tries: number) => Promise<void> = sleep,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await rest(tries);
    }
  }
}

/** The same of a condition within this process. */
export function until(condition: () => boolean): Promise<void> {
  const check = () => {
    if (!condition()) throw new Error(`this has not happened: ${String(condition)}`);
  };
  return eventually(check, Date.now() + patience, (tries) => (tries < turns ? turn() : sleep()));
}

const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, pause));
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
