import { type CheckedLine, checkLine, checkValue, unread, type Wanted } from './checkLine';
import { type Example, exampleOf } from './example';
import type { Line } from './lines';
import { longValueOf, textOf } from './lineValue';
import type { DatasetReport } from './report';
import { Tally } from './tally';

/** Reads one line after the other. */
export class ReportBuilder {
  private readonly tally: Tally;

  constructor(private readonly wanted: Wanted) {
    this.tally = new Tally(wanted);
  }

  get isStopped(): boolean {
    return this.tally.isFull;
  }

  report(): DatasetReport {
    return this.tally.report();
  }

  add(line: Line): void {
    this.tally.note(line.number, this.read(line));
  }

  /** The same, and what a model learns from it; null for a blank or broken one. */
  addExample(line: Line): Example | null {
    const checked = this.read(line);
    this.tally.note(line.number, checked);
    const { kind } = this.tally;
    return checked.row === null || kind === null ? null : exampleOf(checked.row, kind.format.id);
  }

  /** The same in slices: of a long text only the beginning is read. */
  async addInSlices(line: Line, signal: AbortSignal | undefined): Promise<void> {
    this.tally.note(line.number, await this.readInSlices(line, signal));
  }

  private read(line: Line): CheckedLine {
    try {
      return checkLine(textOf(line), this.tally.kind, this.wanted);
    } catch (error) {
      return unread(error);
    }
  }

  private async readInSlices(line: Line, signal: AbortSignal | undefined): Promise<CheckedLine> {
    try {
      return checkValue(await longValueOf(line, signal), this.tally.kind, this.wanted);
    } catch (error) {
      signal?.throwIfAborted();
      return unread(error);
    }
  }
}
