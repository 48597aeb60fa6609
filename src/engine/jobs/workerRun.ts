import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Outcome, TrainingProgress, WorkerMessage, WorkerTask } from './workerMessages';

/** One task in a thread of its own. */
export class WorkerRun {
  /** How the task ended; undefined if it was terminated. Rejects if the thread failed. */
  readonly outcome: Promise<Outcome | undefined>;
  private readonly worker: Worker;

  constructor(script: string, task: WorkerTask, onProgress: (progress: TrainingProgress) => void) {
    this.worker = new Worker(script, { workerData: task });
    this.outcome = this.watch(onProgress);
    // Whoever awaits the outcome handles a failure; until then it must not end the process.
    this.outcome.catch(() => undefined);
  }

  /** Ends the thread where it stands. What it writes, it writes atomically. */
  async terminate(): Promise<void> {
    await this.worker.terminate();
  }

  private async watch(onProgress: (progress: TrainingProgress) => void): Promise<Outcome | undefined> {
    let outcome: Outcome | undefined;
    this.worker.on('message', (message: WorkerMessage) => {
      if (isOutcome(message)) outcome = message;
      else onProgress(message);
    });
    // `once` rejects when the worker emits an error.
    await once(this.worker, 'exit');
    return outcome;
  }
}

const outcomes: readonly WorkerMessage['type'][] = ['checked', 'left', 'diverged', 'finished'];

function isOutcome(message: WorkerMessage): message is Outcome {
  return outcomes.includes(message.type);
}
