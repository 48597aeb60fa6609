import type { Checkpoint } from '../api/wire/checkpoint';
import { indexOfLowest } from './diagnosis';
import { type Metric, titleOf } from './metricName';
import { valueAt } from './points';
import { type Series, findSeries, judgingKinds } from './series';

/** Where a run was at its best, and by what. */
export interface Best {
  readonly step: number;
  readonly value: number;
  /** The curve that it is read from. */
  readonly metric: Metric;
  /** Such as "lowest validation loss". */
  readonly by: string;
}

/**
 * Only validation says what is best: loss (reward for reinforcement), else accuracy; the whole validation set rather
 * than the batches that are tried in between. Null without validation.
 */
export function bestStep(series: readonly Series[]): Best | null {
  const judge = judgeOf(series);
  return judge === null ? null : extremeOf(judge);
}

function judgeOf(series: readonly Series[]): Series | null {
  for (const kind of judgingKinds(series)) {
    const full = findSeries(series, kind, 'full_valid');
    const judge = full !== null && full.steps.length > 1 ? full : (findSeries(series, kind, 'valid') ?? full);
    if (judge !== null) return judge;
  }
  return null;
}

function extremeOf(series: Series): Best | null {
  const isLoss = series.kind === 'loss';
  const at = indexOfLowest(isLoss ? series.values : series.values.map((value) => -value));
  const step = series.steps[at];
  const value = series.values[at];
  if (step === undefined || value === undefined) return null;
  const { name, kind, split } = series;
  return {
    step,
    value,
    metric: { name, kind, split },
    by: `${isLoss ? 'lowest' : 'highest'} ${lowerFirst(titleOf(series))}`,
  };
}

export interface BestCheckpoint {
  readonly id: string;
  readonly by: string;
}

/** The checkpoint with the best validation; without any validation the one with the best training. */
export function bestCheckpoint(
  checkpoints: readonly Checkpoint[],
  series: readonly Series[],
): BestCheckpoint | null {
  if (checkpoints.length < 2) return null;
  const kinds = judgingKinds(series);
  const candidates = [
    ...kinds.flatMap((kind) => [findSeries(series, kind, 'full_valid'), findSeries(series, kind, 'valid')]),
    ...kinds.map((kind) => findSeries(series, kind, 'train')),
  ];
  for (const judge of candidates) {
    const best = judge === null ? null : bestBy(judge, checkpoints);
    if (best !== null) return best;
  }
  return null;
}

/** Null unless the curve has a value for at least two checkpoints: else there is nothing to compare. */
function bestBy(judge: Series, checkpoints: readonly Checkpoint[]): BestCheckpoint | null {
  const isLoss = judge.kind === 'loss';
  const judged = checkpoints.flatMap(({ id, step }) => {
    const value = step === null ? null : valueAt(judge, step);
    return value === null || !Number.isFinite(value) ? [] : [{ id, value: isLoss ? value : -value }];
  });
  if (judged.length < 2) return null;
  const best = judged.reduce((a, b) => (b.value < a.value ? b : a));
  return { id: best.id, by: `${isLoss ? 'lowest' : 'highest'} ${lowerFirst(titleOf(judge))}` };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
