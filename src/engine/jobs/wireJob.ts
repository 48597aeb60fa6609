import type { LoggedEvent } from '../store/eventLog';
import { hasEnded, jobKey, type Checkpoint, type JobRecord } from './record';

/** A job as the API shows it. Source: OpenAI's `FineTuningJob`, and `user_provided_suffix`, which it also sends. */
export function wireJob(job: JobRecord) {
  const { beta, ...hyperparameters } = job.hyperparameters;
  const forMethod = job.method === 'dpo' ? { ...hyperparameters, beta: beta ?? 'auto' } : hyperparameters;
  return {
    object: 'fine_tuning.job',
    id: job.id,
    model: job.model,
    created_at: job.createdAt,
    finished_at: job.finishedAt,
    fine_tuned_model: job.fineTunedModel,
    organization_id: 'org-local',
    result_files: job.resultFiles,
    status: job.status,
    validation_file: job.validationFile,
    training_file: job.trainingFile,
    hyperparameters,
    trained_tokens: job.trainedTokens,
    error: job.error,
    user_provided_suffix: job.suffix,
    seed: job.seed,
    estimated_finish: hasEnded(job) ? null : job.estimatedFinish,
    integrations: job.integrations,
    metadata: job.metadata,
    method: { type: job.method, [job.method]: { hyperparameters: forMethod } },
    // Ours alone: as at OpenAI, the numbers that were chosen stand in the place of `auto` in both others.
    requested_hyperparameters: job.requestedHyperparameters ?? null,
  };
}

/** An event's id contains its place in the log: the job's key and eight digits. */
export function eventId(job: JobRecord, index: number): string {
  return `ftevent-${jobKey(job)}${String(index).padStart(8, '0')}`;
}

/** The place in an event's id; undefined if it is no id of this job. */
export function eventIndex(job: JobRecord, id: string): number | undefined {
  const prefix = `ftevent-${jobKey(job)}`;
  const digits = id.startsWith(prefix) ? id.slice(prefix.length) : '';
  return /^\d{8,}$/.test(digits) ? Number(digits) : undefined;
}

/** Source: OpenAI's `FineTuningJobEvent`. */
export function wireEvent(job: JobRecord, { index, event }: LoggedEvent) {
  return { object: 'fine_tuning.job.event', id: eventId(job, index), ...event };
}

/** Source: OpenAI's `FineTuningJobCheckpoint`. */
export function wireCheckpoint(job: JobRecord, checkpoint: Checkpoint) {
  return {
    object: 'fine_tuning.job.checkpoint',
    id: checkpoint.id,
    created_at: checkpoint.createdAt,
    fine_tuned_model_checkpoint: checkpoint.model,
    fine_tuning_job_id: job.id,
    metrics: checkpoint.metrics,
    step_number: checkpoint.step,
  };
}
