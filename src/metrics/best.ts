import { t } from '@vscode/l10n';
import type { Checkpoint } from '../api/wire/checkpoint';
import { type Metric, type MetricSplit, titleOf, type UsualMeasure, usualMeasureOf } from './metricName';
import { indexOfHighest, indexOfLowest, valueAt } from './points';
import { findSeries, judgingKinds, type Series } from './series';

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

/** A curve may have a million points, and several views look for its best: a search each is enough. */
const bests = new WeakMap<Series, number>();

/** Where the curve is lowest, or highest where more is better; -1 where it has no finite value. */
export function indexOfBest(series: Series): number {
  const { kind, values } = series;
  let at = bests.get(series);
  if (at === undefined)
    bests.set(series, (at = kind === 'loss' ? indexOfLowest(values) : indexOfHighest(values)));
  return at;
}

function extremeOf(series: Series): Best | null {
  const at = indexOfBest(series);
  const step = series.steps[at];
  const value = series.values[at];
  if (step === undefined || value === undefined) return null;
  const { name, kind, split } = series;
  return {
    step,
    value,
    metric: { name, kind, split },
    by: reasonFor(series),
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
  return { id: best.id, by: reasonFor(judge) };
}

/** By what a step is the best: such as "lowest validation loss". */
export function reasonFor(metric: Metric): string {
  const usual = usualMeasureOf(metric);
  if (usual !== null) return reasons[metric.split][usual];
  const title = titleOf(metric);
  return metric.kind === 'loss' ? t('lowest {0}', title) : t('highest {0}', title);
}

const reasons: Readonly<Record<MetricSplit, Readonly<Record<UsualMeasure, string>>>> = {
  train: {
    loss: t('lowest training loss'),
    mean_token_accuracy: t('highest training accuracy'),
    mean_reward: t('highest training reward'),
  },
  valid: {
    loss: t('lowest validation loss'),
    mean_token_accuracy: t('highest validation accuracy'),
    mean_reward: t('highest validation reward'),
  },
  full_valid: {
    loss: t('lowest full validation loss'),
    mean_token_accuracy: t('highest full validation accuracy'),
    mean_reward: t('highest full validation reward'),
  },
};
