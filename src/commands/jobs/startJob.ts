import { t } from '@vscode/l10n';
import { changeJobs } from './changeJobs';

/** For providers whose jobs wait, validated, until somebody starts them. */
export const startJob = changeJobs({
  id: 'fineTuning.startJob',
  doing: t('Starting'),
  failure: t('Starting failed'),
  failureOf: (name) => t('Starting {0} failed', name),
  change: 'start',
  placeholder: t('Which jobs do you want to start?'),
  none: t('There is no job that waits to be started.'),
  confirm: null,
});
