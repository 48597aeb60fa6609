import type { Clock } from '../clock';
import type { RequestOptions } from '../http/transport';
import { PageReader, type PageReaderOptions } from './pageReader';

/** Something in a list that could not be read: reported beside the good ones, never instead of them. */
export interface Unreadable {
  /** Its id, where at least that could be read. */
  readonly id: string | null;
  /** What is wrong, field by field: `id: is missing or not text`. */
  readonly problems: readonly string[];
  /** Its JSON, at most the first 100,000 characters. */
  readonly json: string;
  /** Characters of all of its JSON, where not all are kept. */
  readonly wholeLength?: number;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly unreadable: readonly Unreadable[];
  /** Requests the next page, in the provider's own terms; null: this is the last. */
  readonly cursor: string | null;
  /** How many there are in all, where the provider says. */
  readonly total: number | null;
  /**
   * Of a page of several lists: Unix seconds down to which all of them have been read; null: that cannot be said.
   * Undefined: it is of one list.
   */
  readonly readUntil?: number | null;
  /** Of a page of several lists: the paths of those that could not be read. Undefined: all could. */
  readonly unread?: readonly string[];
}

export const emptyPage: Page<never> = { items: [], unreadable: [], cursor: null, total: null };

export type FetchPage<T> = (cursor: string | null, options?: RequestOptions) => Promise<Page<T>>;

export interface PagesOptions<T> {
  /** The cursor to begin with; null: from the start. */
  readonly after: string | null;
  /** Distinguishes items: a page of known items only brings nothing new. */
  readonly identify: (item: T) => string;
  readonly clock: Clock;
}

/** A list that comes page by page: iterate over the items, over the pages, or request the first page alone. */
export class Pages<T> implements AsyncIterable<T> {
  constructor(
    private readonly fetchPage: FetchPage<T>,
    private readonly options: PagesOptions<T>,
  ) {}

  /** The first page alone (from `after` on, where that was given). */
  first(): Promise<Page<T>> {
    return this.fetchPage(this.options.after);
  }

  /** Page after page, whenever the caller wants the next; it always ends. */
  reader(options: PageReaderOptions = {}): PageReader<T> {
    return new PageReader(this.fetchPage, this.options, options);
  }

  /** Page after page, none of them twice. Ends at the server's end, or where a {@link PageReader} stops. */
  async *pages(options: PageReaderOptions = {}): AsyncGenerator<Page<T>, void, undefined> {
    const reader = this.reader(options);
    for (let page = await reader.next(); page !== null; page = await reader.next()) {
      if (reader.stop === null || !reader.isRepetition) yield page;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}
