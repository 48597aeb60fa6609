import { t } from '@vscode/l10n';
import { isCancelled } from '../../api/http/errors';
import { isGone } from '../../api/http/isGone';
import { jobKey, parseJobKey } from '../../jobs/jobKey';
import type { JobSource, WantedJobs } from '../../jobs/source';
import { type ProgressReport, withProgress } from '../../platform/cancellation';
import type { JobKey } from '../../shared/protocol';
import { hasStatus, type JobFilter, parseFilter } from '../../views/jobFilter';
import type { App } from '../command';

/** Pages of 100 older jobs that a filter fetches by itself before “Load more…” is left to the person. */
const maxPages = 20;
/** Marked jobs that are fetched one by one. */
const maxMarked = 50;

interface Search {
  readonly app: App;
  readonly filter: JobFilter;
  /** The person filters by something else meanwhile, or no longer looks at the source. */
  readonly isOver: (source: JobSource) => boolean;
  readonly signal: AbortSignal;
  readonly report: ProgressReport;
}

/**
 * Loads jobs that the view's filter may be meant for and that are not loaded: by metadata, status or date where the
 * provider can look for it, by the marks that are known here, else page by page. A connection that fails does not keep
 * the others from it.
 */
export async function findJobs(app: App): Promise<void> {
  const text = app.viewState.filter;
  const filter = parseFilter(text, app.clock.now() / 1000);
  const isOver = (source: JobSource) => app.viewState.filter !== text || !app.sources.shown.includes(source);
  await withProgress(t('Filtering older jobs'), async (signal, report) => {
    const search = { app, filter, isOver, signal, report };
    const searches = await Promise.allSettled(app.sources.shown.map((source) => searchIn(source, search)));
    const failed = searches.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  });
}

async function searchIn(source: JobSource, search: Search): Promise<void> {
  const { app, isOver } = search;
  const isWhole =
    (await isFoundByProvider(source, search)) ||
    (await isFoundByMarks(source, search)) ||
    (await isFoundByPages(source, search));
  if (isWhole && !isOver(source)) app.viewState.setSearched(source.id);
}

async function isFoundByProvider(source: JobSource, search: Search): Promise<boolean> {
  const { filter, isOver, signal } = search;
  const pairs = filter.metadata.filter(([, value]) => value !== '');
  const { statuses, after, before } = filter;
  const wanted: WantedJobs = {
    metadata: Object.fromEntries(pairs),
    ...(statuses.length === 0
      ? {}
      : { isStatus: (status) => statuses.some((each) => hasStatus(status, each)) }),
    ...(Number.isFinite(after) ? { createdFrom: after } : {}),
    ...(Number.isFinite(before) ? { createdBefore: before } : {}),
  };
  return source.find(wanted, signal, () => isOver(source));
}

/** No other job can have a star or be hidden. */
async function isFoundByMarks(source: JobSource, search: Search): Promise<boolean> {
  const { app, filter, isOver, signal } = search;
  if (!filter.isStarred && !filter.isHidden) return false;
  const missing = [...app.marks.all]
    .filter(([, mark]) => (filter.isStarred ? mark.isStarred : mark.isHidden))
    .map(([key]) => parseJobKey(key))
    .filter(({ sourceId, jobId }) => sourceId === source.id && source.store.get(jobId) === undefined);
  const gone: JobKey[] = [];
  for (const { jobId } of missing.slice(-maxMarked))
    if (!isOver(source) && !(await isThere(source, jobId, app, signal))) gone.push(jobKey(source, jobId));
  if (gone.length > 0) await unmark(gone, source, app, signal);
  return missing.length <= maxMarked;
}

/** Fetches the job. False: the server says that there is none; one that cannot be had now may be there. */
async function isThere(source: JobSource, jobId: string, app: App, signal: AbortSignal): Promise<boolean> {
  try {
    await source.retrieve(jobId, signal);
  } catch (error) {
    if (isCancelled(error, signal)) throw error;
    if (isGone(error)) return false;
    app.errors.record(`Fetching ${jobId} failed`, error);
  }
  return true;
}

/**
 * A job that is gone is neither starred nor hidden any more; what the person wrote about it stays. Not even that where
 * the server finds nothing, or has no other job with marks: its address or the project of its key may have changed; or
 * where it does not show that one either: a gateway may list jobs and have no way to one of them.
 */
async function unmark(
  gone: readonly JobKey[],
  source: JobSource,
  app: App,
  signal: AbortSignal,
): Promise<void> {
  await source.refreshAgain(signal);
  const known = [...app.marks.all]
    .map(([key]) => parseJobKey(key))
    .find(({ sourceId, jobId }) => sourceId === source.id && source.store.get(jobId) !== undefined);
  if (source.state.kind !== 'ready' || known === undefined) return;
  if (!(await isThere(source, known.jobId, app, signal))) return;
  await app.marks.change(gone, { isStarred: false, isHidden: false });
}

async function isFoundByPages(
  source: JobSource,
  { filter, isOver, signal, report }: Search,
): Promise<boolean> {
  const { store } = source;
  const isWhole = () => store.nextCursor === null || store.listedUntil < filter.after;
  for (let page = 0; page < maxPages && !isWhole() && !isOver(source); page++) {
    report.say(t('{0} jobs of {1}', store.size, source.name));
    await source.loadOlder(signal);
  }
  return isWhole();
}
