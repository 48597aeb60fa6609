import { type AxisScale, forwards } from '../../metrics/axis';
import { type Best, bestStep } from '../../metrics/best';
import type { MetricsCollector } from '../../metrics/collector';
import { type Diagnosis, diagnose } from '../../metrics/diagnosis';
import { type EpochMark, epochMarks, stepsPerEpoch } from '../../metrics/epochs';
import { finishFromPace } from '../../metrics/pace';
import type { Series } from '../../metrics/series';
import type { JobProgress, JobSnapshot } from '../../shared/protocol';
import type { JobRecord } from './pageState';
import { hasEnded } from '../../shared/statuses';

/** What follows from a job's curves and fields. */
export interface Derived {
  readonly series: readonly Series[];
  readonly scale: AxisScale;
  readonly epochs: readonly EpochMark[];
  readonly best: Best | null;
  readonly diagnosis: Diagnosis;
}

export function derive({ snapshot, metrics }: JobRecord): Derived {
  const { series } = metrics;
  const isDone = snapshot.group === 'succeeded';
  const { totalSteps, lastStep, epochs } = metrics;
  const epochCount = epochCountOf(snapshot);
  // Where nothing else tells, a job that succeeded has done all of its epochs.
  const perEpoch =
    stepsPerEpoch({ totalSteps, epochCount, epochs }) ??
    (isDone ? stepsPerEpoch({ totalSteps: lastStep, epochCount, epochs }) : null);
  return {
    series,
    scale: { stepsPerEpoch: perEpoch, clock: forwards(metrics.clock) },
    epochs: epochMarks(perEpoch, lastStep ?? 0),
    best: bestStep(series),
    diagnosis: diagnose(series),
  };
}

/** Derives again only when a job's curves, status or epochs have changed. */
export class DerivedCache {
  readonly #known = new WeakMap<MetricsCollector, { readonly key: string; readonly derived: Derived }>();

  of(record: JobRecord): Derived {
    const { snapshot, metrics } = record;
    const key = `${metrics.version} ${snapshot.group} ${epochCountOf(snapshot)}`;
    const known = this.#known.get(metrics);
    if (known?.key === key) return known.derived;
    const derived = derive(record);
    this.#known.set(metrics, { key, derived });
    return derived;
  }
}

function epochCountOf({ job }: JobSnapshot): number | null {
  const epochs = [job.hyperparameters['n_epochs'], job.method?.hyperparameters['n_epochs']];
  return epochs.find((each) => typeof each === 'number') ?? null;
}

/**
 * As the extension told, else from the events; null once the job has ended or where nothing is known. The provider's
 * estimate counts until it has passed, then the pace of the steps. @param now Unix seconds
 */
export function progressOf({ snapshot, metrics }: JobRecord, now: number): JobProgress | null {
  if (hasEnded(snapshot.job.status)) return null;
  const step = snapshot.progress?.step ?? metrics.lastStep;
  const totalSteps = snapshot.progress?.totalSteps ?? metrics.totalSteps;
  const fraction =
    snapshot.progress?.fraction ?? (step !== null && totalSteps ? Math.min(1, step / totalSteps) : null);
  const estimate = snapshot.progress?.finishAt ?? null;
  const isPast = estimate === null || estimate < now;
  const finishAt = (isPast ? finishFromPace(metrics.clock, totalSteps) : null) ?? estimate;
  if (step === null && fraction === null && finishAt === null) return null;
  return { step, totalSteps, fraction, finishAt: snapshot.group === 'running' ? finishAt : null };
}
