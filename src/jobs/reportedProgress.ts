import type { FineTuningEvent } from '../api/wire/event';
import { indexOfBest } from '../metrics/best';
import { MetricsCollector } from '../metrics/collector';
import { type PointList, unionOf } from '../metrics/points';
import { findSeries, judgingKinds, type Series } from '../metrics/series';
import { type BestLoss, further, type Progress } from './progress';

/** How far a run is by its own account: what a live stream reports beside what was measured. */
export interface RunEstimate {
  /** 0 to 1. */
  readonly fraction: number | null;
  /** Unix seconds. */
  readonly finishAt: number | null;
}

/** What a run has reported. */
interface RunCurves {
  readonly lastStep: number | null;
  readonly totalSteps: number | null;
  /** Unix seconds by step. */
  readonly clock: PointList;
  readonly series: readonly Series[];
  /** Unix seconds. */
  readonly lastEventAt: number | null;
}

/** Points of each kind that are kept of a job: more than the pace looks at, and enough for a small curve. */
const maxPoints = 64;
const noPoints: PointList = { steps: new Float64Array(), values: new Float64Array() };

/** {@link progressFromCurves} of `events` (newest first). */
export function progressFromEvents(events: readonly FineTuningEvent[], known?: Progress): Progress | null {
  const metrics = new MetricsCollector();
  metrics.addEvents(events);
  return progressFromCurves(metrics, known);
}

/**
 * How far a run is by what it reports, with what was `known` of it before; null when it reports no step. A run that
 * is at an earlier step than before has begun again.
 */
export function progressFromCurves(
  { lastStep: step, totalSteps, clock, series, lastEventAt }: RunCurves,
  known?: Progress,
  estimate: RunEstimate | null = null,
): Progress | null {
  if (step === null) return null;
  const before = (known?.step ?? Infinity) <= step ? known : undefined;
  const total = totalSteps ?? before?.totalSteps ?? null;
  const [judge] = judgingKinds(series);
  const course = findSeries(series, judge, 'train') ?? noPoints;
  const isReward = judge === 'reward';
  const courseBefore = (before?.isReward ?? false) === isReward ? before?.course : undefined;
  return {
    step,
    totalSteps: total,
    fraction: total !== null && total > 0 ? Math.min(1, step / total) : (estimate?.fraction ?? null),
    clock: newest(unionOf(clock, before?.clock ?? noPoints)),
    course: thinned(unionOf(course, courseBefore ?? noPoints)),
    ...(isReward ? { isReward } : {}),
    best: isReward ? null : better(bestOf(series), before?.best ?? null),
    lastEventAt: further(lastEventAt, before?.lastEventAt ?? null),
    finishAt: estimate?.finishAt ?? before?.finishAt ?? null,
  };
}

function bestOf(series: readonly Series[]): BestLoss | null {
  for (const split of ['full_valid', 'valid', 'train'] as const) {
    const curve = findSeries(series, 'loss', split);
    const value = curve?.values[indexOfBest(curve)];
    if (value !== undefined) return { value, isValidation: split !== 'train' };
  }
  return null;
}

/** The lower one of the same kind; else that of the validation. */
function better(one: BestLoss | null, other: BestLoss | null): BestLoss | null {
  if (one === null || other === null) return one ?? other;
  if (one.isValidation !== other.isValidation) return one.isValidation ? one : other;
  return one.value <= other.value ? one : other;
}

/** Copies: what they are taken from may be very much, and need not be kept for them. */
function newest({ steps, values }: PointList): PointList {
  return { steps: steps.slice(-maxPoints), values: values.slice(-maxPoints) };
}

/** Of equal parts of the run the last point each, so that also what is thinned again and again stays even. */
function thinned(points: PointList): PointList {
  const { steps, values } = points;
  if (steps.length <= maxPoints) return newest(points);
  const first = steps[0] ?? 0;
  const width = ((steps.at(-1) ?? 0) - first) / (maxPoints - 1);
  const part = (at: number) => Math.floor(((steps[at] ?? Infinity) - first) / width);
  const isKept = (_: number, at: number) => part(at) !== part(at + 1);
  return { steps: steps.filter(isKept), values: values.filter(isKept) };
}
