import { t } from '@vscode/l10n';
import { groupOf, isDeleting, isPausing, isReadyToStart, type JobGroup } from './statuses';

/** How a status looks in the tree, the status bar and the pages. No two share both icon and color. */
export interface StatusLook {
  readonly label: string;
  /** The id of a codicon. */
  readonly icon: string;
  readonly isSpinning: boolean;
  /** The id of a theme color; null: the text's own. */
  readonly color: string | null;
}

const looks: Readonly<Record<JobGroup, StatusLook>> = {
  running: { label: t('Running'), icon: 'sync', isSpinning: true, color: 'charts.blue' },
  queued: { label: t('Queued'), icon: 'clock', isSpinning: false, color: 'testing.iconQueued' },
  validating: { label: t('Validating files'), icon: 'checklist', isSpinning: false, color: 'charts.blue' },
  paused: { label: t('Paused'), icon: 'debug-pause', isSpinning: false, color: 'charts.yellow' },
  cancelling: {
    label: t('Cancelling'),
    icon: 'stop-circle',
    isSpinning: false,
    color: 'list.warningForeground',
  },
  succeeded: { label: t('Succeeded'), icon: 'pass', isSpinning: false, color: 'testing.iconPassed' },
  // High contrast has no color for a failed test.
  failed: { label: t('Failed'), icon: 'error', isSpinning: false, color: 'editorError.foreground' },
  cancelled: { label: t('Cancelled'), icon: 'circle-slash', isSpinning: false, color: 'testing.iconSkipped' },
  other: { label: t('Other'), icon: 'question', isSpinning: false, color: null },
};

export function lookOfGroup(group: JobGroup): StatusLook {
  return looks[group];
}

/** A status in words, with what the provider calls it where that is another word. */
export function statusText(status: string): string {
  const { label } = lookOf(status);
  if (status === '') return label;
  return label.toLowerCase() === status.toLowerCase() ? label : `${label} (${status})`;
}

/** A status that nobody knew when this was written is shown as the provider sent it; `''`: it sent none. */
export function lookOf(status: string): StatusLook {
  const group = groupOf(status);
  if (isDeleting(status)) return deleting;
  if (group === 'other') return { ...looks.other, label: status === '' ? t('No status') : status };
  if (isReadyToStart(status)) return readyToStart;
  return isPausing(status) ? { ...looks.paused, label: t('Pausing') } : looks[group];
}

const deleting: StatusLook = {
  ...{ label: t('Deleting'), icon: 'trash', isSpinning: false, color: 'list.warningForeground' },
};

/** It waits for a person. */
const readyToStart: StatusLook = {
  ...{ label: t('Ready to start'), icon: 'play-circle' },
  ...{ isSpinning: false, color: 'charts.yellow' },
};
