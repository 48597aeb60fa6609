import { t } from '@vscode/l10n';
import { jobKey } from '../../jobs/jobKey';
import { jobName } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import type { Command } from '../command';
import { modelTarget } from './modelTargets';

/** Opens the job that a model is of. */
export const showModelJob: Command = {
  id: 'fineTuning.showModelJob',
  failure: t('Opening the job failed'),
  async run(app, ...args) {
    const target = await modelTarget(app, args, {
      offered: ['showModelJob'],
      placeholder: t('The job of which model do you want to see?'),
    });
    if (target?.job == null) return;
    await app.pages.open([jobKey(target.source, target.job.id)], jobName(target.job, editorFormat));
  },
};
