/** A relative change below this is none. */
export const minChange = 0.01;
/** A trend is shared by so many of its pairs: noise brings that about in one of 500 curves, in one of 30 of 10 points. */
const sureShare = 0.75;
/** Or by all pairs of so many parts at the end: of a few points that have just turned. */
const unanimousParts = 5;
/** A curve is compared in so many parts at most: few pairs, and noise that neighbours share stays within a part. */
const maxParts = 20;
/** Of fewer points no pairs would be left that noise could not bring about. */
const minWindow = 10;

/** Which way a curve goes at its end; `noise` where it moved, but not beyond its noise. */
export type Trend = 'rising' | 'falling' | 'none' | 'noise';

/**
 * Compares the last fifth with the fifth before, of at least 10 values, all finite. They have a trend where their
 * middles differ by at least 1 % and three quarters of all pairs of parts of both (of the last 10 values where that is
 * more), or all of the last five parts, go the same way: the test of Mann and Kendall. A spike, or a step down long
 * before, moves few pairs.
 */
export function trendAtEnd(values: Float64Array): Trend {
  const length = 2 * Math.floor(values.length / 5);
  const change = changeIn(partsOf(values.subarray(-length)));
  // Also where sums overflow to what is no number.
  if (!(Math.abs(change) >= minChange)) return 'none';
  const parts = partsOf(values.subarray(-Math.max(length, minWindow)));
  const isRising = change > 0;
  const agreeing = (some: Float64Array) => (isRising ? risingShare(some) : 1 - risingShare(some));
  if (agreeing(parts) < sureShare && agreeing(parts.subarray(-unanimousParts)) < 1) return 'noise';
  return isRising ? 'rising' : 'falling';
}

/** Whether three quarters of all pairs rise. */
export function surelyRise(parts: Float64Array): boolean {
  return risingShare(parts) >= sureShare;
}

/** Whether the later half lies at least 1 % below the earlier. */
export function hasFallen(values: Float64Array): boolean {
  return changeIn(partsOf(values)) <= -minChange;
}

/** The means of 20 equal parts, in their order; the values themselves where there are no more. */
export function partsOf(values: Float64Array): Float64Array {
  const count = Math.min(maxParts, values.length);
  const bound = (part: number) => Math.floor((part * values.length) / count);
  return Float64Array.from({ length: count }, (_, part) =>
    mean(values.subarray(bound(part), bound(part + 1))),
  );
}

/** The relative change, negative for less. */
export function relative(from: number, to: number): number {
  return (to - from) / Math.max(Math.abs(from), 1e-12);
}

/** From the middle of the earlier half to that of the later: a few parts far out, such as a spike, do not count. */
function changeIn(parts: Float64Array): number {
  const half = Math.floor(parts.length / 2);
  return relative(median(parts.subarray(0, half)), median(parts.subarray(parts.length - half)));
}

/** Of all pairs of unlike values, how many rise; one half where all are alike. */
function risingShare(parts: Float64Array): number {
  let rising = 0;
  let unlike = 0;
  parts.forEach((later, at) => {
    for (const earlier of parts.subarray(0, at)) {
      if (later > earlier) rising += 1;
      if (later !== earlier) unlike += 1;
    }
  });
  return unlike === 0 ? 0.5 : rising / unlike;
}

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

// A plain loop: it runs over a million points before the first paint.
function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
