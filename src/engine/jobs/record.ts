import * as z from 'zod';

import { Hyperparameters } from '../training/hyperparameters';
import { StepMetrics } from '../training/metrics';

/** The statuses of OpenAI's job, with the two that its SDK knows beside them. */
export const JobStatus = z.enum([
  'validating_files',
  'queued',
  'running',
  'pausing',
  'paused',
  'succeeded',
  'failed',
  'cancelled',
]);
export type JobStatus = z.infer<typeof JobStatus>;

export const JobError = z.object({ code: z.string(), message: z.string(), param: z.string().nullable() });
export type JobError = z.infer<typeof JobError>;

export const Checkpoint = z.object({
  id: z.string(),
  /** Seconds since 1970. */
  createdAt: z.int(),
  step: z.int(),
  /** The name under which the checkpoint can be used as a model. */
  model: z.string(),
  metrics: StepMetrics,
});
export type Checkpoint = z.infer<typeof Checkpoint>;

export const Integration = z.object({
  type: z.literal('wandb'),
  wandb: z.object({
    project: z.string(),
    name: z.string().nullable(),
    entity: z.string().nullable(),
    tags: z.array(z.string()),
  }),
});
export type Integration = z.infer<typeof Integration>;

/** All that is kept of a job but its events and weights. Times are in seconds since 1970. */
export const JobRecord = z.object({
  id: z.string(),
  /** Counts the jobs of a data directory: several are created within one second. */
  order: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
  finishedAt: z.int().nullable(),
  estimatedFinish: z.int().nullable(),
  status: JobStatus,
  error: JobError.nullable(),
  /** As requested: a base model or a fine-tuned one to continue from. */
  model: z.string(),
  /** The base model under it. */
  baseModel: z.string(),
  fineTunedModel: z.string().nullable(),
  trainingFile: z.string(),
  validationFile: z.string().nullable(),
  suffix: z.string().nullable(),
  seed: z.int(),
  method: z.enum(['supervised', 'dpo']),
  /** With `auto` until the job runs, the numbers used from then on. */
  hyperparameters: Hyperparameters,
  /** With `auto` wherever it was requested; jobs of older versions do not have it. */
  requestedHyperparameters: Hyperparameters.optional(),
  integrations: z.array(Integration),
  metadata: z.record(z.string(), z.string()).nullable(),
  resultFiles: z.array(z.string()),
  trainedTokens: z.int().nullable(),
  /** Examples of the training file; null until they have been counted. */
  examples: z.int().nullable(),
  checkpoints: z.array(Checkpoint),
  /** Names of models of this job that the user has deleted. */
  deletedModels: z.array(z.string()),
  /** Only the legacy API has it; echoed, not used. */
  promptLossWeight: z.number().nullable(),
});
export type JobRecord = z.infer<typeof JobRecord>;

const endings: readonly JobStatus[] = ['succeeded', 'failed', 'cancelled'];

export function hasEnded(job: JobRecord): boolean {
  return endings.includes(job.status);
}

/** The part of a job's id from which other names are built. */
export function jobKey(job: Pick<JobRecord, 'id'>): string {
  return job.id.slice('ftjob-'.length);
}

/** `ft:<base>:local:<suffix>:<id>`, the shape of OpenAI's names. */
export function fineTunedName(job: Pick<JobRecord, 'id' | 'baseModel' | 'suffix'>): string {
  const suffix = (job.suffix ?? '').replace(/[^A-Za-z0-9._-]+/g, '-');
  return `ft:${job.baseModel}:local:${suffix}:${jobKey(job).slice(0, 8)}`;
}

export function checkpointName(job: Pick<JobRecord, 'id' | 'baseModel' | 'suffix'>, step: number): string {
  return `${fineTunedName(job)}:ckpt-step-${String(step)}`;
}
