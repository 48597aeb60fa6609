import { l10n } from 'vscode';
import { changeJobs } from './changeJobs';

/** For providers whose jobs wait, validated, until somebody starts them. */
export const startJob = changeJobs({
  id: 'fineTuning.startJob',
  doing: l10n.t('Starting'),
  change: 'start',
  placeholder: l10n.t('Which jobs do you want to start?'),
  none: l10n.t('There is no job that waits to be started.'),
  confirm: null,
});
