import type { JobSnapshot } from '../protocol';

export type Group = JobSnapshot['group'];

export interface StatusLook {
  readonly label: string;
  /** A codicon. */
  readonly icon: string;
  readonly isSpinning: boolean;
}

const looks: Readonly<Record<Group, StatusLook>> = {
  running: { label: 'Running', icon: 'sync', isSpinning: true },
  queued: { label: 'Queued', icon: 'circle-outline', isSpinning: false },
  validating: { label: 'Validating files', icon: 'checklist', isSpinning: false },
  paused: { label: 'Paused', icon: 'debug-pause', isSpinning: false },
  cancelling: { label: 'Cancelling', icon: 'circle-slash', isSpinning: false },
  succeeded: { label: 'Succeeded', icon: 'pass', isSpinning: false },
  failed: { label: 'Failed', icon: 'error', isSpinning: false },
  cancelled: { label: 'Cancelled', icon: 'circle-slash', isSpinning: false },
  other: { label: 'Other', icon: 'question', isSpinning: false },
};

/** A status that nobody knew when this was written is shown verbatim. */
export function lookOf({ group, job }: Pick<JobSnapshot, 'group' | 'job'>): StatusLook {
  // A newer extension may know a group that this page does not.
  const look = (looks as Readonly<Record<string, StatusLook | undefined>>)[group] ?? looks.other;
  if (group === 'paused' && job.status.toLowerCase() === 'pausing') return { ...look, label: 'Pausing' };
  return look === looks.other ? { ...look, label: job.status } : look;
}

export function hasEnded(group: Group): boolean {
  return group === 'succeeded' || group === 'failed' || group === 'cancelled';
}
