import { type Metric, metricOf } from './metricName';
import { type PointList, unionOf } from './points';

/** One curve: what is measured, and its value at each step. */
export interface Series extends Metric, PointList {}

/** A source's curves by name. */
export type Curves = ReadonlyMap<string, PointList>;

const kinds = ['loss', 'accuracy', 'reward', 'other'];
const splits = ['train', 'valid', 'full_valid'];

/** Loss first, then accuracy, reward and others; training before validation. */
export function bySeriesOrder(a: Metric, b: Metric): number {
  return (
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    splits.indexOf(a.split) - splits.indexOf(b.split) ||
    a.name.localeCompare(b.name)
  );
}

/**
 * One curve of several sources' points: every step once. Where two sources have a step, the one with more points
 * of this curve is believed; of two equally rich ones the earlier in the list.
 */
export function mergePoints(sources: readonly PointList[]): PointList {
  const richestFirst = [...sources].sort((a, b) => b.steps.length - a.steps.length);
  return richestFirst.reduce(unionOf, { steps: new Float64Array(), values: new Float64Array() });
}

/** One curve by its name, from sources in order of preference, such as result files, events, checkpoints. */
export function seriesOf(name: string, sources: readonly Curves[]): Series {
  const points = mergePoints(sources.flatMap((source) => source.get(name) ?? []));
  const metric = metricOf(name) ?? { kind: 'other' as const, split: 'train' as const };
  return { ...metric, name, steps: points.steps, values: points.values };
}

export function findSeries(
  all: readonly Series[],
  kind: Series['kind'],
  split: Series['split'],
): Series | null {
  const ofSplit = all.filter((each) => each.kind === kind && each.split === split && each.steps.length > 0);
  return ofSplit.find((each) => isMainMeasure(each.name)) ?? ofSplit[0] ?? null;
}

/**
 * The kinds of measure in the order in which they say how well a run does. A reinforcement job is one that reports
 * a mean reward: there it decides, since the loss hovers around nothing.
 */
export function judgingKinds(all: readonly Series[]): readonly ['loss' | 'reward', ...Series['kind'][]] {
  const isReinforcement = all.some(({ name }) => name.endsWith('_mean_reward'));
  return isReinforcement ? ['reward', 'loss', 'accuracy'] : ['loss', 'reward', 'accuracy'];
}

function isMainMeasure(name: string): boolean {
  return /_(loss|mean_token_accuracy|mean_reward)$/.test(name);
}
