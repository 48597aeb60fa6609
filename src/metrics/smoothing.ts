import type { PointList } from './points';

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
 * The curve smoothed with its neighbours in mind; null where it is to be shown as it is: at weight 0, and a sparse one.
 *
 * @param weight for the densest of `all`
 */
export function smoothed(curve: PointList, all: readonly PointList[], weight: number): Float64Array | null {
  const densest = all.reduce(
    (steps, each) => (each.steps.length > steps.length ? each.steps : steps),
    curve.steps,
  );
  const own = weightFor(curve.steps, densest, weight);
  return own === 0 ? null : smooth(curve.values, own);
}

/** Each point of a curve with so few counts, and smoothing would only bend it. */
const sparsePoints = 50;
/** Steps from point to point, of which the densest curve has so many: each is a mean already, such as a validation. */
const sparseSpacing = 4;

/**
 * The weight that smooths a curve over as many steps as `weight` smooths the densest one; 0 for a sparse curve, which
 * is shown as it is.
 */
function weightFor(steps: Float64Array, densest: Float64Array, weight: number): number {
  const ratio = spacing(steps) / spacing(densest);
  if (steps.length <= sparsePoints || ratio >= sparseSpacing) return 0;
  return Number.isFinite(ratio) && ratio > 1 ? weight ** ratio : weight;
}

function spacing(steps: Float64Array): number {
  return ((steps.at(-1) ?? 0) - (steps[0] ?? 0)) / (steps.length - 1);
}
