import { parentPort, workerData } from 'node:worker_threads';
import { checkDataset } from '../datasets/check';
import { readChunks } from './dataset/readChunks';
import { train } from './jobs/train';
import type { CheckTask, Outcome, TrainingProgress, WorkerTask } from './jobs/workerMessages';

/** The entry point of the worker thread: does the one task it is given, and ends. */
async function work(task: WorkerTask): Promise<void> {
  post(await (task.kind === 'check' ? check(task) : train(task, post)));
}

async function check({ trainingPath, validationPath, method }: CheckTask): Promise<Outcome> {
  const checkFile = (path: string) => checkDataset(readChunks(path), { method, only: 'openai' });
  const training = await checkFile(trainingPath);
  const validation = validationPath === null ? null : await checkFile(validationPath);
  return { type: 'checked', training, validation };
}

function post(message: TrainingProgress | Outcome): void {
  parentPort?.postMessage(message);
}

// The `as`: the scheduler starts this thread and gives it nothing but a task.
work(workerData as WorkerTask).catch((error: unknown) => {
  // Thrown outside of the promise, it ends the thread, and the scheduler gets it.
  setImmediate(() => {
    throw error;
  });
});
