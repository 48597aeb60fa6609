import { t } from '@vscode/l10n';
import { changeJobs } from './changeJobs';

export const resumeJob = changeJobs({
  id: 'fineTuning.resumeJob',
  doing: t('Resuming'),
  change: 'resume',
  placeholder: t('Which jobs do you want to resume?'),
  none: t('There is no paused job.'),
  confirm: null,
});
