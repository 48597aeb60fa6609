import { l10n } from 'vscode';
import { jobKey } from '../jobs/accounts';
import { jobName } from '../jobs/summary';
import type { Command } from './command';
import { anyJob, targetOf } from './targets';

export const openJob: Command = {
  id: 'fineTuning.openJob',
  failure: 'Opening the job failed',
  async run(app, ...args) {
    const target = await targetOf(app, args, anyJob(l10n.t('Which job do you want to see?')));
    if (target === undefined) return;
    app.pages.open([jobKey(target.account, target.job.id)], jobName(target.job));
  },
};
