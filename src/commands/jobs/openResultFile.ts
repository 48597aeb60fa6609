import { t } from '@vscode/l10n';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import type { Command } from '../command';
import { jobWithResult, listResultFiles, pickResultFile } from './resultFiles';
import { targetOf } from './targets';

/** Decoded from base64 when it is, read-only, as CSV. */
export const openResultFile: Command = {
  id: 'fineTuning.openResultFile',
  failure: t('Opening the result file failed'),
  async run(app, ...args) {
    const target = await targetOf(app, args, jobWithResult(t('Whose result file do you want to open?')));
    if (target === undefined) return;
    const file = await pickResultFile(await listResultFiles(target), jobName(target.job, editorFormat));
    if (file === undefined) return;
    await withProgress(t('Opening the results of {0}', jobName(target.job, editorFormat)), (signal) =>
      app.documents.openResult(target.source.id, file.id, file.name, signal),
    );
  },
};
