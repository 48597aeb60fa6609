import type { Checkpoint } from '../api/wire/checkpoint';
import { type AxisScale, runningClock } from './axis';
import { type Best, type BestCheckpoint, bestCheckpoint, bestStep } from './best';
import type { MetricsCollector } from './collector';
import { type Diagnosis, diagnosisOf, type Write } from './diagnosis';
import { type EpochMark, epochMarks, stepsPerEpoch } from './epochs';

/** What is judged from a job's curves and fields. */
export interface Analysis {
  readonly scale: AxisScale;
  readonly epochs: readonly EpochMark[];
  readonly best: Best | null;
  readonly bestCheckpoint: BestCheckpoint | null;
  readonly diagnosis: Diagnosis;
  /** What keeps result files from being read whole, and metrics from being shown, in sentences. */
  readonly problems: readonly string[];
}

/** What the curves themselves do not say. */
export interface RunFacts {
  /** The job succeeded. */
  readonly isDone: boolean;
  /** Requested or chosen; null where unknown or still `auto`. */
  readonly epochCount: number | null;
  readonly checkpoints: readonly Checkpoint[];
}

/** @param write how sentences write numbers */
export function analyze(metrics: MetricsCollector, run: RunFacts, write: Write = String): Analysis {
  const { series, totalSteps, lastStep, epochs } = metrics;
  const { epochCount, checkpoints } = run;
  // Where nothing else says, a job that succeeded has done all of its epochs.
  const perEpoch =
    stepsPerEpoch({ totalSteps, epochCount, epochs }) ??
    (run.isDone ? stepsPerEpoch({ totalSteps: lastStep, epochCount, epochs }) : null);
  return {
    scale: { stepsPerEpoch: perEpoch, clock: runningClock(metrics.clock) },
    epochs: epochMarks(perEpoch, lastStep ?? 0),
    best: bestStep(series),
    bestCheckpoint: bestCheckpoint(checkpoints, series),
    diagnosis: diagnosisOf(series, write),
    problems: metrics.problems,
  };
}
