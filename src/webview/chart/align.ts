import { decimate } from '../../metrics/decimation';
import type { Zoom } from '../state/choices';
import type { ChartLine } from './chartModel';

/** Values beyond it interrupt the line: the axes' own arithmetic would overflow. */
const largest = 1e30;

/** uPlot's form: one list of x for all lines; `undefined` where a line has no point, null where it is interrupted. */
export type AlignedLines = [xs: number[], ...ys: (number | null | undefined)[][]];

/** What is to be drawn of the lines in the visible range, at most two points for each line and pixel column. */
export function alignedLines(
  lines: readonly ChartLine[],
  { min, max }: Zoom,
  columns: number,
  isLog: boolean,
): AlignedLines {
  const drawn = lines.map(({ xs, ys }) => decimate(xs, ys, min, max, columns));
  const xs = union(drawn.map((each) => each.xs));
  return [xs, ...drawn.map((each) => spread(each.xs, each.ys, xs, isLog))];
}

function union(lists: readonly number[][]): number[] {
  const [first = [], ...rest] = lists;
  if (rest.every((list) => isSame(list, first))) return first;
  const all = Float64Array.from(lists.flat()).sort();
  return Array.from(all.filter((x, i) => i === 0 || x !== all[i - 1]));
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

function spread(
  from: readonly number[],
  ys: readonly number[],
  xs: readonly number[],
  isLog: boolean,
): (number | null | undefined)[] {
  let at = 0;
  return xs.map((x) => {
    if (from[at] !== x) return undefined;
    const y = ys[at] ?? NaN;
    at += 1;
    // A logarithm has no place for zero and less.
    return Number.isNaN(y) || Math.abs(y) > largest || (isLog && y < 1 / largest) ? null : y;
  });
}

/** The index nearest to `at` where the line has a value; null where it has none. */
export function nearestValue(ys: readonly (number | null | undefined)[], at: number): number | null {
  for (let distance = 0; distance < ys.length; distance += 1) {
    if (typeof ys[at - distance] === 'number') return at - distance;
    if (typeof ys[at + distance] === 'number') return at + distance;
  }
  return null;
}
