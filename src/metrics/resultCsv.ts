import { t } from '@vscode/l10n';
import { csvParseRows } from 'd3-dsv';
import { countText } from '../api/countText';
import { isStep, numberOf } from './eventMetrics';
import { isEpochColumn, isStepColumn, metricOf, normalised } from './metricName';
import { Points } from './points';

/** Curves that one source reports, by the house's names, and what keeps it from being read whole, in a sentence. */
export interface MetricsTable {
  readonly curves: ReadonlyMap<string, Points>;
  /** Epoch by step, where the source reports it. */
  readonly epochs: Points;
  readonly problem: string | null;
}

/** Lets others work between two pieces of long work; `Slices` of the API has this form. */
export interface Pauses {
  readonly isSpent: boolean;
  rest(): Promise<void>;
}

/** Columns of a file that are read. */
export const maxColumns = 200;
/** Characters that are read between two looks at the clock. */
const stretch = 100_000;

/**
 * Reads a result file. Blank cells are normal (validation is not run at every step); a file without a `step`
 * column or without a single number is none of ours, and says so. In slices; rejects on abort alone.
 */
export async function readResultCsv(text: string, pauses: Pauses): Promise<MetricsTable> {
  const reader = new ResultCsvReader(text);
  while (reader.readSome()) if (pauses.isSpent) await pauses.rest();
  return reader.table();
}

/**
 * The same at once.
 * @internal for tests, whose files are small
 */
export function parseResultCsv(text: string): MetricsTable {
  const reader = new ResultCsvReader(text);
  while (reader.readSome());
  return reader.table();
}

class ResultCsvReader {
  private readonly rows: Rows;
  private readonly sinks: Sinks;

  constructor(private readonly text: string) {
    const start = text.startsWith('\uFEFF') ? 1 : 0;
    const end = /[\r\n]/.exec(text)?.index ?? text.length;
    const header = csvParseRows(text.slice(start, end))[0] ?? [];
    this.sinks = new Sinks(header);
    this.rows = new Rows(text, end, this.sinks);
  }

  /** Whether more is left to be read. */
  readSome(): boolean {
    if (this.sinks.stepAt < 0) return false;
    return this.rows.readUntil(this.rows.at + stretch);
  }

  table(): MetricsTable {
    const { curves, epochs } = this.sinks;
    for (const [name, points] of curves) if (points.length === 0) curves.delete(name);
    return { curves, epochs, problem: this.problem() };
  }

  private problem(): string | null {
    const { stepAt, leftOut, curves } = this.sinks;
    const { count, unread } = this.rows;
    if (this.text.trim() === '') return t('The result file is empty.');
    if (stepAt < 0)
      return t('The result file is not a table of metrics: its first line names no “step” column.');
    if (count === 0) return t('The result file has a header but no rows.');
    if (curves.size === 0) return t('The result file has rows but no numbers.');
    if (leftOut > 0) return t('{0} more columns of the result file are left out.', countText(leftOut));
    return unread === 0
      ? null
      : t('{0} of {1} rows of the result file have no readable step and are left out.', unread, count);
  }
}

/** Where the cells of a row go: by column, the points of a curve, or null. */
class Sinks {
  readonly curves = new Map<string, Points>();
  readonly epochs = new Points();
  readonly stepAt: number;
  /** Columns beyond {@link maxColumns}. */
  readonly leftOut: number;
  private readonly points: readonly (Points | null)[];
  /** Of the row that is being read: a step may come behind its values. */
  private readonly values: Float64Array;
  private readonly filled: Uint16Array;
  private filledCount = 0;
  private step = NaN;
  private readonly isWanted: Uint8Array;

  constructor(titles: readonly string[]) {
    const header = titles.slice(0, maxColumns);
    this.leftOut = titles.length - header.length;
    this.stepAt = header.findIndex(isStepColumn);
    this.points = header.map((title) => this.pointsFor(title));
    this.values = new Float64Array(header.length);
    this.filled = new Uint16Array(header.length);
    this.isWanted = Uint8Array.from(this.points, (points, at) =>
      Number(at === this.stepAt || points !== null),
    );
  }

  private pointsFor(title: string): Points | null {
    if (isEpochColumn(title)) return this.epochs;
    const metric = metricOf(title);
    if (metric === null) return null;
    // Two columns of one measure (`train_accuracy`, `train_mean_token_accuracy`): both stay.
    const name = this.curves.has(metric.name) ? normalised(title) : metric.name;
    if (this.curves.has(name)) return null;
    const points = new Points();
    this.curves.set(name, points);
    return points;
  }

  wants(column: number): boolean {
    return this.isWanted[column] === 1;
  }

  put(column: number, value: number): void {
    this.values[column] = value;
    this.filled[this.filledCount] = column;
    this.filledCount += 1;
    if (column === this.stepAt) this.step = value;
  }

  /** Whether the row had a step to put its values at. */
  endRow(): boolean {
    const { step } = this;
    const isReadable = isStep(step);
    for (let at = 0; isReadable && at < this.filledCount; at += 1) {
      const column = this.filled[at] ?? 0;
      this.points[column]?.add(step, this.values[column] ?? NaN);
    }
    this.filledCount = 0;
    this.step = NaN;
    return isReadable;
  }
}

const comma = 0x2c;
const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * The rows below the header, by the rules of RFC 4180. Not by `csvParseRows`: it makes a text of each cell, which for
 * a million rows takes several times as long as drawing them. The tests compare it with that.
 */
class Rows {
  /** Rows that are not blank. */
  count = 0;
  /** Rows without a step. */
  unread = 0;

  constructor(
    private readonly text: string,
    public at: number,
    private readonly sinks: Sinks,
  ) {
    this.endLine();
  }

  /** Reads whole rows until one begins at or behind `end`. Returns whether more are left. */
  readUntil(end: number): boolean {
    const last = Math.min(end, this.text.length);
    while (this.at < last) this.readRow();
    return this.at < this.text.length;
  }

  private readRow(): void {
    const start = this.at;
    for (let column = 0; ; column += 1) {
      this.readCell(column);
      if (this.text.charCodeAt(this.at) !== comma) break;
      this.at += 1;
    }
    const isBlank = this.at === start;
    if (!isBlank) this.count += 1;
    if (!this.sinks.endRow() && !isBlank) this.unread += 1;
    this.endLine();
  }

  private endLine(): void {
    if (this.text.charCodeAt(this.at) === carriageReturn) this.at += 1;
    if (this.text.charCodeAt(this.at) === lineFeed) this.at += 1;
  }

  private readCell(column: number): void {
    if (this.text.charCodeAt(this.at) === quote) this.put(column, numberOf(this.quoted()));
    else if (this.sinks.wants(column)) this.put(column, this.number());
    else this.skip();
  }

  private put(column: number, value: number | null): void {
    if (value !== null && this.sinks.wants(column)) this.sinks.put(column, value);
  }

  /** The number in the cell that begins here, without making a text of it where it is plain. */
  private number(): number | null {
    const { text, at: start } = this;
    const isNegative = text.charCodeAt(start) === minus;
    let at = isNegative ? start + 1 : start;
    let whole = 0;
    let digits = 0;
    let decimals = -1;
    for (; ; at += 1) {
      const digit = text.charCodeAt(at) - zero;
      if (digit >= 0 && digit <= 9) {
        whole = whole * 10 + digit;
        digits += 1;
        if (decimals >= 0) decimals += 1;
      } else if (digit === point - zero && decimals < 0) decimals = 0;
      else break;
    }
    this.at = at;
    const isPlain =
      digits > 0 && digits <= maxDigits && (at >= text.length || isSeparator(text.charCodeAt(at)));
    if (!isPlain) {
      this.skip();
      return this.at === start ? null : numberOf(text.slice(start, this.at));
    }
    const value = decimals <= 0 ? whole : whole / (powersOfTen[decimals] ?? 1);
    return isNegative ? -value : value;
  }

  private skip(): void {
    while (this.at < this.text.length && !isSeparator(this.text.charCodeAt(this.at))) this.at += 1;
  }

  /** The text of a cell in quotes, up to the next comma or line. */
  private quoted(): string {
    const { text } = this;
    let end = text.indexOf('"', this.at + 1);
    while (end >= 0 && text.charCodeAt(end + 1) === quote) end = text.indexOf('"', end + 2);
    if (end < 0) end = text.length;
    const cell = text.slice(this.at + 1, end).replaceAll('""', '"');
    this.at = end;
    this.skip();
    return cell;
  }
}

function isSeparator(code: number): boolean {
  return code === comma || code === lineFeed || code === carriageReturn;
}

const zero = 0x30;
const point = 0x2e;
const minus = 0x2d;
/** Whole numbers of so many digits are exact, and so are their powers of ten: one division rounds correctly. */
const maxDigits = 15;
const powersOfTen = Array.from({ length: maxDigits + 1 }, (_, power) => 10 ** power);
