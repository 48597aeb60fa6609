import { parentPort, workerData } from 'node:worker_threads';

import { checkDataset } from './dataset/readDataset';
import type { CheckTask, Outcome, Progress, WorkerTask } from './jobs/workerMessages';
import { train } from './jobs/train';

/** The entry point of the worker thread: does the one task it is given, and ends. */
function work(task: WorkerTask): Outcome {
  return task.kind === 'check' ? check(task) : train(task, post);
}

function check({ trainingPath, validationPath, method }: CheckTask): Outcome {
  return {
    type: 'checked',
    training: checkDataset(trainingPath, method),
    validation: validationPath === null ? null : checkDataset(validationPath, method),
  };
}

function post(message: Progress | Outcome): void {
  parentPort?.postMessage(message);
}

// The scheduler starts this thread and gives it nothing but a task.
post(work(workerData as WorkerTask));
