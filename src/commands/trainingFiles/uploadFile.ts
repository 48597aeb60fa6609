import { t } from '@vscode/l10n';
import { env, Uri } from 'vscode';
import { minValidationExamples } from '../../datasets/limits';
import { withProgress } from '../../platform/cancellation';
import { showInformation } from '../../platform/show';
import type { Command } from '../command';
import { chooseSource } from '../connections/chooseSource';
import { showCopied } from '../jobs/showCopied';
import { chooseTrainingFile } from './chooseTrainingFile';
import { toDataFile } from './dataFile';
import { ensureUploaded } from './ensureUploaded';
import { FileCheck } from './fileCheck';

/** Checks a JSONL file and uploads it for later jobs: the one that was clicked, or one that the person chooses. */
export const uploadFile: Command = {
  id: 'fineTuning.uploadFile',
  failure: t('Uploading failed'),
  async run(app, clicked) {
    const source = await chooseSource(app, t('Upload Training File'), ['upload']);
    if (source === undefined) return;
    const file =
      clicked instanceof Uri ? clicked : await chooseTrainingFile(t('Which file do you want to upload?'));
    if (file === undefined) return;
    const data = toDataFile(file);
    if (!(await new FileCheck(app).isFit(data, null, minValidationExamples))) return;
    const id = await withProgress(t('Uploading to {0}', source.name), (signal, report) =>
      ensureUploaded(app, source, data, signal, report),
    );
    if (id === undefined) return;
    const copy = t('Copy File Id');
    const create = t('Create Job…');
    const canCreate = source.capabilities.create === true;
    const chosen = await showInformation(
      t('Uploaded {0} to {1} as {2}.', data.name, source.name, id),
      ...(canCreate ? [create, copy] : [copy]),
    );
    if (chosen === copy) {
      await env.clipboard.writeText(id);
      showCopied([id]);
    }
    if (chosen === create) await app.run('fineTuning.createJob', id, source.id);
  },
};
