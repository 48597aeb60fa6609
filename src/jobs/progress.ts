import type { JobSummary } from '../api/wire/jobSummary';
import { etaFromSteps } from '../metrics/eta';
import type { PointList } from '../metrics/points';
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

/** The greater one; null where neither is known. */
export function further(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
