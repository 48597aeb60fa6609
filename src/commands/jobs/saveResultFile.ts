import { t } from '@vscode/l10n';
import { jobName } from '../../jobs/summary';
import { downloadTo } from '../../platform/download';
import { editorFormat } from '../../platform/editorFormat';
import { askWhereToSave } from '../../platform/saveDialog';
import type { Command } from '../command';
import { jobWithResult, listResultFiles } from './resultFiles';
import { targetsOf } from './targets';

/** Streams each result file to disk, decoded. */
export const saveResultFile: Command = {
  id: 'fineTuning.saveResultFile',
  failure: t('Saving the result files failed'),
  async run(app, ...args) {
    const question = jobWithResult(t('Whose result files do you want to save?'));
    for (const target of await targetsOf(app, args, { ...question, canPickMany: true })) {
      for (const file of await listResultFiles(target)) {
        const to = await askWhereToSave(file.name, {
          title: t('Save the results of {0}', jobName(target.job, editorFormat)),
          filters: { CSV: ['csv'] },
        });
        if (to === undefined) return;
        await downloadTo(to, target.source, file.id, app.host);
      }
    }
  },
};
