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
  source.store.apply([job]);
  await app.requests.remember(jobKey(source, job.id), request);
  source.expectChange();
  app.view.rows.selectNew(jobKey(source, job.id));
  await app.pages.open([jobKey(source, job.id)], jobName(summarize(job), editorFormat));
}
