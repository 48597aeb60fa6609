import { t } from '@vscode/l10n';
import { jobKey } from '../../jobs/jobKey';
import { problemWithClone } from '../../jobs/problemWithClone';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import type { App } from '../command';
import type { JobTarget } from '../jobs/targets';
import { draftFrom, type JobDraft, takenSuffix } from './draft';

/**
 * What was requested for a job, as far as it is known, with a suffix that its provider takes. Undefined: the person cancelled the fetching of the job. Throws
 * where it is of a method that cannot be created from here.
 */
export async function requestedDraft(
  app: App,
  { source, job: known }: JobTarget,
): Promise<JobDraft | undefined> {
  const job = await withProgress(t('Fetching {0}', jobName(known, editorFormat)), (signal) =>
    source.retrieve(known.id, signal),
  );
  if (job === undefined) return undefined;
  const { options } = source.creation;
  const problem = problemWithClone(job, options);
  if (problem !== null) throw new Error(problem);
  const key = jobKey(source, job.id);
  const requested = app.requests.of(key) ?? job.requestedHyperparameters;
  const draft = draftFrom(job, requested, source.store, app.requests.keptFor(key));
  return { ...draft, suffix: takenSuffix(draft.suffix, job.outputName, options) };
}
