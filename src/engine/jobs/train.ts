import { existsSync, readFileSync } from 'node:fs';
import { loadCorpus } from '../dataset/loadCorpus';
import { writeFileAtomicallySync } from '../store/atomicFile';
import { baseModelNamed } from '../training/baseModels';
import type { Corpus } from '../training/corpus';
import { initialWeights, LanguageModel } from '../training/languageModel';
import { areNumbers } from '../training/stepMetrics';
import { bytesPerEpoch, Trainer } from '../training/trainer';
import { decodeSnapshot, encodeSnapshot, type Snapshot, WeightsFileError } from '../training/weightsFile';
import { weightsPath } from './weightsPath';
import { order, type Outcome, shared, type TrainingProgress, type TrainTask } from './workerMessages';

/** Trains as the task says, step by step, until the end or until it is ordered to leave. */
export async function train(task: TrainTask, post: (progress: TrainingProgress) => void): Promise<Outcome> {
  const { trainingPath, validationPath, method } = task;
  const training = await loadCorpus(trainingPath, method);
  const validation = validationPath === null ? null : await loadCorpus(validationPath, method);
  const trainer = trainerFor(task, training, validation);
  const flags = new Int32Array(task.shared);
  post({ type: 'started', step: trainer.stepsDone, totalSteps: trainer.totalSteps });
  while (trainer.stepsDone < trainer.totalSteps) {
    if (Atomics.load(flags, shared.order) === order.leave) {
      moveMark(task, trainer, flags, post);
      return { type: 'left', step: trainer.stepsDone };
    }
    const metrics = trainer.step();
    if (!areNumbers(metrics)) return { type: 'diverged', step: metrics.step };
    post({ type: 'step', metrics });
    if (trainer.isAtEndOfEpoch) {
      saveCheckpoint(task, trainer);
      post({ type: 'checkpoint', metrics });
      moveMark(task, trainer, flags, post);
    }
    // Sleeps, but wakes at once when the order changes.
    if (task.throttleMs > 0) Atomics.wait(flags, shared.order, order.run, task.throttleMs);
  }
  return { type: 'finished', trainedTokens: bytesPerEpoch(training) * task.hyperparameters.n_epochs };
}

function saveCheckpoint({ folder }: TrainTask, { model, stepsDone }: Trainer): void {
  const snapshot = encodeSnapshot({ model, step: stepsDone, optimizer: null });
  writeFileAtomicallySync(weightsPath(folder, stepsDone), snapshot);
}

/**
 * Saves the point from which a stopped or killed training resumes. Only when all reports up to here are on disk:
 * steps that are trained again are not reported again, but steps that are skipped could never be reported.
 */
function moveMark(
  { folder }: TrainTask,
  { model, stepsDone, optimizer }: Trainer,
  flags: Int32Array,
  post: (progress: TrainingProgress) => void,
): void {
  post({ type: 'keep', step: stepsDone });
  for (;;) {
    const kept = Atomics.load(flags, shared.keptStep);
    if (kept >= stepsDone) break;
    Atomics.wait(flags, shared.keptStep, kept);
  }
  writeFileAtomicallySync(
    weightsPath(folder, 'resume'),
    encodeSnapshot({ model, step: stepsDone, optimizer }),
  );
}

function trainerFor(task: TrainTask, training: Corpus, validation: Corpus | null): Trainer {
  const base = baseModelNamed(task.baseModel);
  if (!base) throw new Error(`there is no base model ${task.baseModel}`);
  const { hyperparameters, seed } = task;
  const plan = { training, validation, hyperparameters, learningRate: base.learningRate, seed };
  const kept = keptSnapshot(weightsPath(task.folder, 'resume'));
  if (kept?.optimizer) return new Trainer(plan, kept.model, kept.optimizer, kept.step);
  const before =
    task.initialWeightsPath === null ? null : decodeSnapshot(readFileSync(task.initialWeightsPath));
  const alphabet = bytesIn(training.bytes, validation?.bytes, before?.model.alphabet);
  const weights = before?.model.weights ?? initialWeights(base.dimensions, seed);
  return new Trainer(plan, new LanguageModel(base.dimensions, weights, alphabet));
}

/** Where to resume. A damaged snapshot counts as none: training from the beginning gives the same result. */
function keptSnapshot(path: string): Snapshot | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return decodeSnapshot(readFileSync(path));
  } catch (error) {
    if (error instanceof WeightsFileError) return undefined;
    throw error;
  }
}

function bytesIn(...texts: (Uint8Array | undefined)[]): Uint8Array {
  const found = new Set<number>();
  for (const text of texts) for (const byte of text ?? []) found.add(byte);
  return Uint8Array.from(found).sort();
}
