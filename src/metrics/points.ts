/** A curve's points: one value per step, in ascending steps. Values may be NaN or infinite: a run that diverged. */
export interface PointList {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** Points that grow at the end in constant time, so that a live curve of any length takes one more at once. */
export class Points implements PointList {
  #steps: Float64Array<ArrayBuffer>;
  #values: Float64Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity = 16) {
    this.#steps = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** A view, valid as it is now also after later additions. */
  get steps(): Float64Array {
    return this.#steps.subarray(0, this.#length);
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }

  /** A step that is already there gets the new value. Out of order costs the length, in order nothing. */
  add(step: number, value: number): void {
    const at = this.#placeOf(step);
    if (at < this.#length && this.#steps[at] === step) {
      this.#values[at] = value;
      return;
    }
    if (this.#length === this.#steps.length) this.#grow();
    if (at < this.#length) {
      this.#steps.copyWithin(at + 1, at, this.#length);
      this.#values.copyWithin(at + 1, at, this.#length);
    }
    this.#steps[at] = step;
    this.#values[at] = value;
    this.#length += 1;
  }

  #placeOf(step: number): number {
    const last = this.#steps[this.#length - 1];
    return last === undefined || this.#length === 0 || step > last
      ? this.#length
      : lowerBound(this.steps, step);
  }

  #grow(): void {
    this.#steps = grown(this.#steps);
    this.#values = grown(this.#values);
  }
}

function grown(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** The first index whose value is not below `value`; the length if there is none. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The steps of both; where both have one, the value of `preferred`. Linear. */
export function unionOf(preferred: PointList, other: PointList): PointList {
  if (other.steps.length === 0) return preferred;
  if (preferred.steps.length === 0) return other;
  if (hasAll(preferred.steps, other.steps)) return preferred;
  const steps = new Float64Array(preferred.steps.length + other.steps.length);
  const values = new Float64Array(steps.length);
  let length = 0;
  let i = 0;
  let j = 0;
  while (i < preferred.steps.length || j < other.steps.length) {
    const mine = preferred.steps[i] ?? Infinity;
    const theirs = other.steps[j] ?? Infinity;
    const isMine = mine <= theirs;
    steps[length] = isMine ? mine : theirs;
    values[length] = (isMine ? preferred.values[i] : other.values[j]) ?? NaN;
    length += 1;
    if (mine <= theirs) i += 1;
    if (theirs <= mine) j += 1;
  }
  return { steps: steps.subarray(0, length), values: values.subarray(0, length) };
}

/** Whether a few steps, such as a job's checkpoints, are all among many: then there is nothing to merge. */
function hasAll(many: Float64Array, few: Float64Array): boolean {
  return few.length * 20 < many.length && few.every((step) => many[lowerBound(many, step)] === step);
}

/** The value at `step`, or null where there is no point at exactly this step. */
export function valueAt(points: PointList, step: number): number | null {
  const at = lowerBound(points.steps, step);
  return points.steps[at] === step ? (points.values[at] ?? null) : null;
}
