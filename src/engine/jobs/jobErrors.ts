import { minTrainingExamples, minValidationExamples } from '../../datasets/limits';
import { datasetProblem, type DatasetReport } from '../../datasets/report';
import type { JobError } from './record';
import type { Outcome } from './workerMessages';

/** Which of a job's two files is meant: the names of the parameters. */
export type DatasetRole = 'training_file' | 'validation_file';

/** Broken lines that a job's error names; beyond, it would hide everything else about the job. */
const maxNamed = 5;

const files = {
  training_file: { name: 'training file', minExamples: minTrainingExamples },
  validation_file: { name: 'validation file', minExamples: minValidationExamples },
} as const;

/** Why the checked files cannot be used; null if they can. */
export function datasetFailure({ training, validation }: Outcome & { type: 'checked' }): JobError | null {
  return failureOf('training_file', training) ?? (validation && failureOf('validation_file', validation));
}

/** Why a training ended at a step whose loss was not a number. */
export function divergence(step: number): JobError {
  const message = `The loss was no number any more at step ${String(step)}; a lower learning_rate_multiplier helps.`;
  return { code: 'training_diverged', message, param: 'learning_rate_multiplier' };
}

/** A failure that is the engine's fault and not the job's. */
export function engineFailure(error: unknown): JobError {
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'server_error', message, param: null };
}

function failureOf(param: DatasetRole, report: DatasetReport): JobError | null {
  const { name, minExamples } = files[param];
  const problem = datasetProblem(report, { minExamples, maxNamed });
  if (problem === null) return null;
  return { code: `invalid_${param}`, message: `The ${name} has ${problem}.`, param };
}
