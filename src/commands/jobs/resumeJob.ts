import { l10n } from 'vscode';
import { changeJobs } from './changeJobs';

export const resumeJob = changeJobs({
  id: 'fineTuning.resumeJob',
  doing: l10n.t('Resuming'),
  change: 'resume',
  placeholder: l10n.t('Which jobs do you want to resume?'),
  none: l10n.t('There is no paused job.'),
  confirm: null,
});
