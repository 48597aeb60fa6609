import { concat } from '../api/http/bytes';
import { maxLineBytes } from './limits';

/** A line without its line break. `number` counts from 1, blank lines included, as an editor does. */
export interface Line {
  readonly number: number;
  /** Null where the line is longer than {@link maxLineBytes}. */
  readonly bytes: Uint8Array | null;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Bytes that are searched for lines at once. */
const pieceLength = 1024 * 1024;

/** The lines that end in a piece of a file, in order. */
export interface Piece {
  /** Bytes. */
  readonly length: number;
  readonly lines: Iterable<Line>;
}

/**
 * The lines of a file that arrives in chunks. A byte order mark and the CR of a CRLF are not part of a line; empty
 * lines are counted and left out. The lines of a piece must be read before the next piece.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  splitter = new Splitter(),
): AsyncGenerator<Piece, void, undefined> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceLength) {
      const piece = chunk.subarray(at, at + pieceLength);
      yield { length: piece.length, lines: splitter.split(piece) };
    }
  }
  yield { length: 0, lines: splitter.end() };
}

/** Finds lines in bytes that come piece by piece. */
export class Splitter {
  /** Of the line that has not ended yet. */
  private pieces: Uint8Array[] = [];
  private length = 0;
  private number = 0;

  /** @param isWhole whether what comes first is the beginning of a file, where a byte order mark may be */
  constructor(private readonly isWhole = true) {}

  /** Lines so far, blank ones among them. */
  get count(): number {
    return this.number;
  }

  /** Whether a line has begun that has not ended yet. */
  get isInside(): boolean {
    return this.length > 0;
  }

  /**
   * The lines that end in a piece, which must be read before the next one.
   *
   * @param chunk not longer than {@link maxLineBytes}; no longer needed once its lines are read
   */
  *split(chunk: Uint8Array): Generator<Line, void, undefined> {
    let start = this.skipEmpty(chunk, 0);
    for (let end = chunk.indexOf(newline, start); end >= 0; end = chunk.indexOf(newline, start)) {
      const bytes = chunk.subarray(start, end);
      yield this.line(this.length > 0 ? this.joined(bytes) : bytes);
      start = this.skipEmpty(chunk, end + 1);
    }
    this.append(chunk.slice(start)); // a copy: the next piece may be read into the same memory
  }

  *end(): Generator<Line, void, undefined> {
    if (this.length > 0) yield this.line(this.joined(new Uint8Array()));
  }

  /** Counts a line that was found elsewhere, and returns its number. */
  pass(): number {
    return ++this.number;
  }

  /** Where the next line that is not empty begins. */
  private skipEmpty(chunk: Uint8Array, start: number): number {
    if (this.length > 0) return start;
    let at = start;
    for (;;) {
      const mark = chunk[at] === carriageReturn ? at + 1 : at;
      if (chunk[mark] !== newline) return at;
      this.number++;
      at = mark + 1;
    }
  }

  private append(bytes: Uint8Array): void {
    this.length += bytes.length;
    if (this.length > maxLineBytes) this.pieces = [];
    else if (bytes.length > 0) this.pieces.push(bytes);
  }

  /** The line that ends with these bytes; null where it is too long. */
  private joined(bytes: Uint8Array): Uint8Array | null {
    this.append(bytes);
    const line = this.length > maxLineBytes ? null : concat(this.pieces);
    this.pieces = [];
    this.length = 0;
    return line;
  }

  private line(bytes: Uint8Array | null): Line {
    this.number++;
    return { number: this.number, bytes: bytes && withoutMarks(bytes, this.isWhole && this.number === 1) };
  }
}

/** A line without a byte order mark before it and a CR behind it. */
export function withoutMarks(bytes: Uint8Array, isFirst: boolean): Uint8Array {
  const start = isFirst && byteOrderMark.every((mark, index) => bytes[index] === mark) ? 3 : 0;
  const end = bytes[bytes.length - 1] === carriageReturn ? bytes.length - 1 : bytes.length;
  if (start === 0 && end === bytes.length) return bytes;
  return bytes.subarray(start, Math.max(start, end));
}
