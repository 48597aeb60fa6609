import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import { jobKey } from '../../jobs/jobKey';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import type { Command } from '../command';
import { createFrom } from '../createJob/createJob';
import { draftFrom, problemWithClone, startFrom } from '../createJob/draft';
import { anyJob, offering, targetOf } from '../jobs/targets';
import { toDataFile } from '../trainingFiles/dataFile';
import { openForm } from './openForm';

/** The form with a job's own choices to start from; from the palette, which names no job, the quick picks. */
export const cloneJob: Command = {
  id: 'fineTuning.cloneJob',
  failure: t('Cloning the job failed'),
  /** `change`: another base model, such as a checkpoint, or another training file. */
  async run(app, node, change) {
    const isChange = typeof change === 'string' || change instanceof Uri;
    const target = await targetOf(app, isChange ? [node] : [node, change], {
      ...anyJob(t('Which job do you want to clone?')),
      accepts: offering('clone'),
    });
    if (target === undefined) return;
    const { source } = target;
    const job = await withProgress(t('Fetching {0}', jobName(target.job, editorFormat)), (signal) =>
      source.retrieve(target.job.id, signal),
    );
    if (job === undefined) return;
    const problem = problemWithClone(job, source.creation.options);
    if (problem !== null) throw new Error(problem);
    const key = jobKey(source, job.id);
    const requested = app.requests.of(key) ?? job.requestedHyperparameters;
    const draft = draftFrom(job, requested, source.store, app.requests.keptFor(key));
    if (typeof change === 'string') startFrom(draft, change, source.creation.options);
    if (change instanceof Uri) draft.trainingFile = toDataFile(change);
    const title = t('Clone {0}', jobName(target.job, editorFormat));
    if (node === undefined) await createFrom(app, source, draft, { title, failure: cloneJob.failure });
    else openForm(app, { source, draft, title });
  },
};
