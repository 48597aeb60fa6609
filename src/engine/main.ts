import { runEngine } from './engine';
import { keyVariable, parseFlags, usage } from './flags';
import { StartError } from './startError';
import { isProcessAlive } from './store/lock';

/** The entry point of the engine's process. */
async function main(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2), process.env);
  Reflect.deleteProperty(process.env, keyVariable); // its threads do not need it
  if (flags === 'help') {
    console.log(usage);
    return;
  }
  const engine = await runEngine(flags);
  const stop = (): void => {
    engine.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('engine:', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (flags.parentPid !== undefined) watch(flags.parentPid, stop);
  console.log(`listening on ${engine.baseUrl}`);
  console.log(`API key: ${engine.apiKey}`);
}

/** How often the engine checks that its parent is running, in milliseconds. */
const watchInterval = 1000;

/** Calls `onGone` once the process of that number is no longer there. */
function watch(pid: number, onGone: () => void): void {
  setTimeout(() => {
    if (isProcessAlive(pid)) watch(pid, onGone);
    else onGone();
  }, watchInterval).unref();
}

main().catch((error: unknown) => {
  // What the user can fix is one sentence; anything else is a bug, shown with its stack.
  if (error instanceof StartError) console.error(`engine: ${error.message}`);
  else console.error('engine:', error);
  process.exitCode = 1;
});
