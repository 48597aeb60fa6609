/** A curve's points: one value per step, in ascending steps. Values may be NaN or infinite: a run that diverged. */
export interface PointList {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** Points that grow at the end in constant time, so that a live curve of any length takes one more at once. */
export class Points implements PointList {
  private stepBuffer: Float64Array<ArrayBuffer>;
  private valueBuffer: Float64Array<ArrayBuffer>;
  private count = 0;
  /** Whether the steps ascend; else they are brought into order when they are read. */
  private isInOrder = true;

  constructor(capacity = 16) {
    this.stepBuffer = new Float64Array(capacity);
    this.valueBuffer = new Float64Array(capacity);
  }

  /** Takes two arrays as they are, ascending by step. */
  static of(steps: Float64Array<ArrayBuffer>, values: Float64Array<ArrayBuffer>): Points {
    const points = new Points(0);
    points.stepBuffer = steps;
    points.valueBuffer = values;
    points.count = steps.length;
    return points;
  }

  get length(): number {
    this.order();
    return this.count;
  }

  /** A view, valid as it is now also after later additions. */
  get steps(): Float64Array {
    this.order();
    return this.stepBuffer.subarray(0, this.count);
  }

  get values(): Float64Array {
    this.order();
    return this.valueBuffer.subarray(0, this.count);
  }

  /** A step that is already there gets the new value. */
  add(step: number, value: number): void {
    const last = this.count === 0 ? -Infinity : (this.stepBuffer[this.count - 1] ?? -Infinity);
    if (step === last) {
      this.valueBuffer[this.count - 1] = value;
      return;
    }
    if (step < last) this.isInOrder = false;
    if (this.count === this.stepBuffer.length) this.grow();
    this.stepBuffer[this.count] = step;
    this.valueBuffer[this.count] = value;
    this.count += 1;
  }

  /** Keeps the first points. Views that were handed out keep what they had, until new points take the places. */
  truncate(length: number): void {
    this.order();
    this.count = Math.min(this.count, length);
  }

  /** At once for all that came out of order: one by one each would cost the length. */
  private order(): void {
    if (this.isInOrder) return;
    this.isInOrder = true;
    const steps = this.stepBuffer.slice(0, this.count).sort();
    let length = 0;
    for (const step of steps) if (length === 0 || step !== steps[length - 1]) steps[length++] = step;
    const known = steps.subarray(0, length);
    const values = new Float64Array(steps.length);
    for (let at = 0; at < this.count; at += 1)
      values[lowerBound(known, this.stepBuffer[at] ?? 0)] = this.valueBuffer[at] ?? NaN;
    this.stepBuffer = steps;
    this.valueBuffer = values;
    this.count = length;
  }

  private grow(): void {
    this.stepBuffer = grown(this.stepBuffer);
    this.valueBuffer = grown(this.valueBuffer);
  }
}

function grown(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(16, array.length * 2));
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

/** The first of the lowest finite values; -1 where there is none. */
export function indexOfLowest(values: Float64Array): number {
  return indexOfExtreme(values, 1);
}

/** The first of the highest finite values; -1 where there is none. */
export function indexOfHighest(values: Float64Array): number {
  return indexOfExtreme(values, -1);
}

/** A plain loop: it runs over a million values. */
function indexOfExtreme(values: Float64Array, sign: 1 | -1): number {
  let lowest = -1;
  let least = Infinity;
  for (let at = 0; at < values.length; at += 1) {
    const value = sign * (values[at] ?? NaN);
    if (value >= least || !Number.isFinite(value)) continue;
    lowest = at;
    least = value;
  }
  return lowest;
}
