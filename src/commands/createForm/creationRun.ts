import { isCancelled } from '../../api/http/errors';
import type { ProgressReport, RunWork } from '../../platform/cancellation';

/** What is going on: a title, and how far it is. */
export interface ShownWork {
  readonly title: string;
  readonly detail: string;
}

/**
 * Runs the pieces of work of a form one after the other or beside each other, and shows the last that began. What is
 * cancelled ends, and where nothing was under way at that moment, the piece that would come next does not begin.
 */
export class CreationRun {
  private readonly running = new Set<AbortController>();
  private skipsNext = false;

  /** @param show is called with what goes on */
  constructor(private readonly show: (work: ShownWork) => void) {}

  readonly run: RunWork = async (title, work) => {
    if (this.skipsNext) {
      this.skipsNext = false;
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const report: ProgressReport = {
      say: (detail) => {
        if (!signal.aborted) this.show({ title, detail });
      },
    };
    this.running.add(controller);
    report.say('');
    try {
      return await work(signal, report);
    } catch (error) {
      if (signal.aborted || isCancelled(error, signal)) return undefined;
      throw error;
    } finally {
      this.running.delete(controller);
    }
  };

  /** Ends what is under way. */
  cancel(): void {
    this.skipsNext = this.running.size === 0;
    for (const controller of this.running) controller.abort();
  }

  /** Before a creation begins: what was cancelled before does not count. */
  reset(): void {
    this.skipsNext = false;
  }
}
