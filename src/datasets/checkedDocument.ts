import { type CheckedLine, checkLine, type LocatedProblem, type Wanted } from './checkLine';
import type { DatasetReport } from './report';
import type { FileKind } from './rowChecker';
import { Tally } from './tally';

/** Changes of one edit that are followed one by one, each in the time that a copy of the list of lines takes. */
const maxChanges = 100;

/** Lines that were replaced by others. */
export interface LineChange {
  /** The first of them, from 0. */
  readonly start: number;
  readonly removed: number;
  readonly added: number;
}

interface DocumentLine {
  readonly checked: CheckedLine;
  /** What the lines before it said of the file when it was checked. */
  readonly under: FileKind | null;
}

/**
 * A data file that is being edited. A line is read when it changes, and again when the lines before it say that the file
 * is something else: the same is found as by reading all of it.
 */
export class CheckedDocument {
  private lines: readonly DocumentLine[];

  /** @param textOf the text of a line, from 0, as it is now; without its line break */
  constructor(
    count: number,
    private readonly textOf: (line: number) => string,
    private readonly wanted: Wanted = {},
  ) {
    this.lines = this.settled(unreadLines(count));
  }

  /**
   * False, and nothing changed, where that does not lead to as many lines as there are, or where there are so many changes,
   * as of replacing a word everywhere, that reading all again takes less time.
   *
   * @param changes in the order in which they were made, each in the lines as the ones before it left them
   * @param count of lines as they are now
   */
  change(changes: readonly LineChange[], count: number): boolean {
    if (changes.length > maxChanges) return false;
    const changed = changes.reduce(
      (lines, { start, removed, added }) => [
        ...lines.slice(0, start),
        ...unreadLines(added),
        ...lines.slice(start + removed),
      ],
      this.lines,
    );
    if (changed.length !== count) return false;
    this.lines = this.settled(changed);
    return true;
  }

  /** @param line from 0 */
  problemsIn(line: number): readonly LocatedProblem[] {
    return this.lines[line]?.checked.problems ?? [];
  }

  report(): DatasetReport {
    const tally = new Tally(this.wanted);
    for (const [at, { checked }] of this.lines.entries()) {
      if (tally.isFull) break;
      tally.note(at + 1, checked);
    }
    return tally.report();
  }

  /** With what was not read yet, or was read as something else than the file is. */
  private settled(lines: readonly DocumentLine[]): readonly DocumentLine[] {
    let kind: FileKind | null = null;
    return lines.map((line, at) => {
      const settled = line === unread || !isSame(line.under, kind) ? this.read(at, kind) : line;
      kind ??= settled.checked.kind;
      return settled;
    });
  }

  private read(at: number, under: FileKind | null): DocumentLine {
    return { checked: checkLine(this.textOf(at), under, this.wanted), under };
  }
}

const unread: DocumentLine = { checked: { kind: null, row: null, problems: [] }, under: null };

function unreadLines(count: number): DocumentLine[] {
  return Array.from({ length: count }, () => unread);
}

function isSame(one: FileKind | null, other: FileKind | null): boolean {
  return one?.format === other?.format && one?.method === other?.method;
}
