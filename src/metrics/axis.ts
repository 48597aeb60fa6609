import type { PointList } from './points';

export type AxisKind = 'step' | 'epoch' | 'time';

/** What turns steps into epochs and times. */
export interface AxisScale {
  readonly stepsPerEpoch: number | null;
  /** Unix seconds by step, never going back, see {@link forwards}. */
  readonly clock: PointList;
}

/** A clock that was set back, or reports nonsense, stands still until it is passed: a curve does not run backwards. */
export function forwards({ steps, values }: PointList): PointList {
  let latest = -Infinity;
  // No map: a call for each of a million points would take most of the time of an update.
  const times = new Float64Array(values);
  for (let at = 0; at < times.length; at += 1) {
    latest = Math.max(latest, times[at] ?? NaN);
    times[at] = latest;
  }
  return { steps, values: times };
}

/** Whether the axis can be had: epochs need their length, times at least two reports. */
export function hasAxis(kind: AxisKind, { stepsPerEpoch, clock }: AxisScale): boolean {
  if (kind === 'step') return true;
  return kind === 'epoch' ? stepsPerEpoch !== null : clock.steps.length >= 2;
}

/**
 * Where each step lies on the axis: itself, in epochs, or in seconds since the first known report. Between two
 * reports the time is interpolated, before the first and after the last it is theirs.
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

function secondsOf(steps: Float64Array, clock: PointList): Float64Array {
  const start = clock.values[0] ?? 0;
  const last = clock.steps.length - 1;
  let at = 0;
  return steps.map((step) => {
    while (at < last && (clock.steps[at + 1] ?? Infinity) <= step) at += 1;
    const here = clock.steps[at] ?? 0;
    const time = clock.values[at] ?? 0;
    if (step <= here || at === last) return time - start;
    const next = clock.steps[at + 1] ?? here + 1;
    const nextTime = clock.values[at + 1] ?? time;
    return time - start + ((step - here) / (next - here)) * (nextTime - time);
  });
}
