import { t } from '@vscode/l10n';
import { changeJobs } from './changeJobs';

export const pauseJob = changeJobs({
  id: 'fineTuning.pauseJob',
  doing: t('Pausing'),
  failure: t('Pausing failed'),
  failureOf: (name) => t('Pausing {0} failed', name),
  change: 'pause',
  placeholder: t('Which jobs do you want to pause?'),
  none: t('There is no job that could be paused.'),
  confirm: null,
});
