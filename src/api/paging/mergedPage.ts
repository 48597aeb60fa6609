import { isStatus } from '../http/transport';
import { type Dated, isNewestFirst, lastTimeOf, timeOf } from './newestFirst';
import { emptyPage, type Page } from './pages';

/** Cursors of several lists in one: null where a list is at its end. */
type Cursors = readonly (string | null)[];

/**
 * One page of several lists that are shown as one, the newest first within the page. A list that the key may not
 * see (403) or that this server lacks (404) costs its items only, as long as another can be read. One of which a page
 * was there has the next one too: that it cannot be read now is an error.
 */
export async function mergedPage<T extends Dated>(
  paths: readonly string[],
  cursor: string | null,
  fetchPage: (path: string, after: string | null) => Promise<Page<T>>,
): Promise<Page<T>> {
  const [only] = paths;
  if (paths.length === 1 && only !== undefined) return fetchPage(only, cursor);
  const cursors = cursor === null ? null : parseCursors(cursor, paths.length);
  const requested = paths.map((path, at) => ({
    path,
    after: cursors === null ? null : (cursors[at] ?? null),
  }));
  const responses = await Promise.allSettled(
    requested.map(({ path, after }) =>
      cursors !== null && after === null ? Promise.resolve<Page<T>>(emptyPage) : fetchPage(path, after),
    ),
  );
  const pages = responses.map((response) => (response.status === 'fulfilled' ? response.value : null));
  const failed = responses
    .filter((response) => response.status === 'rejected')
    .map(({ reason }): unknown => reason);
  const isNeeded = cursors !== null || failed.length === paths.length;
  const serious = failed.find((reason) => isNeeded || (!isStatus(reason, 403) && !isStatus(reason, 404)));
  if (serious !== undefined) throw serious as Error; // what a request threw
  const unread = paths.filter((_, at) => pages[at] === null);
  const merged = merge(pages.map((page) => page ?? emptyPage));
  return unread.length === 0 ? merged : { ...merged, unread };
}

function merge<T extends Dated>(pages: readonly Page<T>[]): Page<T> {
  const cursors: Cursors = pages.map((page) => page.cursor);
  const totals = pages.map((page) => page.total).filter((total) => total !== null);
  return {
    items: pages.flatMap((page) => page.items).sort((a, b) => timeOf(b) - timeOf(a)),
    unreadable: pages.flatMap((page) => page.unreadable),
    cursor: cursors.every((each) => each === null) ? null : JSON.stringify(cursors),
    total: totals.length === 0 ? null : totals.reduce((sum, total) => sum + total, 0),
    readUntil: readUntil(pages.filter(({ cursor }) => cursor !== null)),
  };
}

/** Of the lists that go on, the one that has been read least far counts: a short one soon reaches years back. */
function readUntil(pages: readonly Page<Dated>[]): number | null {
  const until = Math.max(...pages.map(({ items }) => lastTimeOf(items) ?? Infinity));
  return Number.isFinite(until) && pages.every(({ items }) => isNewestFirst(items)) ? until : null;
}

function parseCursors(cursor: string, count: number): Cursors {
  const parsed: unknown = JSON.parse(cursor);
  if (!Array.isArray(parsed) || parsed.length !== count) throw new RangeError('not a cursor of these lists');
  return parsed.map((each) => (typeof each === 'string' ? each : null));
}
