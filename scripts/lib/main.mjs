import { constants } from 'node:os';

/** What a person can fix: shown as one line, without a stack. */
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
  endWithNpm();
  try {
    process.exitCode = (await run()) ?? 0;
  } catch (error) {
    console.error(error instanceof Unable ? `✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}

/** npm passes a signal on to the shell it started this with, and the shell ends without passing it on. */
function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.exit(128 + constants.signals.SIGTERM);
  }, 500).unref();
}
