/** A stretch of one line that lies in one piece of a file. */
export interface Stretch {
  /** With the line break where the line ends in it. */
  readonly bytes: Uint8Array;
  /** Of the line, from 1, blank lines included, as an editor counts. */
  readonly line: number;
  /** How many rows come before the line. Blank lines are no rows, and neither broken nor counted. */
  readonly row: number;
  /** Whether the line has been blank so far, this stretch included. */
  readonly isBlank: boolean;
  /** Bytes at the beginning that are no part of a row: white space and a byte order mark. */
  readonly blankStart: number;
  readonly isStart: boolean;
  readonly isEnd: boolean;
}

const newline = 0x0a;
/** White space of JSON. Source: RFC 8259, section 2. */
const whiteSpace = new Set([0x20, 0x09, 0x0a, 0x0d]);
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Finds the lines of a file that comes in pieces, as they are: lines may be of any length, and none is kept. */
export class LineScanner {
  private line = 1;
  private row = 0;
  private isBlank = true;
  private isStart = true;
  /** Of the next byte in the file, as long as it may belong to a byte order mark. */
  private offset = 0;

  /** How many rows the pieces had so far, also one that has not ended. */
  get rows(): number {
    return this.row + (this.isBlank ? 0 : 1);
  }

  *stretches(piece: Uint8Array): Generator<Stretch, void, undefined> {
    for (let start = 0; start < piece.length;) {
      const found = piece.indexOf(newline, start);
      const end = found < 0 ? piece.length : found + 1;
      yield this.stretch(piece.subarray(start, end), found >= 0);
      start = end;
    }
  }

  private stretch(bytes: Uint8Array, isEnd: boolean): Stretch {
    const { line, row, isStart } = this;
    const blankStart = this.isBlank ? this.blankBytes(bytes) : 0;
    const isBlank = this.isBlank && blankStart === bytes.length;
    this.offset += bytes.length;
    this.isStart = isEnd;
    this.isBlank = isEnd || isBlank;
    if (isEnd) {
      this.line++;
      if (!isBlank) this.row++;
    }
    return { bytes, line, row, isBlank, blankStart, isStart, isEnd };
  }

  private blankBytes(bytes: Uint8Array): number {
    const isBlank = (byte: number, at: number) =>
      whiteSpace.has(byte) || byte === byteOrderMark[this.offset + at];
    const end = bytes.findIndex((byte, at) => !isBlank(byte, at));
    return end < 0 ? bytes.length : end;
  }
}
