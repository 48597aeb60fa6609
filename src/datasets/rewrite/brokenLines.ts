import { type CheckedLine, checkValue, unread, type Wanted } from '../checkLine';
import { type Line, splitLines } from '../lines';
import { isLong, longValueOf, textOf, valueOf } from '../lineValue';
import type { FileKind } from '../rowChecker';
import { NumberSet } from './numberSet';
import { piecesOf, type ReadOptions } from './pieces';

export interface BrokenLines {
  /** Numbers of the lines that are no examples, from 1. */
  readonly broken: NumberSet;
  /** Of those that are good examples: blank lines are neither. */
  readonly good: NumberSet;
}

/**
 * Finds every line that is no example, however many they are. Reads the file once, never as a whole; warnings break
 * nothing. Rejects on abort and when the file cannot be read.
 */
export async function findBrokenLines(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions & Wanted = {},
): Promise<BrokenLines> {
  const [broken, good] = [new NumberSet(), new NumberSet()];
  let kind: FileKind | null = null;
  for await (const { lines } of splitLines(piecesOf(chunks, options))) {
    for (const line of lines) {
      const checked = await check(line, kind, options);
      kind ??= checked.kind;
      if (checked.row !== null) good.add(line.number);
      if (checked.problems.some(({ severity }) => severity === 'error')) broken.add(line.number);
    }
  }
  return { broken, good };
}

async function check(
  line: Line,
  kind: FileKind | null,
  { signal, ...wanted }: ReadOptions & Wanted,
): Promise<CheckedLine> {
  try {
    const value = isLong(line) ? await longValueOf(line, signal) : valueOf(textOf(line));
    return checkValue(value, kind, wanted);
  } catch (error) {
    signal?.throwIfAborted();
    return unread(error);
  }
}
