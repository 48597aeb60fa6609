/** Pixels of a row that nothing is known of. */
const firstEstimate = 140;
/** Rows whose heights are remembered. */
const maxKnown = 50_000;

/** The rows from `from` up to, but without, `to`, and how far `from` begins above what is in sight. */
export interface DrawnRows {
  readonly from: number;
  readonly to: number;
  readonly above: number;
}

/**
 * Which of very many rows are in sight, in CSS pixels. It knows the first row in sight and how much of it is scrolled out,
 * and no place from the top: a million rows would be higher than a browser can scroll, and their heights are known only
 * once they are drawn.
 */
export class RowWindow {
  private rows = 0;
  private sight = 0;
  private first = 0;
  private out = 0;
  /** The end stays in sight, however high the rows turn out to be. */
  private isAtEnd = false;
  private readonly heights = new Map<number, number>();
  /** Of all heights that are known. */
  private sum = 0;

  get count(): number {
    return this.rows;
  }

  /** The first row in sight, and how much of it is scrolled out. */
  get place(): { readonly row: number; readonly out: number } {
    return { row: this.first, out: this.out };
  }

  /** Of a row that has not been drawn. */
  get estimate(): number {
    return this.heights.size === 0 ? firstEstimate : this.sum / this.heights.size;
  }

  /** About how high all rows are together. */
  get total(): number {
    return this.sum + (this.rows - this.heights.size) * this.estimate;
  }

  /** @param sight how much can be seen at once */
  resize(count: number, sight: number): void {
    for (const row of this.heights.keys()) if (row >= count) this.forget(row);
    if (count !== this.rows) this.isAtEnd = this.first >= count;
    this.rows = count;
    this.sight = sight;
    this.settle();
  }

  /** Rows have other heights now: the page is wider, or the file was changed. */
  forgetHeights(): void {
    this.heights.clear();
    this.sum = 0;
  }

  heightOf(row: number): number {
    return this.heights.get(row) ?? this.estimate;
  }

  /** False where that is no news. What is in sight stays where it is. */
  setHeight(row: number, height: number): boolean {
    const known = this.heights.get(row);
    if (known !== undefined && Math.abs(known - height) < 0.5) return false;
    // A row that comes in from above is seen from its end on.
    if (known === undefined && row === this.first && this.out > 0) this.out += height - this.estimate;
    this.forget(row);
    const [oldest] = this.heights.keys();
    if (oldest !== undefined && this.heights.size >= maxKnown) this.forget(oldest);
    this.heights.set(row, height);
    this.sum += height;
    this.settle();
    return true;
  }

  /** Scrolls. @param pixels downwards */
  moveBy(pixels: number): void {
    this.isAtEnd = false;
    this.out += pixels;
    this.settle();
  }

  /** Scrolls so that the row is the first in sight, as far as there are rows after it. */
  show(row: number, out = 0): void {
    this.isAtEnd = row >= this.rows - 1;
    this.first = Math.max(0, Math.min(row, this.rows - 1));
    this.out = out;
    this.settle();
  }

  /** How far it is scrolled, 0 to 1. */
  get share(): number {
    const end = this.endPlace();
    const last = end.row + end.out / this.heightOf(end.row);
    return last === 0 ? 0 : Math.min(1, (this.first + this.out / this.heightOf(this.first)) / last);
  }

  /** Scrolls to where {@link share} is this. */
  moveToShare(share: number): void {
    this.isAtEnd = share >= 1;
    const end = this.endPlace();
    const place = share * (end.row + end.out / this.heightOf(end.row));
    this.first = Math.floor(place);
    this.out = (place - this.first) * this.heightOf(this.first);
    this.settle();
  }

  /** The rows in sight, and those within so many pixels of it. */
  drawn(margin: number): DrawnRows {
    let from = this.first;
    let above = this.out;
    while (from > 0 && above < this.out + margin) above += this.heightOf(--from);
    let to = this.first;
    for (let room = this.sight + this.out + margin; to < this.rows && room > 0; to++)
      room -= this.heightOf(to);
    return { from, to, above };
  }

  /** Where a row begins, from the top of what is in sight; of rows near it. */
  topOf(row: number): number {
    let top = -this.out;
    for (let each = this.first; each < row; each++) top += this.heightOf(each);
    for (let each = this.first; each > row; each--) top -= this.heightOf(each - 1);
    return top;
  }

  private forget(row: number): void {
    this.sum -= this.heights.get(row) ?? 0;
    this.heights.delete(row);
  }

  /** Has the first row in sight be one that is, and nothing scrolled beyond the end. */
  private settle(): void {
    while (this.out < 0 && this.first > 0) this.out += this.heightOf(--this.first);
    while (this.out >= this.heightOf(this.first) && this.first < this.rows - 1)
      this.out -= this.heightOf(this.first++);
    const end = this.endPlace();
    if (this.isAtEnd || this.first > end.row || (this.first === end.row && this.out > end.out)) {
      this.first = end.row;
      this.out = end.out;
    }
    this.out = Math.max(0, this.out);
  }

  /** The place from which the end is just in sight. */
  private endPlace(): { readonly row: number; readonly out: number } {
    let row = this.rows;
    let room = this.sight;
    while (row > 0 && room > 0) room -= this.heightOf(--row);
    return { row, out: Math.max(0, -room) };
  }
}
