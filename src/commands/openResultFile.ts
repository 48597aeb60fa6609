import { l10n } from 'vscode';
import { jobName } from '../jobs/summary';
import { withProgress } from '../platform/cancellation';
import type { Command } from './command';
import { type TargetQuestion, targetOf } from './targets';

export const jobWithResult = (placeholder: string): TargetQuestion => ({
  accepts: (job, account) => job.resultFile !== null && account.dialect.capabilities.resultFiles === true,
  placeholder,
  none: l10n.t('There is no job with a result file.'),
});

/** Decoded from base64 when it is, read-only, as CSV. */
export const openResultFile: Command = {
  id: 'fineTuning.openResultFile',
  failure: 'Opening the result file failed',
  async run(app, ...args) {
    const target = await targetOf(app, args, jobWithResult(l10n.t('Whose result file do you want to open?')));
    const fileId = target?.job.resultFile;
    if (target === undefined || fileId === null || fileId === undefined) return;
    const name = `${jobName(target.job)} results.csv`;
    await withProgress(l10n.t('Opening the results of {0}', jobName(target.job)), (signal) =>
      app.documents.openResult(target.account.id, fileId, name, signal),
    );
  },
};
