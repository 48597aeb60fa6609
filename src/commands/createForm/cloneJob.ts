import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import { jobName } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import type { Command } from '../command';
import { createFrom } from '../createJob/createJob';
import { startFrom } from '../createJob/draft';
import { requestedDraft } from '../createJob/requestedDraft';
import { anyJob, offering, targetOf } from '../jobs/targets';
import { toDataFile } from '../trainingFiles/dataFile';
import { openForm } from './openForm';

/** The form with a job's own choices to start from; from the palette, which names no job, the quick picks. */
export const cloneJob: Command = {
  id: 'fineTuning.cloneJob',
  failure: t('Cloning the job failed'),
  /** `change`: another base model, such as a checkpoint, or another training file. `validation`: another such file. */
  async run(app, node, change, validation) {
    const isChange = typeof change === 'string' || [change, validation].some((each) => each instanceof Uri);
    const target = await targetOf(app, isChange ? [node] : [node, change], {
      ...anyJob(t('Which job do you want to clone?')),
      accepts: offering('clone'),
    });
    if (target === undefined) return;
    const { source } = target;
    const draft = await requestedDraft(app, target);
    if (draft === undefined) return;
    if (typeof change === 'string') startFrom(draft, change, source.creation.options);
    if (change instanceof Uri) draft.trainingFile = toDataFile(change);
    if (validation instanceof Uri) draft.validationFile = toDataFile(validation);
    const title = t('Clone {0}', jobName(target.job, editorFormat));
    if (node === undefined) await createFrom(app, source, draft, { title, failure: cloneJob.failure });
    else openForm(app, { source, draft, title });
  },
};
