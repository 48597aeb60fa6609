import { closeSync, openSync, readSync } from 'node:fs';

/** A line of a file without its end mark. `number` counts from 1. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer;
}

/** Longer lines are no example anybody meant to write; reading one whole would cost the memory it asks for. */
export const maxLineBytes = 64 * 1024 * 1024;

const chunkBytes = 1024 * 1024;
const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The lines of a file, read a megabyte at a time; the file is never in memory whole. A byte order mark and the CR
 * of a CRLF are not part of a line. Reads synchronously: for worker threads only. Throws a `LineTooLongError`.
 */
export function* readLines(path: string): Generator<Line> {
  let number = 0;
  for (const bytes of splitAtNewlines(path)) {
    number++;
    yield { number, bytes: withoutMarks(bytes, number === 1) };
  }
}

export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
  constructor(readonly line: number) {
    super(`line ${String(line)} is longer than ${String(maxLineBytes / 1024 / 1024)} MB`);
  }
}

function* splitAtNewlines(path: string): Generator<Buffer> {
  let pieces: Buffer[] = [];
  let length = 0;
  let count = 0;
  for (const chunk of readChunks(path)) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield Buffer.concat([...pieces, chunk.subarray(start, end)]);
      pieces = [];
      length = 0;
      count++;
      start = end + 1;
    }
    length += chunk.length - start;
    if (length > maxLineBytes) throw new LineTooLongError(count + 1);
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  if (pieces.length > 0) yield Buffer.concat(pieces);
}

function* readChunks(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const length = readSync(file, chunk);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

function withoutMarks(bytes: Buffer, isFirst: boolean): Buffer {
  const start = isFirst && bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
  return bytes.subarray(start, Math.max(start, end));
}
