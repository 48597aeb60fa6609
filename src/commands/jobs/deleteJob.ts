import { t } from '@vscode/l10n';
import { changeJobs } from './changeJobs';
import { isConfirmed } from './confirm';

/** Deletes ended jobs at the provider, after asking. */
export const deleteJob = changeJobs({
  id: 'fineTuning.deleteJob',
  doing: t('Deleting'),
  failure: t('Deleting failed'),
  failureOf: (name) => t('Deleting {0} failed', name),
  change: 'delete',
  placeholder: t('Which jobs do you want to delete?'),
  none: t('There is no job that could be deleted. Many providers keep every job.'),
  confirm: (targets) =>
    isConfirmed(targets, {
      one: (name) => t('Delete {0}?', name),
      many: (count) => t('Delete {0} jobs?', count),
      detail: t('The provider forgets the job and its log. This cannot be undone.'),
      button: targets.length === 1 ? t('Delete Job') : t('Delete {0} Jobs', targets.length),
      wayOut: targets.length === 1 ? t('Keep Job') : t('Keep Jobs'),
    }),
});
