/** Errors that nobody handles, gathered instead of ending the process, while `run` runs and shortly after. */
export async function withoutStrays(run: () => Promise<void>): Promise<void> {
  const strays: unknown[] = [];
  const gather = (error: unknown) => void strays.push(error);
  const restore = (['uncaughtException', 'unhandledRejection'] as const).map((name) => {
    const others = process.listeners(name as 'uncaughtException');
    process.removeAllListeners(name);
    process.on(name, gather);
    return () => {
      process.removeAllListeners(name);
      for (const other of others) process.on(name, other);
    };
  });
  try {
    await run();
    // What was left behind surfaces in the turns after.
    await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    for (const each of restore) each();
  }
  if (strays.length > 0) throw new Error('An error went astray', { cause: strays[0] });
}
