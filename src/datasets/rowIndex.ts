/** Rows whose places are in one array: 64 KB of them. */
const blockLength = 8_192;
/** Rows after which the rest of a file is not looked at: their places take 160 MB. */
const maxIndexedRows = 20_000_000;

const newline = 0x0a;

/** The bytes of a row, with its line break. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the lines of a file begin, 8 bytes a line: noted while the file is read once, from its beginning on. A row is a
 * line as an editor counts them, from 0, blank ones included; a line break at the end of the file opens no further one.
 */
export class RowIndex {
  private readonly blocks: Float64Array[] = [];
  /** Rows whose beginning is known. */
  private begun = 0;
  /** The next byte begins a row. */
  private isBetween = true;
  private ended: 'atEnd' | 'cut' | null = null;
  /** How far the file has been read. */
  bytes = 0;

  /** @param maxRows those after them are not counted */
  constructor(private readonly maxRows = maxIndexedRows) {}

  /** Rows that can be read: the last one that has begun may go on, unless the file has ended. */
  get count(): number {
    return this.isComplete || this.isBetween ? this.begun : this.begun - 1;
  }

  get isComplete(): boolean {
    return this.ended !== null;
  }

  /** Whether the file has more rows than are counted. */
  get isCut(): boolean {
    return this.ended === 'cut';
  }

  /** Takes what comes next in the file; nothing any more once it is complete. */
  add(chunk: Uint8Array): void {
    if (this.isComplete) return;
    let at = 0;
    while (at < chunk.length) {
      if (this.isBetween && !this.begin(this.bytes + at)) break;
      const end = chunk.indexOf(newline, at);
      this.isBetween = end >= 0;
      at = end < 0 ? chunk.length : end + 1;
    }
    this.bytes += at;
  }

  /** The file has no more. */
  end(): void {
    this.ended ??= 'atEnd';
  }

  /** Throws a RangeError for a row that cannot be read. */
  rangeOf(row: number): RowRange {
    if (row < 0 || row >= this.count) throw new RangeError(`there is no row ${String(row)}`);
    return { start: this.startOf(row), end: row + 1 < this.begun ? this.startOf(row + 1) : this.bytes };
  }

  /** False where there is no room for one more. */
  private begin(start: number): boolean {
    if (this.begun === this.maxRows) {
      this.ended = 'cut';
      return false;
    }
    const place = this.begun % blockLength;
    if (place === 0) this.blocks.push(new Float64Array(blockLength));
    this.blocks.at(-1)?.fill(start, place, place + 1);
    this.begun++;
    return true;
  }

  private startOf(row: number): number {
    return this.blocks[Math.floor(row / blockLength)]?.[row % blockLength] ?? 0;
  }
}
