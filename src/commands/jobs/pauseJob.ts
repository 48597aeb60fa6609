import { l10n } from 'vscode';
import { changeJobs } from './changeJobs';

export const pauseJob = changeJobs({
  id: 'fineTuning.pauseJob',
  doing: l10n.t('Pausing'),
  change: 'pause',
  placeholder: l10n.t('Which jobs do you want to pause?'),
  none: l10n.t('There is no job that could be paused.'),
  confirm: null,
});
