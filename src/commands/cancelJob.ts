import { l10n } from 'vscode';
import { groupOf, hasEnded } from '../jobs/status';
import { jobName } from '../jobs/summary';
import { changeJobs } from './changeJobs';

export const cancelJob = changeJobs({
  id: 'fineTuning.cancelJob',
  doing: 'Cancelling',
  needs: 'cancel',
  accepts: (job) => !hasEnded(job.status) && groupOf(job.status) !== 'cancelling',
  placeholder: l10n.t('Which jobs do you want to cancel?'),
  none: l10n.t('There is no job that could be cancelled.'),
  confirm: (targets) => {
    const [first] = targets;
    const isOne = targets.length === 1 && first !== undefined;
    return {
      question: isOne
        ? l10n.t('Cancel {0}?', jobName(first.job))
        : l10n.t('Cancel {0} jobs?', targets.length),
      detail: l10n.t('Training stops and cannot be resumed. What was trained so far may be charged.'),
      button: isOne ? l10n.t('Cancel Job') : l10n.t('Cancel {0} Jobs', targets.length),
    };
  },
  send: (client, id) => client.jobs.cancel(id),
});
