import { t } from '@vscode/l10n';
import type { FineTuningClient } from '../../api/client';
import type { Clock } from '../../api/clock';
import { countText } from '../../api/countText';
import type { Page, Pages } from '../../api/paging/pages';
import { Emitter } from '../emitter';
import type { SourceState } from '../source';
import type { SourceList } from '../sourceList';
import type { Connect } from './connect';
import { OlderPages } from './olderPages';

/** Items that are kept: about 10 MB. */
const maxItems = 20_000;
/** Milliseconds in which a list that is shown again is not fetched again. */
const fresh = 30_000;

export interface ProviderListOptions<T> {
  /** The list from this cursor on; null: from its start. */
  readonly list: (client: FineTuningClient, after: string | null, signal?: AbortSignal) => Pages<T>;
  /** A page came. */
  readonly onPage?: (items: readonly T[]) => void;
}

/** A list of a provider, requested while something shows it. */
export class ProviderList<T extends { readonly id: string }> implements SourceList<T> {
  private readonly changes = new Emitter<void>();
  private readonly older: OlderPages<T>;
  private watchers = 0;
  private work: AbortController | null = null;
  private more: Promise<void> | null = null;
  /** What was added (null: removed) since a request that may respond with what was before. By id. */
  private readonly changed = new Map<string, T | null>();

  readonly onDidChange = this.changes.event;
  items: readonly T[] = [];
  state: SourceState = { kind: 'unknown' };
  fetchedAt: number | null = null;

  constructor(
    private readonly connect: Connect,
    private readonly clock: Clock,
    private readonly options: ProviderListOptions<T>,
  ) {
    this.older = new OlderPages(options.list, () => this.items.map(({ id }) => id));
  }

  get hasMore(): boolean {
    return this.older.hasMore && this.items.length < maxItems;
  }

  get problem(): string | null {
    if (this.older.hasMore && !this.hasMore) return t('Only the first {0} are loaded.', countText(maxItems));
    return this.older.stop === null
      ? null
      : t('Not all are loaded: the server repeats itself, or its pages do not end.');
  }

  watch(): { dispose(): void } {
    this.watchers++;
    const isFresh = this.fetchedAt !== null && this.clock.now() - this.fetchedAt < fresh;
    if (this.work === null && !(this.state.kind === 'ready' && isFresh)) void this.refresh();
    let isWatching = true;
    return {
      dispose: () => {
        if (isWatching && --this.watchers === 0) this.stop();
        isWatching = false;
      },
    };
  }

  async refresh(signal?: AbortSignal): Promise<void> {
    this.work?.abort();
    const work = new AbortController();
    this.work = work;
    if (this.more === null) this.changed.clear();
    const end = signal === undefined ? work.signal : AbortSignal.any([work.signal, signal]);
    try {
      const client = await this.connect(end);
      const page = await this.options.list(client, null, end).first();
      end.throwIfAborted();
      this.takeFirst(page);
    } catch (error) {
      if (this.work === work) this.fail(error, signal?.aborted === true);
    } finally {
      if (this.work === work) this.work = null;
    }
  }

  /** Or joins the fetch under way, which would else seem to repeat itself. */
  loadMore(signal?: AbortSignal): Promise<void> {
    this.more ??= this.fetchMore(signal).finally(() => {
      this.more = null;
    });
    return this.more;
  }

  private async fetchMore(signal?: AbortSignal): Promise<void> {
    if (!this.hasMore) return;
    const page = await this.older.next(await this.connect(signal), signal);
    if (page === null) return;
    this.options.onPage?.(page.items);
    this.items = this.asChanged([...this.items, ...page.items]).slice(0, maxItems);
    this.changes.fire();
  }

  /** Takes what has just been made, as the newest. */
  add(item: T): void {
    this.changed.set(item.id, item);
    if (this.state.kind === 'ready') this.items = [item, ...this.items.filter(({ id }) => id !== item.id)];
    this.changes.fire();
  }

  /** Forgets what is gone. */
  remove(id: string): void {
    this.changed.set(id, null);
    this.items = this.items.filter((item) => item.id !== id);
    this.changes.fire();
  }

  dispose(): void {
    this.stop();
    this.changes.dispose();
  }

  /** Pages that were loaded behind the first stay, where the new first page still leads to them. */
  private takeFirst(page: Page<T>): void {
    this.options.onPage?.(page.items);
    const last = page.items.at(-1)?.id;
    const at = page.cursor === null ? -1 : this.items.findIndex(({ id }) => id === last);
    const behind = at < 0 ? [] : this.items.slice(at + 1);
    const isOver = page.cursor !== this.older.cursor || this.older.stop !== null;
    if (behind.length === 0 && isOver) this.older.beginAt(page.cursor);
    const listed = new Set(page.items.map(({ id }) => id));
    const added = [...this.changed.values()]
      .filter((item) => item !== null && !listed.has(item.id))
      .reverse();
    this.items = this.asChanged([...added, ...page.items, ...behind]);
    this.fetchedAt = this.clock.now();
    this.setState({ kind: 'ready' });
  }

  /** Nobody waits for it any more: whoever shows it next has it fetched. */
  private stop(): void {
    this.work?.abort();
    this.work = null;
  }

  private fail(error: unknown, isCancelled: boolean): void {
    const reason = isCancelled ? new Error(t('The refresh was cancelled')) : error;
    if (!isCancelled || this.state.kind === 'unknown') this.setState({ kind: 'failed', error: reason });
  }

  /** Each once, whatever a server sends, and without what was removed meanwhile. */
  private asChanged(items: readonly (T | null)[]): T[] {
    const byId = new Map<string, T>();
    for (const item of items)
      if (item !== null && !byId.has(item.id) && this.changed.get(item.id) !== null) byId.set(item.id, item);
    return [...byId.values()];
  }

  private setState(state: SourceState): void {
    this.state = state;
    this.changes.fire();
  }
}
