import type { FineTuningEvent } from '../api/wire/event';
import type { JobSummary } from '../api/wire/jobSummary';
import { indexOfBest } from '../metrics/best';
import { MetricsCollector } from '../metrics/collector';
import { etaFromSteps } from '../metrics/eta';
import { type PointList, unionOf } from '../metrics/points';
import { findSeries, judgingKinds, type Series } from '../metrics/series';
import type { Measure } from '../shared/progressText';
import type { JobProgress } from '../shared/protocol';
import { groupOf, hasEnded, isDeleting } from '../shared/statuses';

/** What is known of a run by its newest events, or by the curves of its page. Kept also when the job has ended. */
export interface Progress {
  readonly step: number | null;
  readonly totalSteps: number | null;
  /** 0 to 1. */
  readonly fraction: number | null;
  /** Unix seconds by step, of the newest reports: the pace. */
  readonly clock: PointList;
  /** What says how well the training goes, by step, in a few points over the whole run: loss, or mean reward. */
  readonly course: PointList;
  /** The course is a reward, as that of a reinforcement job, whose loss says nothing. */
  readonly isReward?: boolean;
  /** The best loss; null where none was reported. */
  readonly best: BestLoss | null;
  /** Unix seconds of the newest event, of whatever it reports. */
  readonly lastEventAt: number | null;
  /** Unix seconds of the finish, as the run itself estimates it. */
  readonly finishAt?: number | null;
  /** Unix seconds at which the run was last looked at: no later step was known then. */
  readonly lookedAt?: number;
}

/** Of the validation, where there is any: a training loss says less. */
export interface BestLoss {
  readonly value: number;
  readonly isValidation: boolean;
}

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

function further(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
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

export function isSameProgress(a: Progress | undefined, b: Progress | undefined): boolean {
  return (
    a?.step === b?.step &&
    a?.totalSteps === b?.totalSteps &&
    a?.fraction === b?.fraction &&
    a?.finishAt === b?.finishAt &&
    a?.clock.steps.length === b?.clock.steps.length &&
    a?.course.steps.length === b?.course.steps.length &&
    a?.isReward === b?.isReward &&
    Object.is(lastMeasure(a)?.value, lastMeasure(b)?.value) &&
    a?.best?.value === b?.best?.value &&
    a?.best?.isValidation === b?.best?.isValidation
  );
}

/** The last that is known of a run's {@link Progress.course}; null: nothing is. */
export function lastMeasure(known: Progress | undefined): Measure | null {
  const value = known?.course.values.at(-1);
  return value === undefined ? null : { value, isReward: known?.isReward ?? false };
}

/**
 * How far a job is and when it will be done, as tree, page and status bar show it; null once it has ended, while it is
 * deleted, or where nothing is known. Of what the provider says and what the run reports, the further one counts: a stream is ahead of a
 * list. The provider's estimate of the end, or that of the run, counts until it has passed, then the pace of the steps.
 *
 * @param now Unix seconds
 */
export function jobProgress(
  { status, reportedProgress }: Pick<JobSummary, 'status' | 'reportedProgress'>,
  known: Progress | undefined,
  now: number,
): JobProgress | null {
  if (hasEnded(status) || isDeleting(status)) return null;
  const step = known?.step ?? null;
  const totalSteps = known?.totalSteps ?? null;
  const fraction = further(reportedProgress?.fraction ?? null, known?.fraction ?? null);
  const estimate = reportedProgress?.finishAt ?? known?.finishAt ?? null;
  const finishAt = groupOf(status) === 'running' ? finishOf(estimate, known, now) : null;
  if (step === null && fraction === null && finishAt === null) return null;
  return { step, totalSteps, fraction, finishAt };
}

function finishOf(estimate: number | null, known: Progress | undefined, now: number): number | null {
  const isPast = estimate === null || estimate < now;
  return (isPast && known !== undefined ? etaFromSteps(known.clock, known.totalSteps) : null) ?? estimate;
}
