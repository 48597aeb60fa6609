import type { CheckedLine, Wanted } from './checkLine';
import { maxBrokenLines, maxListedProblems } from './limits';
import type { DatasetReport, LineProblem } from './report';
import type { FileKind } from './rowChecker';

/** Counts what was found in one line after the other. */
export class Tally {
  private readonly problems: LineProblem[] = [];
  private brokenLines = 0;
  private warnings = 0;
  private examples = 0;
  /** What the file is: what the first line that says it says. */
  kind: FileKind | null = null;

  constructor(private readonly wanted: Wanted) {}

  /** Whether the file has so many broken lines that the rest is not worth reading. */
  get isFull(): boolean {
    return this.brokenLines >= maxBrokenLines;
  }

  /** @param line from 1 */
  note(line: number, { kind, row, problems }: CheckedLine): void {
    this.kind ??= kind;
    if (row !== null) this.examples++;
    let isBroken = false;
    for (const problem of problems) {
      if (problem.severity === 'error') isBroken = true;
      else this.warnings++;
      if (this.problems.length < maxListedProblems) this.problems.push({ line, ...problem });
    }
    if (isBroken) this.brokenLines++;
  }

  report(): DatasetReport {
    const { examples, problems, brokenLines, warnings, isFull, kind } = this;
    const method = this.wanted.method ?? kind?.method ?? 'supervised';
    const format = kind?.format.id ?? null;
    return { method, format, examples, problems, brokenLines, warnings, isStopped: isFull };
  }
}
