import type { CreateJob } from '../../api/dialects/dialect';
import type { FineTuningJob } from '../../api/wire/job';
import { jobKey } from '../../jobs/jobKey';
import type { JobSource } from '../../jobs/source';
import { jobName, summarize } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import type { App } from '../command';

/** Takes in a job that was just created, with what was requested, and opens its page. */
export async function showCreated(
  app: App,
  source: JobSource,
  job: FineTuningJob,
  request: CreateJob,
): Promise<void> {
  const key = jobKey(source, job.id);
  source.store.apply([job]);
  await app.requests.remember(key, request);
  // A provider that reports no suffix, such as LLMariner, would have it called by its model.
  if (job.suffix === null && request.suffix !== undefined)
    await app.marks.change([key], { name: request.suffix });
  source.expectChange();
  app.view.rows.selectNew(key);
  await app.pages.open([key], jobName(summarize(job, source.store.markOf(job.id)), editorFormat));
}
