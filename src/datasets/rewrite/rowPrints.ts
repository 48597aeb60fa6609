import { LineScanner } from './lineScanner';
import { piecesOf, type ReadOptions } from './pieces';
import { scatter } from './random';

/** Rows that are compared: 8 bytes of each are kept. Of a file with more it is not known which rows are alike. */
const maxComparedRows = 2 ** 24;

/** The rows of a file, each by a number that is the same for the same bytes. */
export interface RowPrints {
  readonly rows: number;
  /**
   * In the order of the rows, from 0 to 2^53: different rows of a file have the same one about once in 10^15 pairs. Null:
   * there are too many rows.
   */
  readonly prints: Float64Array | null;
}

/**
 * Reads a file once, never as a whole. Rows are alike if their bytes are, white space before them and line breaks
 * aside. Rejects on abort and when the file cannot be read.
 */
export async function printRows(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<RowPrints> {
  const scanner = new LineScanner();
  const print = new Print();
  const prints = new GrowingList();
  for await (const piece of piecesOf(chunks, options)) {
    for (const { bytes, blankStart, isBlank, isEnd } of scanner.stretches(piece)) {
      if (isBlank) continue;
      print.add(bytes, blankStart);
      if (isEnd) prints.add(print.take());
    }
  }
  const { rows } = scanner;
  if (prints.length < rows) prints.add(print.take()); // the last line has no line break
  return { rows, prints: rows > maxComparedRows ? null : prints.whole() };
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Two multiplicative hashes side by side, whose factors are Knuth's and L'Ecuyer's. */
class Print {
  private high = 0;
  private low = 0;

  add(bytes: Uint8Array, start: number): void {
    let { high, low } = this;
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === lineFeed || byte === carriageReturn) continue;
      high = Math.imul(high ^ byte, 2_654_435_761);
      low = Math.imul(low ^ byte, 1_597_334_677);
    }
    this.high = high;
    this.low = low;
  }

  /** The number of all that was added; then it begins again. */
  take(): number {
    const low = scatter(this.low);
    const high = scatter(this.high ^ low);
    this.high = 0;
    this.low = 0;
    return joined(high, low);
  }
}

/** 21 bits of one and all 32 of the other. */
export function joined(high: number, low: number): number {
  return (high >>> 11) * 2 ** 32 + low;
}

class GrowingList {
  length = 0;
  private values = new Float64Array(1024);

  /** What comes after {@link maxComparedRows} is counted alone. */
  add(value: number): void {
    if (this.length === this.values.length && this.length < maxComparedRows) this.grow();
    this.values[this.length++] = value;
  }

  whole(): Float64Array {
    return this.values.subarray(0, this.length);
  }

  private grow(): void {
    const larger = new Float64Array(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}
