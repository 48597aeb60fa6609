import type { Line } from './lines';
import { textOf, valueOf } from './lineValue';
import { type FileKind, kindOf } from './rowChecker';

/** What the first line that says it says that its file is; null: none does. */
export function kindIn(lines: Iterable<Line>): FileKind | null {
  for (const line of lines) {
    const kind = kindOfLine(line);
    if (kind !== null) return kind;
  }
  return null;
}

function kindOfLine(line: Line): FileKind | null {
  try {
    return kindOf(valueOf(textOf(line)));
  } catch {
    return null; // a broken line says nothing
  }
}
