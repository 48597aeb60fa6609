import { t } from '@vscode/l10n';
import { commands } from 'vscode';
import { inOrderOf, printJobFile } from '../../jobFiles/printJobFile';
import { jobName } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import { inert, maxLength } from '../../platform/inertText';
import type { Command } from '../command';
import { requestedDraft } from '../createJob/requestedDraft';
import { anyJob, pickTargets } from '../jobs/targets';
import { toDataFile } from '../trainingFiles/dataFile';
import { fileOfDraft } from './draftOfFile';
import { placeOf } from './filePlace';
import { chooseJobFile, readOpenJobFile } from './openJobFile';

/** Shows what was requested for a job beside a job file, in VS Code's comparison, where the file can be edited. */
export const compareJobFile: Command = {
  id: 'fineTuning.compareJobFile',
  failure: t('Comparing failed'),
  async run(app, clicked) {
    const uri = await chooseJobFile(clicked, t('Which job file do you want to compare?'));
    if (uri === undefined) return;
    const { file } = await readOpenJobFile(uri);
    const [target] = await pickTargets(app, anyJob(t('With which job do you want to compare the file?')));
    if (target === undefined) return;
    const draft = await requestedDraft(app, target);
    if (draft === undefined) return;
    const requested = fileOfDraft(draft, target.source.name, placeOf(uri));
    const job = jobName(target.job, editorFormat);
    const left = app.documents.hold(printJobFile(inOrderOf(requested, file)), `${target.job.id}.json`);
    const title = inert(t('{0} ↔ {1}', job, toDataFile(uri).name), maxLength.name);
    await commands.executeCommand('vscode.diff', left, uri, title);
  },
};
