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
 * Every status that a provider is known to send, in lower case and without Fireworks' `job_state_`.
 * Sources: the providers' specifications and SDKs, gathered in docs/providers.md.
 */
const groupOfStatus: Readonly<Record<string, JobGroup>> = {
  running: 'running',
  resuming: 'running',
  training: 'running',
  saving: 'running',
  saving_model: 'running',
  compressing: 'running',
  uploading: 'running',
  active: 'running',
  writing_results: 'running',
  re_queueing: 'queued',
  queued: 'queued',
  created: 'queued',
  creating: 'queued',
  pending: 'queued',
  started: 'queued',
  loading_model: 'queued',
  loading_dataset: 'queued',
  validating_files: 'validating',
  validating: 'validating',
  validated: 'validating',
  pausing: 'paused',
  paused: 'paused',
  cancelling: 'cancelling',
  canceling: 'cancelling',
  cancel_requested: 'cancelling',
  cancellation_requested: 'cancelling',
  deleting: 'cancelling',
  succeeded: 'succeeded',
  success: 'succeeded',
  completed: 'succeeded',
  early_stopped: 'succeeded',
  failed: 'failed',
  failed_validation: 'failed',
  error: 'failed',
  user_error: 'failed',
  expired: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  stopped: 'cancelled',
};

/** The group of a status in any provider's words; one that nobody knew when this was written is `other`. */
export function groupOf(status: string): JobGroup {
  return groupOfStatus[status.toLowerCase().replace(/^job_state_/, '')] ?? 'other';
}

const endedGroups: ReadonlySet<JobGroup> = new Set(['succeeded', 'failed', 'cancelled']);
const activeGroups: ReadonlySet<JobGroup> = new Set(['running', 'queued', 'validating', 'cancelling']);

/** Nothing will change any more. */
export function hasEnded(status: string): boolean {
  return endedGroups.has(groupOf(status));
}

/** Changes by itself: worth polling. A paused job waits for a person; an unknown status is polled slowly. */
export function isActive(status: string): boolean {
  return activeGroups.has(groupOf(status));
}
