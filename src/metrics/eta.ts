import type { PointList } from './points';

/** The pace is that of the last steps, since batches and machines change. */
const paceSteps = 50;

/** Seconds per step over the last reports; null with fewer than two, or when the clock stood still. */
export function secondsPerStep(clock: PointList): number | null {
  const last = clock.steps.length - 1;
  const first = Math.max(0, last - paceSteps);
  const steps = (clock.steps[last] ?? 0) - (clock.steps[first] ?? 0);
  const seconds = (clock.values[last] ?? 0) - (clock.values[first] ?? 0);
  return steps > 0 && seconds > 0 ? seconds / steps : null;
}

/** Unix seconds: the year 10,000. */
const maxTime = 253_402_300_800;

/** Unix seconds at which the last step should be done; null where pace or length is unknown. */
export function etaFromSteps(clock: PointList, totalSteps: number | null): number | null {
  const pace = secondsPerStep(clock);
  const step = clock.steps.at(-1);
  const at = clock.values.at(-1);
  if (pace === null || totalSteps === null || step === undefined || at === undefined) return null;
  const finish = at + Math.max(0, totalSteps - step) * pace;
  return finish < maxTime ? finish : null;
}
