import { t } from '@vscode/l10n';
import { jobKey } from '../../jobs/jobKey';
import { jobName } from '../../jobs/summary';
import type { Command } from '../command';
import { anyJob, targetOf } from './targets';

export const openJob: Command = {
  id: 'fineTuning.openJob',
  failure: t('Opening the job failed'),
  async run(app, ...args) {
    if (args.length === 0) await app.view.whenSelected();
    const question = { ...anyJob(t('Which job do you want to see?')), isForTree: true };
    const target = await targetOf(app, args, question);
    if (target === undefined) return;
    app.pages.open([jobKey(target.source, target.job.id)], jobName(target.job));
  },
};
