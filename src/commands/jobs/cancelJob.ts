import { l10n } from 'vscode';
import { changeJobs } from './changeJobs';
import { isConfirmed } from './confirm';

export const cancelJob = changeJobs({
  id: 'fineTuning.cancelJob',
  doing: l10n.t('Cancelling'),
  change: 'cancel',
  placeholder: l10n.t('Which jobs do you want to cancel?'),
  none: l10n.t('There is no job that could be cancelled.'),
  confirm: (targets) =>
    isConfirmed(targets, {
      one: (name) => l10n.t('Cancel {0}?', name),
      many: (count) => l10n.t('Cancel {0} jobs?', count),
      detail: l10n.t('Training stops and cannot be resumed. What was trained so far may be charged.'),
      button: targets.length === 1 ? l10n.t('Cancel Job') : l10n.t('Cancel {0} Jobs', targets.length),
    }),
});
