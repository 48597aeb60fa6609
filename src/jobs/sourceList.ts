import type { Event } from './emitter';
import type { SourceState } from './source';

/** A list of a source that a view shows, fetched while it does, page by page. */
export interface SourceList<T> {
  /** As far as they are loaded, in the order of the source. */
  readonly items: readonly T[];
  /** How the last request for the first page went. */
  readonly state: SourceState;
  /** Unix milliseconds of the last response; null before the first. */
  readonly fetchedAt: number | null;
  readonly hasMore: boolean;
  /** Why no more are loaded although there may be some, in a sentence; null: there is no such reason. */
  readonly problem: string | null;
  readonly onDidChange: Event<void>;
  /** Something shows it until the result is disposed: it is fetched unless that was done just now. */
  watch(): { dispose(): void };
  /** Ends the fetch under way and begins again. Never rejects: {@link state} says how it went. */
  refresh(signal?: AbortSignal): Promise<void>;
  /** Fetches the next page. Rejects as a request does. */
  loadMore(signal?: AbortSignal): Promise<void>;
}
