import { l10n } from 'vscode';
import { changeJobs } from './changeJobs';
import { isConfirmed } from './confirm';

/** Deletes ended jobs at the provider, after asking. */
export const deleteJob = changeJobs({
  id: 'fineTuning.deleteJob',
  doing: l10n.t('Deleting'),
  change: 'delete',
  placeholder: l10n.t('Which jobs do you want to delete?'),
  none: l10n.t('There is no job that could be deleted. Many providers keep every job.'),
  confirm: (targets) =>
    isConfirmed(targets, {
      one: (name) => l10n.t('Delete {0}?', name),
      many: (count) => l10n.t('Delete {0} jobs?', count),
      detail: l10n.t('The provider forgets the job and its log. This cannot be undone.'),
      button: l10n.t('Delete'),
    }),
});
