import { Uri, env, l10n } from 'vscode';
import { withProgress } from '../../platform/cancellation';
import { chooseSource } from '../connections/chooseSource';
import type { Command } from '../command';
import { toDataFile } from './dataFile';
import { FileCheck } from './fileCheck';
import { minValidationExamples } from '../../datasets/limits';
import { ensureUploaded } from './ensureUploaded';
import { showCopied } from '../jobs/showCopied';
import { chooseTrainingFile } from './chooseTrainingFile';
import { showInformation } from '../../platform/show';

/** Checks a JSONL file and uploads it for later jobs: the one that was clicked, or one that the person chooses. */
export const uploadFile: Command = {
  id: 'fineTuning.uploadFile',
  failure: l10n.t('Uploading failed'),
  async run(app, clicked) {
    const source = await chooseSource(app, l10n.t('Upload Training File'), ['upload']);
    if (source === undefined) return;
    const file =
      clicked instanceof Uri
        ? clicked
        : await chooseTrainingFile(l10n.t('Which file do you want to upload?'));
    if (file === undefined) return;
    const data = toDataFile(file);
    if (!(await new FileCheck(app).isFit(data, null, minValidationExamples))) return;
    const id = await withProgress(l10n.t('Uploading to {0}', source.name), (signal, report) =>
      ensureUploaded(app, source, data, signal, report),
    );
    if (id === undefined) return;
    const copy = l10n.t('Copy File Id');
    const create = l10n.t('Create Job…');
    const canCreate = source.capabilities.create === true;
    const chosen = await showInformation(
      l10n.t('Uploaded {0} to {1} as {2}.', data.name, source.name, id),
      ...(canCreate ? [create, copy] : [copy]),
    );
    if (chosen === copy) {
      await env.clipboard.writeText(id);
      showCopied([id]);
    }
    if (chosen === create) await app.run('fineTuning.createJob', id, source.id);
  },
};
