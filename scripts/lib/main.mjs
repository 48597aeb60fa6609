import { constants } from 'node:os';

/** What a person can mend: shown as one line, without a stack. */
export class Unable extends Error {
  /** @override */
  name = 'Unable';
}

/**
 * Runs a script: an `Unable` becomes a line on stderr and exit code 1. A signal exits at once, and with the
 * process goes all that it spawned (see processes.mjs).
 * @param {() => Promise<number | void>} run gives the exit code, 0 if none
 */
export async function main(run) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
  try {
    process.exitCode = (await run()) ?? 0;
  } catch (error) {
    console.error(error instanceof Unable ? `✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
