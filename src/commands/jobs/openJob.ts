import { t } from '@vscode/l10n';
import { jobKey } from '../../jobs/jobKey';
import { jobName } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import type { Command } from '../command';
import { anyJob, namedTarget, targetOf } from './targets';

export const openJob: Command = {
  id: 'fineTuning.openJob',
  failure: t('Opening the job failed'),
  /** Also for others to open a certain job: the name of its connection, and its id. */
  async run(app, ...args) {
    const question = { ...anyJob(t('Which job do you want to see?')), opensPage: true };
    const target = (await namedTarget(app, args)) ?? (await targetOf(app, args, question));
    if (target === undefined) return;
    await app.pages.open([jobKey(target.source, target.job.id)], jobName(target.job, editorFormat));
  },
};
