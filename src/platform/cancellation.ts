import { type CancellationToken, CancellationError, ProgressLocation, window } from 'vscode';
import { isCancelled } from '../api/errors';

/** An AbortSignal that is aborted when `token` is cancelled. */
export function toSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort(new CancellationError());
  token.onCancellationRequested(() => {
    controller.abort(new CancellationError());
  });
  return controller.signal;
}

export interface ProgressReport {
  /** Share done, 0 to 1. */
  fraction(done: number): void;
  say(message: string): void;
}

/** Runs `work` with a notification that can cancel it; undefined when the person did. Other errors pass. */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: ProgressReport) => Promise<T>,
): Promise<T | undefined> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const signal = toSignal(token);
      let reported = 0;
      const report: ProgressReport = {
        fraction(done) {
          const percent = Math.floor(Math.min(1, done) * 100);
          if (percent <= reported) return;
          progress.report({ increment: percent - reported, message: `${String(percent)} %` });
          reported = percent;
        },
        say: (message) => {
          progress.report({ message });
        },
      };
      try {
        return await work(signal, report);
      } catch (error) {
        if (signal.aborted || isCancelled(error, signal)) return undefined;
        throw error;
      }
    },
  );
}
