/** A line without its end mark. `number` counts from 1, blank lines included, as an editor does. */
export interface Line {
  readonly number: number;
  readonly bytes: Uint8Array;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Bytes: a longer line is no example that anybody meant to write. */
export const longestLine = 64 * 1024 * 1024;

/** The lines of what comes in chunks. A byte order mark and the CR of a CRLF are not part of a line. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void, undefined> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  const line = (): Line => {
    const bytes = joined(pieces, length);
    pieces = [];
    length = 0;
    number++;
    return { number, bytes: withoutMarks(bytes, number === 1) };
  };
  const take = (bytes: Uint8Array) => {
    length += bytes.length;
    if (length > longestLine) throw new RangeError(`line ${String(number + 1)} is longer than 64 MB`);
    if (bytes.length > 0) pieces.push(bytes);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield line();
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function withoutMarks(bytes: Uint8Array, isFirst: boolean): Uint8Array {
  const start = isFirst && byteOrderMark.every((mark, index) => bytes[index] === mark) ? 3 : 0;
  const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
  return bytes.subarray(start, Math.max(start, end));
}
