/**
 * The two loops in which training spends its time, four numbers a turn: separate sums keep the processor from
 * waiting for each addition. Reads are in bounds by the callers' layout; `?? 0` is for the compiler alone and costs
 * nothing, since no number of a typed array is nullish.
 */

/** Σ left[from + i] × right[i] over the whole of `right`. */
export function dot(left: Float64Array, from: number, right: Float64Array): number {
  const length = right.length;
  const even = length - (length % 4);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < even; i += 4) {
    sum0 += (left[from + i] ?? 0) * (right[i] ?? 0);
    sum1 += (left[from + i + 1] ?? 0) * (right[i + 1] ?? 0);
    sum2 += (left[from + i + 2] ?? 0) * (right[i + 2] ?? 0);
    sum3 += (left[from + i + 3] ?? 0) * (right[i + 3] ?? 0);
  }
  for (let i = even; i < length; i++) sum0 += (left[from + i] ?? 0) * (right[i] ?? 0);
  return sum0 + sum1 + (sum2 + sum3);
}

/** target[to + i] += factor × source[from + i], for `length` numbers. */
export function addScaled(
  target: Float64Array,
  to: number,
  factor: number,
  source: Float64Array,
  from: number,
  length: number,
): void {
  const even = length - (length % 4);
  for (let i = 0; i < even; i += 4) {
    const t = to + i;
    const s = from + i;
    target[t] = (target[t] ?? 0) + factor * (source[s] ?? 0);
    target[t + 1] = (target[t + 1] ?? 0) + factor * (source[s + 1] ?? 0);
    target[t + 2] = (target[t + 2] ?? 0) + factor * (source[s + 2] ?? 0);
    target[t + 3] = (target[t + 3] ?? 0) + factor * (source[s + 3] ?? 0);
  }
  for (let i = even; i < length; i++) {
    target[to + i] = (target[to + i] ?? 0) + factor * (source[from + i] ?? 0);
  }
}
