import { t } from '@vscode/l10n';
import { groupOf } from '../../shared/statuses';
import { changeJobs } from './changeJobs';
import { isConfirmed } from './confirm';
import type { JobTarget } from './targets';

export const cancelJob = changeJobs({
  id: 'fineTuning.cancelJob',
  doing: t('Cancelling'),
  failure: t('Cancelling failed'),
  failureOf: (name) => t('Cancelling {0} failed', name),
  change: 'cancel',
  placeholder: t('Which jobs do you want to cancel?'),
  none: t('There is no job that could be cancelled.'),
  confirm: (targets) =>
    isConfirmed(targets, {
      one: (name) => t('Cancel {0}?', name),
      many: (count) => t('Cancel {0} jobs?', count),
      detail: targets.every(hasNotBegun)
        ? t('Training has not begun. A cancelled job cannot be resumed.')
        : afterCancel(targets),
      button: targets.length === 1 ? t('Cancel Job') : t('Cancel {0} Jobs', targets.length),
      wayOut: targets.every(hasNotBegun) ? t('Do Not Cancel') : t('Keep Running'),
    }),
});

/** What its provider says, where all are of one kind. */
function afterCancel(targets: readonly JobTarget[]): string {
  const [first, ...others] = targets.map(({ source }) => source.afterCancel ?? null);
  return first != null && others.every((each) => each === first)
    ? first
    : t('Training stops and cannot be resumed. What was trained so far may be charged.');
}

function hasNotBegun({ job }: JobTarget): boolean {
  return ['queued', 'validating'].includes(groupOf(job.status));
}
