/**
 * What the extension and a page that shows the rows of a data file say to each other. Types only: both sides check what
 * arrives. Lines count from 1, as an editor does.
 *
 * Whenever its script starts, the page says `ready` and is given the file as far as it has been read. It then requests
 * the rows that are in sight, one request at a time. What is said of a version of the file that is gone is ignored.
 */
import type { Conversation, CutText } from './conversation';

export interface ShownProblem {
  readonly severity: 'error' | 'warning';
  /** A sentence without its full stop. */
  readonly reason: string;
}

/** What a line holds. */
export type RowContent =
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  /** JSON that is no row of a known format, with a line a value. */
  | { readonly kind: 'json'; readonly text: CutText }
  /** What is no JSON, around what is wrong with it. */
  | {
      readonly kind: 'broken';
      readonly before: string;
      readonly wrong: string;
      readonly after: string;
    }
  | { readonly kind: 'blank' }
  /** Too long to be read. */
  | { readonly kind: 'tooLong' };

export interface ShownRow {
  readonly line: number;
  readonly content: RowContent;
  readonly problems: readonly ShownProblem[];
  /** Whether texts, turns or images of it are left out that {@link FromRowsPage} `whole` brings. */
  readonly hasMore: boolean;
}

export type ToRowsPage =
  /** The file as far as it has been read. */
  | {
      readonly type: 'file';
      readonly version: number;
      readonly name: string;
      /** Bytes; null while it is not known. */
      readonly size: number | null;
      /** Rows that can be shown. */
      readonly rows: number;
      /** Bytes that have been looked through for rows. */
      readonly bytesRead: number;
      readonly isComplete: boolean;
      /** Whether it has more rows than can be shown. */
      readonly isCut: boolean;
      /** Why it cannot be read, in a sentence without its full stop. */
      readonly problem: string | null;
      /** BCP 47, for numbers. */
      readonly locale: string;
    }
  /** What was requested: consecutive rows, maybe fewer. */
  | { readonly type: 'rows'; readonly version: number; readonly rows: readonly ShownRow[] }
  /** One row with as much of it as can be shown. */
  | { readonly type: 'whole'; readonly version: number; readonly row: ShownRow }
  /** More rows that a search found, in order. */
  | {
      readonly type: 'found';
      readonly search: number;
      readonly lines: readonly number[];
      /** Rows that were looked through, and whether that is the end. */
      readonly searched: number;
      readonly isDone: boolean;
    }
  | { readonly type: 'goTo'; readonly line: number };

export type FromRowsPage =
  | { readonly type: 'ready' }
  | { readonly type: 'read'; readonly version: number; readonly line: number; readonly count: number }
  | { readonly type: 'whole'; readonly version: number; readonly line: number }
  /** Ends the search before. `search` is the page's number of it; an empty query ends it alone. */
  | { readonly type: 'search'; readonly search: number; readonly query: string }
  | { readonly type: 'openText'; readonly line: number };
