import type { Query } from '../http/addresses';

/** One line of a log. */
export interface NumberedLine {
  /** From 1. */
  readonly number: number;
  /** As the server sent it: whatever that is. */
  readonly line: unknown;
}

/** A log of lines, oldest first, of which any can be requested by their numbers: data and pure functions. */
export interface LogWire {
  /** Requests so many lines after the first ones that are skipped. */
  readonly query: (skipped: number, count: number) => Query;
  /** The lines that were requested, and how many there are in all; null: the response is no log. */
  readonly read: (raw: unknown) => { readonly lines: readonly unknown[]; readonly total: number } | null;
  /** In OpenAI's names, as the dialect's `to…` functions. */
  readonly toEvent: (line: NumberedLine) => unknown;
}
