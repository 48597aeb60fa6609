import { type Line, splitLines } from '../../lines';
import { textOf, valueOf } from '../../lineValue';
import { type FileKind, kindOf } from '../../rowChecker';
import { piecesOf, type ReadOptions } from '../pieces';
import { ListItems } from './listItems';

/** What a file is, by its beginning. */
export interface SourceLook {
  /** Whether it is one JSON list instead of JSON lines. */
  readonly isList: boolean;
  /** Null: no row at its beginning says it. */
  readonly kind: FileKind | null;
}

/** Rows that are looked at. */
const maxRows = 100;
const listStart = '['.charCodeAt(0);
/** White space of JSON, and a byte order mark. */
const blank = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/** Looks at the beginning of a file. @param read begins again at each call */
export async function lookAtSource(
  read: () => AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<SourceLook> {
  const isList = await isListSource(read());
  let rows = 0;
  for await (const lines of sourceRows(read(), isList, signal === undefined ? {} : { signal })) {
    for (const line of lines) {
      const kind = kindIn(line);
      if (kind !== null) return { isList, kind };
      if (++rows === maxRows) return { isList, kind: null };
    }
  }
  return { isList, kind: null };
}

/** Whether a file is one JSON list, by its first byte that is not blank. */
export async function isListSource(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  for await (const chunk of chunks) {
    const first = chunk.find((byte) => !blank.has(byte));
    if (first !== undefined) return first === listStart;
  }
  return false;
}

/** Null for what is broken as well: another row says it. */
function kindIn(line: Line): FileKind | null {
  try {
    return kindOf(valueOf(textOf(line)));
  } catch {
    return null;
  }
}

/**
 * The rows of a file, those of a piece together; blank lines are no rows, and may be among them. Rejects on abort, when
 * the file cannot be read, and with a `LineError` where its list breaks off.
 */
export async function* sourceRows(
  chunks: AsyncIterable<Uint8Array>,
  isList: boolean,
  options: ReadOptions = {},
): AsyncGenerator<Iterable<Line>, void, undefined> {
  const pieces = piecesOf(chunks, options);
  if (!isList) {
    for await (const { lines } of splitLines(pieces)) yield lines;
    return;
  }
  const items = new ListItems();
  for await (const piece of pieces) yield items.split(piece);
  items.checkEnd();
}
