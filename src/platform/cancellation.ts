import { CancellationError } from 'vscode';
import { isCancelled } from '../api/http/errors';
import { showInView, withNotification } from './places';

export interface ProgressReport {
  /** Says how far the work is, instead of what was said before. */
  say(message: string): void;
}

/** Milliseconds: what takes less comes without a notification that would only flash. */
const worthShowing = 500;
/** The same for what the view itself shows to be going on: the notification is there to end what hangs. */
const worthEnding = 3_000;

/** Runs a piece of work, shows it, and lets it be cancelled: then it resolves to undefined. Other errors pass. */
export type RunWork = <T>(
  title: string,
  work: (signal: AbortSignal, report: ProgressReport) => Promise<T>,
) => Promise<T | undefined>;

/**
 * Runs `work`; if it takes a while, with a notification that can cancel it. Resolves to undefined when the person
 * cancelled. Other errors pass.
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: ProgressReport) => Promise<T>,
  notifyAfter = worthShowing,
): Promise<T | undefined> {
  const controller = new AbortController();
  let sayNow: ((message: string) => void) | undefined;
  let said: string | undefined;
  const report: ProgressReport = {
    say(message) {
      said = message;
      sayNow?.(message);
    },
  };
  const working = work(controller.signal, report);
  const timer = setTimeout(() => {
    withNotification(title, async (say, onCancel) => {
      onCancel(() => {
        controller.abort(new CancellationError());
      });
      sayNow = say;
      if (said !== undefined) say(said);
      await working.catch(() => undefined);
    });
  }, notifyAfter);
  try {
    return await working;
  } catch (error) {
    if (controller.signal.aborted || isCancelled(error, controller.signal)) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Like {@link withProgress}, shown in a view as well, that of the jobs unless another is named: at once there, and as a notification where it hangs. */
export async function withViewProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
  viewId = 'fineTuning.jobs',
): Promise<T | undefined> {
  return showInView(() => withProgress(title, work, worthEnding), viewId);
}
