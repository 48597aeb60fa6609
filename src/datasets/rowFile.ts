import { concat } from '../api/http/bytes';
import { Slices } from '../api/slices';
import { maxLineBytes } from './limits';
import { type Line, withoutMarks } from './lines';
import { RowIndex, type RowRange } from './rowIndex';

/** A file of which any part can be read, again and again. Rejects where it was changed since it was opened. */
export interface RangedFile {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `start` up to `end`. */
  slice(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface IndexOptions {
  readonly signal?: AbortSignal;
  /** Called after each piece that was read: more rows can be read now. */
  readonly onProgress?: () => void;
}

/** Bytes that are searched for lines between two looks at the clock. */
const pieceLength = 1024 * 1024;
/** Bytes that one reading takes, unless the first of its rows alone is longer. */
const maxReadBytes = maxLineBytes;

/** The rows of a file of any size: only their places are in memory. */
export class RowFile {
  readonly index: RowIndex;

  constructor(
    private readonly file: RangedFile,
    index = new RowIndex(),
  ) {
    this.index = index;
  }

  /** Bytes. */
  get size(): number {
    return this.file.size;
  }

  /** Finds all rows, in slices; goes on where an earlier call was aborted. Rejects on abort, and when it cannot be read. */
  async findRows({ signal, onProgress }: IndexOptions = {}): Promise<void> {
    const slices = new Slices(signal);
    const { index, file } = this;
    if (index.isComplete) return;
    for await (const chunk of file.slice(index.bytes, file.size)) {
      for (let at = 0; at < chunk.length; at += pieceLength) {
        signal?.throwIfAborted();
        index.add(chunk.subarray(at, at + pieceLength));
        if (slices.isSpent) await slices.rest();
      }
      onProgress?.();
    }
    index.end();
    onProgress?.();
  }

  /**
   * The rows from `start` up to `end`, both from 0; fewer where they are long or not known yet, but at least one if there
   * is one. Of a row of more than 16 MB there are no bytes.
   *
   * @param maxBytes how much is read at once
   */
  async read(start: number, end: number, maxBytes = maxReadBytes): Promise<readonly Line[]> {
    const ranges = this.rangesOf(start, end, maxBytes);
    const [first] = ranges;
    const last = ranges.at(-1);
    if (first === undefined || last === undefined) return [];
    if (isTooLong(first)) return [{ number: start + 1, bytes: null }];
    const bytes = await this.bytesOf({ start: first.start, end: last.end });
    return ranges.map((range, at) => ({
      number: start + at + 1,
      bytes: rowBytes(bytes.subarray(range.start - first.start, range.end - first.start), start + at),
    }));
  }

  private rangesOf(start: number, end: number, maxBytes: number): readonly RowRange[] {
    const ranges: RowRange[] = [];
    const last = Math.min(end, this.index.count);
    for (let row = Math.max(0, start); row < last; row++) {
      const range = this.index.rangeOf(row);
      const isFirst = ranges.length === 0;
      if (!isFirst && (isTooLong(range) || range.end - (ranges[0]?.start ?? 0) > maxBytes)) break;
      ranges.push(range);
      if (isTooLong(range)) break;
    }
    return ranges;
  }

  private async bytesOf({ start, end }: RowRange): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.file.slice(start, end)) chunks.push(chunk);
    return concat(chunks);
  }
}

function isTooLong({ start, end }: RowRange): boolean {
  return end - start > maxLineBytes;
}

function rowBytes(bytes: Uint8Array, row: number): Uint8Array {
  const length = bytes.at(-1) === 0x0a ? bytes.length - 1 : bytes.length;
  return withoutMarks(bytes.subarray(0, length), row === 0);
}
