/** The groups of the tree, in its order. */
export const jobGroups = [
  'running',
  'queued',
  'validating',
  'paused',
  'cancelling',
  'succeeded',
  'failed',
  'cancelled',
  'other',
] as const;
export type JobGroup = (typeof jobGroups)[number];

/**
 * Every status that a provider is known to send, in lower case and without `job_state_`, which Fireworks and Google write
 * before it, or `tuning_job_state_`.
 * Sources: the specifications and SDKs that docs/providers.md names for each provider.
 */
const statusesOfGroup: Readonly<Record<Exclude<JobGroup, 'other'>, readonly string[]>> = {
  running: [
    'running',
    'resuming',
    'training',
    'saving',
    'saving_model',
    'compressing',
    'uploading',
    'active',
    'in_progress',
    'inprogress',
    'writing_results',
    'updating',
    'tuning',
    'post_processing',
  ],
  queued: [
    'queued',
    'queuing',
    'created',
    'creating',
    'creating_input_dataset',
    'pending',
    'scheduling',
    'started',
    'caching',
    'loading_model',
    'loading_dataset',
    're_queueing',
    'idle',
    'validated',
    'waiting_for_quota',
    'waiting_for_capacity',
  ],
  validating: ['validating_files', 'validating', 'processing_dataset'],
  paused: ['pausing', 'paused'],
  cancelling: ['cancelling', 'canceling', 'stopping', 'cancel_requested', 'cancellation_requested'],
  succeeded: ['succeeded', 'success', 'completed', 'early_stopped', 'partially_succeeded'],
  failed: ['failed', 'failed_validation', 'error', 'user_error', 'expired'],
  cancelled: ['cancelled', 'canceled', 'stopped', 'deleted'],
};

/** A map and not an object: a server may send `constructor`. */
const groupOfStatus: ReadonlyMap<string, JobGroup> = new Map(
  (Object.keys(statusesOfGroup) as (keyof typeof statusesOfGroup)[]) // its keys, no others
    .flatMap((group) => statusesOfGroup[group].map((status) => [status, group])),
);

/** The group of a status in any provider's words; one that nobody knew when this was written is `other`. */
export function groupOf(status: string): JobGroup {
  return groupOfStatus.get(status.toLowerCase().replace(/^(?:tuning_)?job_state_/, '')) ?? 'other';
}

/** Whether a group, or a status that providers are known to send, begins with a text in lower case. */
export function isStartOfStatus(text: string): boolean {
  return [...jobGroups, ...groupOfStatus.keys()].some((status) => status.startsWith(text));
}

export const endedGroups: ReadonlySet<JobGroup> = new Set(['succeeded', 'failed', 'cancelled']);
const activeGroups: ReadonlySet<JobGroup> = new Set(['running', 'queued', 'validating', 'cancelling']);

/** Nothing will change any more. */
export function hasEnded(status: string): boolean {
  return endedGroups.has(groupOf(status));
}

/** Changes by itself: worth polling. A paused job waits for a person; an unknown status is polled slowly. */
export function isActive(status: string): boolean {
  return activeGroups.has(groupOf(status)) || isPausing(status) || isDeleting(status);
}

/** Rests until a person resumes it. */
export function isPaused(status: string): boolean {
  return groupOf(status) === 'paused' && !isPausing(status);
}

/** Its files are good; at Mistral it then waits until it is started, by a person unless it was created to start by itself. */
export function isReadyToStart(status: string): boolean {
  return status.toLowerCase() === 'validated';
}

/** Training has begun, or will not any more: tokens and price are no longer what is expected of it. */
export function hasBegun(status: string): boolean {
  return !['queued', 'validating'].includes(groupOf(status));
}

/** It goes away, whatever it has come to: Fireworks says so. */
export function isDeleting(status: string): boolean {
  return /^(?:job_state_)?deleting(?:_cleaning_up)?$/i.test(status);
}

/** A job that was asked to pause and has not stopped yet. */
export function isPausing(status: string): boolean {
  return status.toLowerCase() === 'pausing';
}
