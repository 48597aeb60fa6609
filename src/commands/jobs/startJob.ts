import { t } from '@vscode/l10n';
import { changeJobs } from './changeJobs';
import { isConfirmed } from './confirm';

/** For providers whose jobs wait, validated, until somebody starts them. */
export const startJob = changeJobs({
  id: 'fineTuning.startJob',
  doing: t('Starting'),
  failure: t('Starting failed'),
  failureOf: (name) => t('Starting {0} failed', name),
  change: 'start',
  placeholder: t('Which jobs do you want to start?'),
  none: t('There is no job that waits to be started.'),
  // It is what costs money, and people look at the price first.
  confirm: (targets) =>
    isConfirmed(targets, {
      one: (name) => t('Start {0}?', name),
      many: (count) => t('Start {0} jobs?', count),
      detail: t(
        'Training begins, and is charged. The page of a job says what it is expected to cost, where the provider does.',
      ),
      button: targets.length === 1 ? t('Start Job') : t('Start {0} Jobs', targets.length),
      wayOut: t('Do Not Start'),
    }),
});
