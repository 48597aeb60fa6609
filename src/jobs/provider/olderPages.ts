import type { FineTuningClient } from '../../api/client';
import { type PageReader, type PageReaderOptions, type PagingStop } from '../../api/paging/pageReader';
import type { Page, Pages } from '../../api/paging/pages';

/** The pages behind the newest one, read one by one when they are wanted, from whichever client is there then. */
export class OlderPages<T> {
  /** Of the next page; null: there is none. */
  cursor: string | null = null;
  private reader: PageReader<T> | null = null;
  private client: FineTuningClient | null = null;

  /** Why it ended early; null: it did not, so far. */
  stop: PagingStop | null = null;

  constructor(
    private readonly list: (client: FineTuningClient, after: string) => Pages<T>,
    /** Names of the items that are known already. */
    private readonly known: () => Iterable<string>,
    private readonly options: PageReaderOptions = {},
  ) {}

  get hasMore(): boolean {
    return this.cursor !== null;
  }

  /** Begins with the page of this cursor. */
  beginAt(cursor: string | null): void {
    this.cursor = cursor;
    this.reader = null;
    this.stop = null;
  }

  /** The next page; null at the end, or where it was begun again meanwhile. Rejects as a request does. */
  async next(client: FineTuningClient, signal?: AbortSignal): Promise<Page<T> | null> {
    if (this.cursor === null) return null;
    if (this.client !== client) this.reader = null; // the engine has another address
    this.client = client;
    this.reader ??= this.list(client, this.cursor).reader({ ...this.options, known: this.known() });
    const { reader } = this;
    const page = await reader.next(signal === undefined ? {} : { signal });
    if (reader !== this.reader) return null;
    this.cursor = reader.hasMore ? reader.cursor : null;
    this.stop = reader.stop;
    return page;
  }
}
