import type { ShownRow } from '../../shared/rowsProtocol';

/** Rows that are kept on each side of those that are drawn. */
const keptRows = 200;
/** Rows that are requested at once. */
const maxRequested = 50;

/** A request for consecutive rows. Lines count from 1. */
export interface RowRequest {
  readonly line: number;
  readonly count: number;
}

/** The rows that the page has been sent: those around what is in sight. */
export class RowCache {
  private rows = new Map<number, ShownRow>();
  /** Lines whose rows are of an earlier version of the file, and shown until the new ones come. */
  private readonly old = new Set<number>();
  /** Rows that a person wants to see all of. */
  private readonly whole = new Map<number, ShownRow>();

  /** Undefined where it has not been sent. */
  row(line: number): ShownRow | undefined {
    return this.whole.get(line) ?? this.rows.get(line);
  }

  isWhole(line: number): boolean {
    return this.whole.has(line);
  }

  add(rows: readonly ShownRow[]): void {
    for (const row of rows) {
      this.rows.set(row.line, row);
      this.old.delete(row.line);
    }
  }

  addWhole(row: ShownRow): void {
    this.whole.set(row.line, row);
  }

  shorten(line: number): void {
    this.whole.delete(line);
  }

  /** The file was changed. */
  outdate(): void {
    this.whole.clear();
    for (const line of this.rows.keys()) this.old.add(line);
  }

  /** What is missing of these lines; null: nothing. Forgets what is far from them. */
  missing(from: number, to: number): RowRequest | null {
    if (this.rows.size > 4 * keptRows) this.forgetFarFrom(from, to);
    const lines = Array.from({ length: to - from }, (_, at) => from + at);
    const wanted = lines.filter((line) => !this.rows.has(line) || this.old.has(line));
    const [first] = wanted;
    const last = wanted.at(-1);
    if (first === undefined || last === undefined) return null;
    return { line: first, count: Math.min(maxRequested, last - first + 1) };
  }

  private forgetFarFrom(from: number, to: number): void {
    const near = ([line]: [number, ShownRow]) => line >= from - keptRows && line < to + keptRows;
    this.rows = new Map([...this.rows].filter(near));
  }
}
