import type { FineTuningEvent } from '../api/wire/event';
import { etaFromSteps } from '../metrics/eta';
import { stepReportOf } from '../metrics/eventMetrics';
import type { PointList } from '../metrics/points';
import type { JobProgress } from '../shared/protocol';
import { groupOf, hasEnded } from '../shared/statuses';

/** How far a running job is, from its newest metrics event. */
export interface Progress {
  readonly step: number | null;
  readonly totalSteps: number | null;
  /** 0 to 1. */
  readonly fraction: number | null;
}

/** The progress that `events` (newest first) report; null when they report none. */
export function progressFromEvents(events: readonly FineTuningEvent[]): Progress | null {
  for (const event of events) {
    const report = stepReportOf(event);
    if (report !== null) return toProgress(report.step, report.totalSteps);
  }
  return null;
}

function toProgress(step: number | null, totalSteps: number | null): Progress {
  const isKnown = step !== null && totalSteps !== null && totalSteps > 0;
  return { step, totalSteps, fraction: isKnown ? Math.min(1, step / totalSteps) : null };
}

export function isSameProgress(a: Progress | undefined, b: Progress | undefined): boolean {
  return a?.step === b?.step && a?.totalSteps === b?.totalSteps && a?.fraction === b?.fraction;
}

/** What the curves of a job say about how far it is. */
export interface CurveProgress {
  readonly lastStep: number | null;
  readonly totalSteps: number | null;
  /** Unix seconds by step. */
  readonly clock: PointList;
}

/**
 * How far a job is and when it will be done, as a page shows it; null once it has ended or where nothing is
 * known. What the provider itself says counts first, then its newest events, then the curves. Its estimate of the end
 * counts until it has passed, then the pace of the steps.
 *
 * @param now Unix seconds
 */
export function jobProgress(
  job: { readonly status: string; readonly progress: number | null; readonly estimatedFinish: number | null },
  known: Progress | undefined,
  curves: CurveProgress | null,
  now: number,
): JobProgress | null {
  if (hasEnded(job.status)) return null;
  const step = known?.step ?? curves?.lastStep ?? null;
  const totalSteps = known?.totalSteps ?? curves?.totalSteps ?? null;
  const fraction = job.progress ?? known?.fraction ?? toProgress(step, totalSteps).fraction;
  const finishAt =
    groupOf(job.status) === 'running' ? finishOf(job.estimatedFinish, curves, totalSteps, now) : null;
  if (step === null && fraction === null && finishAt === null) return null;
  return { step, totalSteps, fraction, finishAt };
}

function finishOf(
  estimate: number | null,
  curves: CurveProgress | null,
  totalSteps: number | null,
  now: number,
): number | null {
  const isPast = estimate === null || estimate < now;
  return (isPast && curves !== null ? etaFromSteps(curves.clock, totalSteps) : null) ?? estimate;
}
