import { t } from '@vscode/l10n';
import { commands } from 'vscode';
import { reprinted } from '../../jobFiles/printJobFile';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { inert, maxLength } from '../../platform/inertText';
import type { Command } from '../command';
import { requestedDraft } from '../createJob/requestedDraft';
import { anyJob, pickTargets } from '../jobs/targets';
import { toDataFile } from '../trainingFiles/dataFile';
import { withLocalTwin } from '../trainingFiles/localTwin';
import { fileOfDraft } from './draftOfFile';
import { placeOf } from './filePlace';
import { inWordsOf } from './inWordsOf';
import { chooseJobFile, readOpenJobFile } from './openJobFile';

/** Shows what was requested for a job beside a job file, in VS Code's comparison, where the file can be edited. */
export const compareJobFile: Command = {
  id: 'fineTuning.compareJobFile',
  failure: t('Comparing failed'),
  async run(app, clicked) {
    const uri = await chooseJobFile(clicked, t('Which job file do you want to compare?'));
    if (uri === undefined) return;
    const { file, text } = await readOpenJobFile(uri);
    const [target] = await pickTargets(app, anyJob(t('With which job do you want to compare the file?')));
    if (target === undefined) return;
    const draft = await requestedDraft(app, target);
    if (draft === undefined) return;
    const { source } = target;
    const located = await withProgress(t('Looking for the data of the job here'), async (signal) => ({
      ...draft,
      trainingFile: await withLocalTwin(app, source, draft.trainingFile, signal),
      validationFile: await withLocalTwin(app, source, draft.validationFile, signal),
    }));
    if (located === undefined) return;
    const place = placeOf(uri);
    const requested = fileOfDraft(located, source.name, place);
    const alike = inWordsOf(file, requested, source.creation.options, place);
    const job = jobName(target.job, editorFormat);
    const left = app.documents.hold(reprinted(text, file, alike), `${target.job.id}.json`);
    const title = inert(t('{0} ↔ {1}', job, toDataFile(uri).name), maxLength.name);
    await commands.executeCommand('vscode.diff', left, uri, title);
  },
};
