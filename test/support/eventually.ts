/** Milliseconds: generous, for a machine that does much else. Reached only by what is wrong. */
const patience = 30_000;

/** Tries until `check` no longer throws; in the end its own error says what was wrong. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  deadline = Date.now() + patience,
): Promise<T> {
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
