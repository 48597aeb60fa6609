import type { ListModel } from './listModel';

/** Rows rendered beyond what is seen, on each side. */
const marginRows = 8;

/** The rows from `from` up to, but without, `to`. */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/** Where the rows of a list are, in CSS pixels from the top of the first. */
export class RowLayout {
  /** @param heights measured, by the key of the row */
  constructor(
    readonly model: ListModel,
    private readonly heights: ReadonlyMap<number, number>,
  ) {}

  /** Of all rows together. */
  get height(): number {
    return this.topOf(this.model.count);
  }

  topOf(index: number): number {
    let top = index * this.model.rowHeight;
    for (const tall of this.model.tall) {
      if (tall >= index) break;
      top += this.extraOf(tall);
    }
    return top;
  }

  /** The row at this place, else the nearest. */
  indexAt(top: number): number {
    let low = 0;
    let high = Math.max(0, this.model.count - 1);
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.topOf(middle) <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** What is rendered where `height` from `top` is in sight. */
  spanAt(top: number, height: number): RowSpan {
    const from = Math.max(0, this.indexAt(top) - marginRows);
    const to = Math.min(this.model.count, this.indexAt(top + height) + 1 + marginRows);
    return { from, to: Math.max(from, to) };
  }

  /** How far a tall row is above the height of the others. */
  private extraOf(index: number): number {
    const { rowHeight } = this.model;
    return (this.heights.get(this.model.keyAt(index)) ?? rowHeight) - rowHeight;
  }
}
