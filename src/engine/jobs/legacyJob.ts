import type { JobEvent } from '../store/eventLog';
import type { FileStore, WireFile } from '../store/fileStore';
import { jobIdTail, type JobRecord, type JobStatus } from './record';

/** The legacy names of the statuses; it knew no pause. Source: OpenAI's `/v1/fine-tunes`, shut in January 2024. */
const statuses: Readonly<Record<JobStatus, string>> = {
  validating_files: 'created',
  queued: 'pending',
  running: 'running',
  pausing: 'running',
  paused: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** The same job under its legacy id. */
export function legacyId(job: JobRecord): string {
  return `ft-${jobIdTail(job)}`;
}

/** The current id of a job that is requested by its legacy id. */
export function idOfLegacy(legacy: string): string {
  return legacy.replace(/^ft-/, 'ftjob-');
}

/** A job as the legacy API showed it: files as objects, hyperparameters without `auto`, an update time. */
export function legacyJob(job: JobRecord, files: FileStore) {
  const { n_epochs, batch_size, learning_rate_multiplier } = job.hyperparameters;
  return {
    object: 'fine-tune',
    id: legacyId(job),
    model: job.model,
    created_at: job.createdAt,
    updated_at: job.updatedAt,
    fine_tuned_model: job.fineTunedModel,
    organization_id: 'org-local',
    status: statuses[job.status],
    hyperparams: {
      n_epochs: numberOrNull(n_epochs),
      batch_size: numberOrNull(batch_size),
      learning_rate_multiplier: numberOrNull(learning_rate_multiplier),
      prompt_loss_weight: job.promptLossWeight,
    },
    training_files: fileObjects([job.trainingFile], files),
    validation_files: fileObjects(job.validationFile === null ? [] : [job.validationFile], files),
    result_files: fileObjects(job.resultFiles, files),
  };
}

export function legacyEvent({ created_at, level, message }: JobEvent) {
  return { object: 'fine-tune-event', created_at, level, message };
}

function numberOrNull(value: number | 'auto'): number | null {
  return value === 'auto' ? null : value;
}

/** Files that have been deleted since are left out. */
function fileObjects(ids: readonly string[], files: FileStore): WireFile[] {
  return ids.flatMap((id) => files.get(id) ?? []);
}
