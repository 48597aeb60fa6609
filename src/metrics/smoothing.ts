/**
 * Exponential moving average without the bias towards zero at the start, as Weights & Biases and TensorBoard smooth:
 * `s = w·s + (1−w)·x`, divided by `1 − wⁿ`. A value that is no finite number stays as it is and counts for nothing.
 *
 * @param weight 0 (as it is) to just below 1 (all but flat)
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  if (weight <= 0) return values;
  const smoothed = new Float64Array(values.length);
  let sum = 0;
  let bias = 1;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN;
    if (!Number.isFinite(value)) {
      smoothed[i] = value;
      continue;
    }
    sum = weight * sum + (1 - weight) * value;
    bias *= weight;
    smoothed[i] = sum / (1 - bias);
  }
  return smoothed;
}

/**
 * The weight that smooths a sparse curve over as many steps as `weight` smooths the densest one: validation that is
 * run at every tenth step would otherwise lag ten times as far behind as the training beside it.
 */
export function weightFor(steps: Float64Array, densest: Float64Array, weight: number): number {
  const ratio = spacing(steps) / spacing(densest);
  return Number.isFinite(ratio) && ratio > 1 ? weight ** ratio : weight;
}

function spacing(steps: Float64Array): number {
  return ((steps.at(-1) ?? 0) - (steps[0] ?? 0)) / (steps.length - 1);
}
