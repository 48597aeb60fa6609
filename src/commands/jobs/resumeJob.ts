import { t } from '@vscode/l10n';
import { changeJobs } from './changeJobs';

export const resumeJob = changeJobs({
  id: 'fineTuning.resumeJob',
  doing: t('Resuming'),
  failure: t('Resuming failed'),
  failureOf: (name) => t('Resuming {0} failed', name),
  change: 'resume',
  placeholder: t('Which jobs do you want to resume?'),
  none: t('There is no paused job.'),
  confirm: null,
});
