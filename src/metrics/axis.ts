import type { PointList } from './points';

export type AxisKind = 'step' | 'epoch' | 'time';

/** What turns steps into epochs and times. */
export interface AxisScale {
  readonly stepsPerEpoch: number | null;
  /** Unix seconds by step, always going on, see {@link runningClock}. */
  readonly clock: PointList;
}

/**
 * The reports with which the clock went on: times are whole seconds, in which a fast job does many steps, so the first
 * step of each is kept, and the others lie evenly between two of them. A clock that was set back, or reports
 * nonsense, counts again where it has passed what it said before. The very last step is kept too, within its second.
 *
 * @param clock Unix seconds by step
 */
export function runningClock({ steps, values }: PointList): PointList {
  const keptSteps = new Float64Array(steps.length);
  const times = new Float64Array(steps.length);
  let count = 0;
  let first = 0;
  for (let at = 0; at < steps.length; at += 1) {
    const time = values[at] ?? NaN;
    if (count > 0 && !(time > (times[count - 1] ?? 0))) continue;
    keptSteps[count] = steps[at] ?? 0;
    times[count] = time;
    count += 1;
    first = at;
  }
  const sameSecond = steps.length - 1 - first;
  if (sameSecond > 0) {
    const pace = count < 2 ? 1 : paceAt({ steps: keptSteps, values: times }, count - 1);
    const ahead = (steps.at(-1) ?? 0) - (keptSteps[count - 1] ?? 0);
    keptSteps[count] = steps.at(-1) ?? 0;
    times[count] = (times[count - 1] ?? 0) + Math.min(ahead * pace, sameSecond / (sameSecond + 1));
    count += 1;
  }
  return { steps: keptSteps.subarray(0, count), values: times.subarray(0, count) };
}

/** Whether the axis can be had: epochs need their length, times at least two steps. */
export function hasAxis(kind: AxisKind, { stepsPerEpoch, clock }: AxisScale): boolean {
  if (kind === 'step') return true;
  return kind === 'epoch' ? stepsPerEpoch !== null : clock.steps.length >= 2;
}

/**
 * Where each step lies on the axis: itself, in epochs, or in seconds since the first step. Between two reports the
 * time is interpolated; before the first and after the last the job is taken to have gone on as it did beside them.
 *
 * @param steps ascending
 */
export function positionsOf(steps: Float64Array, kind: AxisKind, scale: AxisScale): Float64Array {
  if (kind === 'step' || !hasAxis(kind, scale)) return steps;
  const perEpoch = scale.stepsPerEpoch ?? 1;
  if (kind === 'epoch') return steps.map((step) => step / perEpoch);
  return secondsOf(steps, scale.clock);
}

export function positionOf(step: number, kind: AxisKind, scale: AxisScale): number {
  return positionsOf(Float64Array.of(step), kind, scale)[0] ?? step;
}

/** When a step was done, in Unix seconds; null where there are no times. */
export function timeOf(step: number, scale: AxisScale): number | null {
  return hasAxis('time', scale) ? startOf(scale.clock) + positionOf(step, 'time', scale) : null;
}

function secondsOf(steps: Float64Array, clock: PointList): Float64Array {
  const start = startOf(clock);
  const last = clock.steps.length - 1;
  let at = 1;
  return steps.map((step) => {
    while (at < last && (clock.steps[at] ?? Infinity) <= step) at += 1;
    return (clock.values[at] ?? 0) + (step - (clock.steps[at] ?? 0)) * paceAt(clock, at) - start;
  });
}

/** Unix seconds of the first step. */
function startOf(clock: PointList): number {
  return (clock.values[0] ?? 0) - Math.max(0, (clock.steps[0] ?? 1) - 1) * paceAt(clock, 1);
}

/** Seconds a step takes between the report before `at` and this one. */
function paceAt({ steps, values }: PointList, at: number): number {
  return ((values[at] ?? 0) - (values[at - 1] ?? 0)) / ((steps[at] ?? 1) - (steps[at - 1] ?? 0));
}
