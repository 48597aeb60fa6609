import type { TemplateResult } from 'lit';

/** Rows of a long list. Each has a number that stays its own when rows come and go. */
export interface ListModel {
  readonly count: number;
  /** CSS pixels of a row that is not tall. */
  readonly rowHeight: number;
  /** Whether the end stays in sight while it is in sight: a log. */
  readonly followsEnd: boolean;
  /** Indices of the rows that take as much height as they need, ascending. */
  readonly tall: readonly number[];
  /** Stays above the rows while they scroll. */
  head?(): TemplateResult;
  keyAt(index: number): number;
  /** Where the row with this key is now, or the next one. */
  indexOf(key: number): number;
  row(index: number, isActive: boolean): TemplateResult;
  /** The row was clicked, or chosen with Enter. */
  choose?(index: number): void;
  /** The beginning is in sight. */
  reachedStart?(): void;
}
