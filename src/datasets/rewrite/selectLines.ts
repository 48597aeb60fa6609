import { Blocks } from './blocks';
import { LineScanner, type Stretch } from './lineScanner';
import { piecesOf, type ReadOptions } from './pieces';

/** A line of which nothing but its place is known. */
export type LinePlace = Pick<Stretch, 'line' | 'row'>;

export interface SelectOptions extends ReadOptions {
  /** Gives the last line a line break where it has none. */
  readonly endsLastLine?: boolean;
}

const newline = 0x0a;

/**
 * The lines that are chosen, in their order and byte for byte as they are, line breaks and blank lines included. Lines
 * may be of any length: no more than a block of 1 MB is kept. Rejects on abort and when the file cannot be read.
 *
 * @param isChosen is called once for each line, in their order
 */
export async function* selectLines(
  chunks: AsyncIterable<Uint8Array>,
  isChosen: (place: LinePlace) => boolean,
  { endsLastLine = false, ...options }: SelectOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const scanner = new LineScanner();
  const blocks = new Blocks();
  let isTaken = false;
  for await (const piece of piecesOf(chunks, options)) {
    for (const stretch of scanner.stretches(piece)) {
      if (stretch.isStart) isTaken = isChosen(stretch);
      if (isTaken) yield* blocks.add(stretch.bytes);
    }
  }
  const isOpen = blocks.lastByte !== undefined && blocks.lastByte !== newline;
  if (endsLastLine && isOpen) yield* blocks.add(Uint8Array.of(newline));
  yield* blocks.rest();
}
