import assert from 'node:assert/strict';
import { metricOf } from '../../../src/metrics/metricName';
import type { Series } from '../../../src/metrics/series';
import { bySeriesOrder, findSeries, judgingKinds, mergePoints, seriesOf } from '../../../src/metrics/series';

const points = (...pairs: [number, number][]) => ({
  steps: Float64Array.from(pairs, ([step]) => step),
  values: Float64Array.from(pairs, ([, value]) => value),
});

function series(name: string, count = 1): Series {
  const metric = metricOf(name);
  assert.ok(metric);
  const numbers = Float64Array.from({ length: count }, (_, at) => at);
  return { ...metric, steps: numbers, values: numbers };
}

describe('bySeriesOrder', () => {
  it('puts loss first, then accuracy, reward and others; training before validation; then by name', () => {
    const names = [
      ...['zeta', 'alpha', 'valid_mean_reward', 'train_mean_reward', 'full_valid_accuracy'],
      ...['valid_accuracy', 'train_accuracy', 'full_valid_loss', 'valid_loss', 'train_loss'],
    ];
    const sorted = names.map((name) => series(name)).sort(bySeriesOrder);
    assert.deepEqual(
      sorted.map(({ name }) => name),
      [
        ...['train_loss', 'valid_loss', 'full_valid_loss'],
        ...['train_mean_token_accuracy', 'valid_mean_token_accuracy', 'full_valid_mean_token_accuracy'],
        ...['train_mean_reward', 'valid_mean_reward', 'alpha', 'zeta'],
      ],
    );
  });
});

describe('mergePoints', () => {
  it('believes the source with more points, of two equally rich ones the first', () => {
    const poor = points([1, -1]);
    const rich = points([1, 1], [2, 2]);
    const other = points([2, 20], [3, 30]);
    assert.deepEqual([...mergePoints([poor, rich, other]).values], [1, 2, 30]);
    assert.deepEqual([...mergePoints([poor, other, rich]).values], [1, 20, 30]);
  });

  it('is empty of no source', () => assert.equal(mergePoints([]).steps.length, 0));
});

describe('seriesOf', () => {
  it('takes the points of the sources that have the curve', () => {
    const made = seriesOf('valid_loss', [
      new Map([['valid_loss', points([1, 5])]]),
      new Map([['train_loss', points([2, 6])]]),
    ]);
    assert.deepEqual(
      [made.name, made.kind, made.split, [...made.steps], [...made.values]],
      ['valid_loss', 'loss', 'valid', [1], [5]],
    );
  });

  it('shows a curve whose name says nothing among the others', () => {
    const { name, kind, split } = seriesOf('step', [new Map([['step', points([1, 5])]])]);
    assert.deepEqual([name, kind, split], ['step', 'other', 'train']);
  });
});

describe('findSeries', () => {
  it('finds by kind and split, and only what has points', () => {
    const all = [series('train_loss'), series('valid_loss'), series('valid_accuracy')];
    assert.equal(findSeries(all, 'loss', 'valid')?.name, 'valid_loss');
    assert.equal(findSeries(all, 'accuracy', 'train'), null);
    assert.equal(findSeries([series('valid_loss', 0)], 'loss', 'valid'), null);
  });

  it('prefers the main measure of a kind', () => {
    assert.equal(
      findSeries([series('train_loss_scale'), series('train_loss')], 'loss', 'train')?.name,
      'train_loss',
    );
    assert.equal(
      findSeries([series('train_rewards_accuracies'), series('train_accuracy')], 'accuracy', 'train')?.name,
      'train_mean_token_accuracy',
    );
    assert.equal(
      findSeries([series('train_rewards_chosen'), series('train_reward')], 'reward', 'train')?.name,
      'train_mean_reward',
    );
    assert.equal(findSeries([series('train_loss_scale')], 'loss', 'train')?.name, 'train_loss_scale');
  });
});

describe('judgingKinds', () => {
  it('puts the reward first in a reinforcement job alone', () => {
    assert.deepEqual(judgingKinds([series('loss'), series('valid_mean_reward')]), [
      'reward',
      'loss',
      'accuracy',
    ]);
    assert.deepEqual(judgingKinds([series('rewards/chosen'), series('loss')]), [
      'loss',
      'reward',
      'accuracy',
    ]);
  });
});
