import type { Line, Splitter } from './lines';
import { textTogether } from './lineValue';

/** A line whose text was decoded together with that of others. */
export interface TextLine {
  /** From 1, as of a {@link Line}. */
  readonly number: number;
  readonly text: string;
}

/** Bytes that are decoded at once. Beyond 128 KiB V8 keeps each text by itself, which takes three times as long. */
const batchLength = 64 * 1024;
const newline = 0x0a;

/**
 * The lines of {@link Splitter.split}, with their text where they are decoded many at once: that takes half the time of
 * one by one. Those that are torn by the ends of the piece, are long, or have others beside them that are not UTF-8,
 * come as bytes, as does the first of all, which may have a byte order mark.
 */
export function* textLines(
  piece: Uint8Array,
  splitter: Splitter,
): Generator<Line | TextLine, void, undefined> {
  let start = splitter.isInside || splitter.count === 0 ? endOfLine(piece) : 0;
  yield* splitter.split(piece.subarray(0, start));
  for (;;) {
    const end = piece.lastIndexOf(newline, start + batchLength - 1) + 1;
    if (end <= start) break;
    const batch = piece.subarray(start, end);
    const text = textTogether(batch);
    if (text === null) yield* splitter.split(batch);
    else yield* linesOf(text, splitter);
    start = end;
  }
  yield* splitter.split(piece.subarray(start));
}

/** Where the line after the first begins. */
function endOfLine(piece: Uint8Array): number {
  const at = piece.indexOf(newline);
  return at < 0 ? piece.length : at + 1;
}

/** @param text of whole lines, the last of which ends with a line break too */
function* linesOf(text: string, splitter: Splitter): Generator<TextLine, void, undefined> {
  const lines = text.split('\n');
  lines.pop();
  for (const line of lines) {
    const number = splitter.pass();
    if (line !== '') yield { number, text: line.endsWith('\r') ? line.slice(0, -1) : line };
  }
}
