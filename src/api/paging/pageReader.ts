import { t } from '@vscode/l10n';
import { countText } from '../countText';
import type { RequestOptions } from '../http/transport';
import type { FetchPage, Page, PagesOptions, Unreadable } from './pages';

/** Pages of one list that are requested: enough for 100,000 jobs. */
const maxPages = 1_000;

/** Pages of which every item is remembered. */
const pagesRemembered = 20;

/** Milliseconds between requests that nobody waits for: at most four a second. */
export const backgroundInterval = 250;

/**
 * Why reading ended before the server said that it was the end: `repeats`: a page brought nothing new, or a cursor
 * came back; `capped`: there were too many pages.
 */
export type PagingStop = 'repeats' | 'capped';

export interface PageReaderOptions {
  /** Milliseconds from one request to the next at least: {@link backgroundInterval} where nobody waits. */
  readonly interval?: number;
  /** {@link maxPages} where not said. */
  readonly maxPages?: number;
  /** Names of items that are known already, as the list distinguishes its items. */
  readonly known?: Iterable<string>;
}

/**
 * The one loop over the pages of a list. It ends whatever the server does: at its end, at a page that brings nothing
 * new, at a cursor that was used before, and after {@link maxPages} pages.
 */
export class PageReader<T> {
  /** Why it ended early; null: it did not, so far. */
  stop: PagingStop | null = null;
  /** The last page held nothing that an earlier one had not. */
  isRepetition = false;
  /** Requests the next page; null: there is none. */
  cursor: string | null;
  private count = 0;
  private hasEnded = false;
  private requestedAt = -Infinity;
  private readonly seen: Set<string>;
  private readonly used = new Set<string | null>();

  constructor(
    private readonly fetchPage: FetchPage<T>,
    private readonly pages: PagesOptions<T>,
    private readonly options: PageReaderOptions,
  ) {
    this.cursor = pages.after;
    this.seen = new Set(options.known);
  }

  /** Whether the server may have more. */
  get hasMore(): boolean {
    return !this.hasEnded;
  }

  /** The next page; null at the end. Rejects as a request does, and can then be called again for the same page. */
  async next(options: RequestOptions = {}): Promise<Page<T> | null> {
    if (this.hasEnded) return null;
    await this.keepPace(options.signal);
    const page = await this.fetchPage(this.cursor, options);
    this.isRepetition = !this.note(page);
    this.used.add(this.cursor);
    this.cursor = page.cursor;
    this.count++;
    if (page.cursor === null) this.hasEnded = true;
    else if (this.isRepetition || this.used.has(page.cursor)) this.end('repeats');
    else if (this.count >= (this.options.maxPages ?? maxPages)) this.end('capped');
    return page;
  }

  private end(stop: PagingStop): void {
    this.hasEnded = true;
    this.stop = stop;
  }

  private async keepPace(signal: AbortSignal | undefined): Promise<void> {
    const { clock } = this.pages;
    const rest = this.requestedAt + (this.options.interval ?? 0) - clock.monotonic();
    if (rest > 0) await clock.sleep(rest, signal);
    this.requestedAt = clock.monotonic();
  }

  /**
   * Remembers what came; whether any of it is new. Of later pages only the first item is remembered: a list that
   * shuffles what it repeats, and not before then, ends after {@link maxPages} pages.
   */
  private note({ items, unreadable }: Page<T>): boolean {
    const nameOf = (item: T) => this.pages.identify(item);
    const nameOfUnreadable = ({ id, json }: Unreadable) => id ?? json;
    const isNew =
      items.some((item) => !this.seen.has(nameOf(item))) ||
      unreadable.some((each) => !this.seen.has(nameOfUnreadable(each)));
    const remembered = this.count < pagesRemembered ? Infinity : 1;
    for (const item of items.slice(0, remembered)) this.seen.add(nameOf(item));
    for (const each of unreadable.slice(0, remembered)) this.seen.add(nameOfUnreadable(each));
    return isNew;
  }
}

/** Why a list is not whole, in a sentence to show. */
export function describeStop(stop: PagingStop, what: 'jobs' | 'events'): string {
  const pages = countText(maxPages);
  if (what === 'jobs')
    return stop === 'capped'
      ? t('Stopped after {0} pages of jobs: older ones are not loaded.', pages)
      : t('The server repeats itself: it sends no older jobs, although it says that there are some.');
  return stop === 'capped'
    ? t('Stopped after {0} pages of events: older ones are not loaded.', pages)
    : t('The server repeats itself: it sends no older events, although it says that there are some.');
}
