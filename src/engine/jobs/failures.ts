import { datasetProblem, type DatasetRole } from '../dataset/problemText';
import type { JobError } from './record';
import type { Outcome } from './workerMessages';

/** Why the checked files cannot be used; null if they can. */
export function datasetFailure({ training, validation }: Outcome & { type: 'checked' }): JobError | null {
  return (
    failureOf('training_file', datasetProblem(training, 'training_file')) ??
    failureOf('validation_file', validation && datasetProblem(validation, 'validation_file'))
  );
}

/** Why a training ended at a step where the loss was no number any more. */
export function divergence(step: number): JobError {
  const message = `The loss was no number any more at step ${String(step)}; a lower learning_rate_multiplier helps.`;
  return { code: 'training_diverged', message, param: 'learning_rate_multiplier' };
}

/** What the engine itself, and not the job, is to blame for. */
export function engineFailure(error: unknown): JobError {
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'server_error', message, param: null };
}

function failureOf(param: DatasetRole, message: string | null): JobError | null {
  return message === null ? null : { code: `invalid_${param}`, message, param };
}
