import { t } from '@vscode/l10n';
import { changeJobs } from './changeJobs';
import { isConfirmed } from './confirm';

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
      detail: t('Training stops and cannot be resumed. What was trained so far may be charged.'),
      button: targets.length === 1 ? t('Cancel Job') : t('Cancel {0} Jobs', targets.length),
      wayOut: t('Keep Running'),
    }),
});
