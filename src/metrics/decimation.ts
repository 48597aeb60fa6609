import { lowerBound } from './points';

/** What is drawn of a curve: `NaN` interrupts the line. */
export interface DrawnPoints {
  readonly xs: number[];
  readonly ys: number[];
}

/**
 * Of all points between `min` and `max`, in each of `columns` pixel columns the lowest and the highest, in their
 * order: the same picture as all of them, spikes included. One point beyond each end stays, so that the line runs
 * off the edge. Points that are no finite number interrupt the line where their whole column has none.
 *
 * @param xs ascending
 */
export function decimate(
  xs: Float64Array,
  ys: Float64Array,
  min: number,
  max: number,
  columns: number,
): DrawnPoints {
  const from = Math.max(0, lowerBound(xs, min) - 1);
  const to = Math.min(xs.length, upperBound(xs, max) + 1);
  if (to - from <= columns * 2) return asTheyAre(xs, ys, from, to);
  const drawn: DrawnPoints = { xs: [], ys: [] };
  const width = (max - min) / columns;
  let at = from;
  while (at < to) {
    const column = Math.floor(((xs[at] ?? 0) - min) / width);
    const end = min + (column + 1) * width;
    let low = -1;
    let high = -1;
    let lowest = Infinity;
    let highest = -Infinity;
    const start = at;
    do {
      const y = ys[at] ?? NaN;
      if (y < lowest && y !== -Infinity) {
        lowest = y;
        low = at;
      }
      if (y > highest && y !== Infinity) {
        highest = y;
        high = at;
      }
      at += 1;
    } while (at < to && (xs[at] ?? Infinity) < end);
    pushColumn(drawn, xs, ys, start, low, high);
  }
  return drawn;
}

function pushColumn(
  drawn: DrawnPoints,
  xs: Float64Array,
  ys: Float64Array,
  start: number,
  low: number,
  high: number,
): void {
  if (low < 0 || high < 0) {
    push(drawn, xs, ys, start);
    return;
  }
  push(drawn, xs, ys, Math.min(low, high));
  if (low !== high) push(drawn, xs, ys, Math.max(low, high));
}

function push(drawn: DrawnPoints, xs: Float64Array, ys: Float64Array, at: number): void {
  const y = ys[at] ?? NaN;
  drawn.xs.push(xs[at] ?? 0);
  drawn.ys.push(Number.isFinite(y) ? y : NaN);
}

function asTheyAre(xs: Float64Array, ys: Float64Array, from: number, to: number): DrawnPoints {
  const drawn: DrawnPoints = { xs: [], ys: [] };
  for (let at = from; at < to; at += 1) push(drawn, xs, ys, at);
  return drawn;
}

function upperBound(sorted: Float64Array, value: number): number {
  let at = lowerBound(sorted, value);
  while (at < sorted.length && sorted[at] === value) at += 1;
  return at;
}
