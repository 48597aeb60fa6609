import { csvParseRows } from 'd3-dsv';
import { isStep, numberOf } from './eventMetrics';
import { isStepColumn, metricOf, normalised } from './metricName';
import { Points } from './points';

/** A result file's curves by the house's names, and what keeps the file from being read whole, in a sentence. */
export interface ResultCsv {
  readonly curves: ReadonlyMap<string, Points>;
  /** Epoch by step, where the file tells. */
  readonly epochs: Points;
  readonly problem: string | null;
}

/** Columns of a file that are read. */
export const mostColumns = 200;

interface Counts {
  /** But the header. */
  readonly rows: number;
  /** Rows without a step. */
  readonly unread: number;
  /** Columns beyond {@link mostColumns}. */
  readonly leftOut: number;
}

interface Column {
  readonly at: number;
  readonly points: Points;
}

/**
 * Reads a result file. Blank cells are normal (validation is not run at every step); a file without a `step`
 * column or without a single number is none of ours, and says so.
 */
export function parseResultCsv(text: string): ResultCsv {
  const lines = text.replace(/^\uFEFF/, '');
  const curves = new Map<string, Points>();
  const epochs = new Points();
  let stepAt = -1;
  let columns: Column[] = [];
  let rows = 0;
  let unread = 0;
  let leftOut = 0;
  // Not `csvParse`: it compiles a row's constructor, which a strict content security policy forbids.
  csvParseRows(lines, (row, index) => {
    if (index === 0) {
      const header = row.slice(0, mostColumns);
      leftOut = row.length - header.length;
      stepAt = header.findIndex(isStepColumn);
      if (stepAt >= 0) columns = columnsOf(header, curves, epochs);
      return null;
    }
    if (stepAt < 0 || (row.length === 1 && row[0] === '')) return null;
    rows += 1;
    const step = numberOf(row[stepAt]);
    if (step === null || !isStep(step)) unread += 1;
    else addCells(columns, step, row);
    return null;
  });
  for (const [name, points] of curves) if (points.length === 0) curves.delete(name);
  return { curves, epochs, problem: problemOf(text, stepAt, curves.size, { rows, unread, leftOut }) };
}

function columnsOf(header: readonly string[], curves: Map<string, Points>, epochs: Points): Column[] {
  const columns: Column[] = [];
  header.forEach((title, at) => {
    if (normalised(title) === 'epoch') columns.push({ at, points: epochs });
    const metric = metricOf(title);
    if (metric === null) return;
    // Two columns of one measure (`train_accuracy`, `train_mean_token_accuracy`): both stay.
    const name = curves.has(metric.name) ? normalised(title) : metric.name;
    if (curves.has(name)) return;
    const points = new Points();
    curves.set(name, points);
    columns.push({ at, points });
  });
  return columns;
}

function addCells(columns: readonly Column[], step: number, row: readonly string[]): void {
  for (const { at, points } of columns) {
    if (at >= row.length) return; // the columns are in the order of the file
    const value = numberOf(row[at]);
    if (value !== null) points.add(step, value);
  }
}

function problemOf(
  text: string,
  stepAt: number,
  curves: number,
  { rows, unread, leftOut }: Counts,
): string | null {
  if (text.trim() === '') return 'The result file is empty.';
  if (stepAt < 0) return 'The result file is not a table of metrics: its first line names no “step” column.';
  if (rows === 0) return 'The result file has a header but no rows.';
  if (curves === 0) return 'The result file has rows but no numbers.';
  if (leftOut > 0) return `${leftOut.toLocaleString('en')} more columns of the result file are left out.`;
  return unread === 0
    ? null
    : `${unread} of ${rows} rows of the result file have no readable step and are left out.`;
}
