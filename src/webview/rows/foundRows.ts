import type { ToRowsPage } from '../../shared/rowsProtocol';

/** What a search has found so far, and where in it a person is. */
export class FoundRows {
  /** Ascending, from 1. */
  readonly lines: number[] = [];
  /** Rows that were looked through. */
  searched = 0;
  isDone = false;
  /** The place in {@link lines}; null before the first. */
  at: number | null = null;

  /**
   * @param id the page's number of the search
   * @param query plain text, not empty
   * @param from a line: the first match from there on is the one to begin at
   * @param goes whether that is gone to; else only a step goes anywhere
   */
  constructor(
    readonly id: number,
    readonly query: string,
    private readonly from: number,
    private readonly goes = true,
  ) {}

  /** Of the match that a person is at. */
  get line(): number | null {
    return this.at === null ? null : (this.lines[this.at] ?? null);
  }

  /** The line to go to, once that is known; null: stay. */
  add({ lines, searched, isDone }: Extract<ToRowsPage, { type: 'found' }>): number | null {
    this.lines.push(...lines);
    this.searched = searched;
    this.isDone = isDone;
    if (this.at !== null) return null;
    const next = this.lines.findIndex((line) => line >= this.from);
    const first = next < 0 && isDone && this.lines.length > 0 ? 0 : next;
    if (first < 0) return null;
    const line = this.goTo(first);
    return this.goes ? line : null;
  }

  /** The line of the next match, or the one before, around the ends; null where there is none. */
  step(direction: 1 | -1): number | null {
    const count = this.lines.length;
    if (count === 0) return null;
    const at = this.at ?? (direction === 1 ? -1 : 0);
    return this.goTo((at + direction + count) % count);
  }

  private goTo(at: number): number | null {
    this.at = at;
    return this.line;
  }
}
