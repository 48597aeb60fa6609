import { csvFormatRow } from 'd3-dsv';
import { valueAt } from './points';
import type { Series } from './series';

/** All steps that any series has, ascending, without doubles. */
export function stepsOf(series: readonly Series[]): Float64Array {
  const longest = series.reduce<Series | null>(
    (a, b) => (a === null || b.steps.length > a.steps.length ? b : a),
    null,
  );
  if (longest === null) return new Float64Array();
  const others = series.filter((each) => each !== longest);
  const extra = new Set(others.flatMap(({ steps }) => missing(steps, longest.steps)));
  if (extra.size === 0) return longest.steps;
  return Float64Array.from([...longest.steps, ...extra]).sort();
}

/** The steps that are not among `known`; both ascending, so that one walk serves. */
function missing(steps: Float64Array, known: Float64Array): number[] {
  let at = 0;
  // Curves of a run share most steps, maybe a million: they are passed without an iterator.
  while (at < steps.length && steps[at] === known[at]) at += 1;
  const found: number[] = [];
  for (const step of steps.subarray(at)) {
    while ((known[at] ?? Infinity) < step) at += 1;
    if (known[at] !== step) found.push(step);
  }
  return found;
}

/**
 * The order of the rows by one column, as indices into `steps`. Rows without a value come last either way.
 *
 * @param column the series to sort by; null: by step
 */
export function sortedRows(steps: Float64Array, column: Series | null, isDescending: boolean): Uint32Array {
  // No map: a call for each of a million steps would be most of the first paint.
  const rows = new Uint32Array(steps.length);
  for (let at = 0; at < rows.length; at += 1) rows[at] = at;
  if (column === null) return isDescending ? rows.reverse() : rows;
  const cells = Float64Array.from(steps, (step) => valueAt(column, step) ?? NaN);
  const sign = isDescending ? -1 : 1;
  return rows.sort((a, b) => {
    const x = cells[a] ?? NaN;
    const y = cells[b] ?? NaN;
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return sign * (x - y) || a - b;
  });
}

/** The same numbers as CSV: a `step` column, then one for each series; empty cells where there is no value. */
export function toCsv(series: readonly Series[]): string {
  const lines = [csvFormatRow(['step', ...series.map(({ name }) => name)])];
  for (const step of stepsOf(series)) {
    lines.push(
      csvFormatRow(
        [step, ...series.map((each) => valueAt(each, step))].map((cell) =>
          cell === null ? '' : String(cell),
        ),
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}
