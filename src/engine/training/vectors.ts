/**
 * The two loops in which training spends its time, four numbers a turn: separate sums keep the processor from
 * waiting for each addition. Reads are in bounds by the callers' layout, and use `as number` because a check
 * would put a branch into the innermost loop.
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
    sum0 += (left[from + i] as number) * (right[i] as number);
    sum1 += (left[from + i + 1] as number) * (right[i + 1] as number);
    sum2 += (left[from + i + 2] as number) * (right[i + 2] as number);
    sum3 += (left[from + i + 3] as number) * (right[i + 3] as number);
  }
  for (let i = even; i < length; i++) sum0 += (left[from + i] as number) * (right[i] as number);
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
    target[t] = (target[t] as number) + factor * (source[s] as number);
    target[t + 1] = (target[t + 1] as number) + factor * (source[s + 1] as number);
    target[t + 2] = (target[t + 2] as number) + factor * (source[s + 2] as number);
    target[t + 3] = (target[t + 3] as number) + factor * (source[s + 3] as number);
  }
  for (let i = even; i < length; i++) {
    target[to + i] = (target[to + i] as number) + factor * (source[from + i] as number);
  }
}
