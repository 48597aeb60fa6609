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
  // A provider that reports no suffix, such as LLMariner, would have it called by its model.
  await takeIn(app, source, job, request, job.suffix === null ? request.suffix : undefined);
  const key = jobKey(source, job.id);
  await app.sources.showAlso(source.name); // the form creates at others, too
  app.view.rows.selectNew(key);
  await app.pages.open([key], jobName(summarize(job, source.store.markOf(job.id)), editorFormat));
}

/**
 * Adds a job that was just created to those that are known. Never rejects: what cannot be kept of it is recorded, and the
 * job is there all the same.
 *
 * @param name what it is called here; undefined: its own name
 */
export async function takeIn(
  { requests, marks, errors }: Pick<App, 'requests' | 'marks' | 'errors'>,
  source: JobSource,
  job: FineTuningJob,
  request: CreateJob,
  name: string | undefined,
): Promise<void> {
  const key = jobKey(source, job.id);
  source.store.apply([job]);
  source.expectChange();
  const kept = [
    requests.remember(key, request),
    ...(name === undefined ? [] : [marks.change([key], { name })]),
  ];
  for (const each of await Promise.allSettled(kept))
    if (each.status === 'rejected') errors.record('Keeping what a job was created with failed', each.reason);
}
