import assert from 'node:assert/strict';
import { bestCheckpoint, bestStep } from '../../../src/metrics/best';
import { diagnosisOf } from '../../../src/metrics/diagnosis';
import { metricOf } from '../../../src/metrics/metricName';
import type { Series } from '../../../src/metrics/series';

function series(name: string, values: readonly number[], every = 1): Series {
  const metric = metricOf(name);
  assert.ok(metric);
  return {
    ...metric,
    steps: Float64Array.from(values, (_, at) => (at + 1) * every),
    values: Float64Array.from(values),
  };
}

const times = (count: number, value: (at: number) => number) =>
  Array.from({ length: count }, (_, at) => value(at));
const falling = times(50, (at) => 3 - at * 0.04);

describe('diagnose', () => {
  it('says when there is too little', () => {
    assert.equal(diagnosisOf([]).sentence, 'Too short to say: 0 points so far.');
    assert.equal(diagnosisOf([series('train_loss', [3])]).sentence, 'Too short to say: 1 point so far.');
    assert.equal(
      diagnosisOf([
        series(
          'train_loss',
          times(9, () => 1),
        ),
      ]).kind,
      'tooShort',
    );
  });

  it('sees a loss that still falls', () => {
    assert.equal(
      diagnosisOf([series('train_loss', falling)]).sentence,
      'Training loss still falls at step 50: still improving.',
    );
  });

  it('lets validation decide where there is enough of it', () => {
    const valid = series(
      'valid_loss',
      times(10, (at) => 3 - at * 0.2),
      5,
    );
    assert.equal(
      diagnosisOf([series('train_loss', falling), valid]).sentence,
      'Validation loss still falls at step 50: still improving.',
    );
  });

  it('lets the reward of a reinforcement decide: its loss hovers around nothing', () => {
    const loss = series(
      'loss',
      times(50, (at) => (at === 3 ? 0.0001 : 0.01)),
    );
    const reward = series(
      'reward',
      times(50, (at) => at * 0.01),
    );
    assert.equal(
      diagnosisOf([loss, reward]).sentence,
      'Training reward still rises at step 50: still improving.',
    );
    const rewardsOfPreference = series(
      'rewards/chosen',
      times(50, (at) => at * 0.01),
    );
    assert.match(
      diagnosisOf([series('train_loss', falling), rewardsOfPreference]).sentence,
      /^Training loss/,
    );
  });

  it('sees a plateau', () => {
    const flat = times(50, (at) => (at < 20 ? 3 - at * 0.1 : 1));
    assert.equal(diagnosisOf([series('train_loss', flat)]).kind, 'plateaued');
  });

  it('sees validation loss rising while training loss falls', () => {
    const valid = series('valid_loss', [2.5, 2, 1.8, 2, 2.2], 10);
    assert.equal(
      diagnosisOf([series('train_loss', falling), valid]).sentence,
      'Validation loss rising since step 30 while training loss falls: overfitting, step 30 was the best.',
    );
  });

  it('takes one higher validation for noise', () => {
    const valid = series('valid_loss', [2.5, 2, 1.8, 1.9], 10);
    assert.notEqual(diagnosisOf([series('train_loss', falling), valid]).kind, 'overfitting');
  });

  it('sees a run diverge, in numbers and in what is no number', () => {
    const exploded = [...times(30, (at) => 2 - at * 0.05), ...times(20, (at) => 2 + at)];
    assert.equal(diagnosisOf([series('train_loss', exploded)]).kind, 'diverged');
    assert.equal(
      diagnosisOf([series('train_loss', [3, 2, NaN])]).sentence,
      'Diverged: the training loss is no finite number at step 3.',
    );
    assert.equal(diagnosisOf([series('train_loss', [3, Infinity])]).kind, 'diverged');
  });

  it('goes by reward where there is no loss', () => {
    const rising = times(20, (at) => 0.1 + at * 0.02);
    assert.equal(
      diagnosisOf([series('train_mean_reward', rising)]).sentence,
      'Training reward still rises at step 20: still improving.',
    );
    assert.equal(diagnosisOf([series('train_mean_reward', [...rising].reverse())]).kind, 'worsening');
  });
});

describe('the best', () => {
  const checkpoint = (id: string, step: number, metrics = {}) => ({
    id,
    step,
    metrics,
    createdAt: null,
    model: null,
    jobId: null,
  });

  it('step is the one with the lowest validation loss', () => {
    const best = bestStep([series('train_loss', falling), series('valid_loss', [3, 1, 2], 10)]);
    assert.deepEqual([best?.step, best?.value, best?.by], [20, 1, 'lowest validation loss']);
  });

  it('step is judged by the whole validation set where there is one, by reward where there is no loss', () => {
    assert.equal(bestStep([series('valid_loss', [3, 1, 2]), series('full_valid_loss', [3, 2, 1])])?.step, 3);
    assert.equal(bestStep([series('valid_mean_reward', [0.1, 0.9, 0.3])])?.by, 'highest validation reward');
  });

  it('step is not known without validation', () =>
    assert.equal(bestStep([series('train_loss', falling)]), null));

  it('checkpoint is judged by validation, else by training loss', () => {
    const two = [checkpoint('a', 1), checkpoint('b', 2)];
    assert.deepEqual(bestCheckpoint(two, [series('full_valid_loss', [1, 2])]), {
      id: 'a',
      by: 'lowest full validation loss',
    });
    assert.deepEqual(bestCheckpoint(two, [series('train_loss', [2, 1])]), {
      id: 'b',
      by: 'lowest training loss',
    });
    assert.equal(bestCheckpoint(two.slice(1), [series('train_loss', [2, 1])]), null);
    assert.equal(bestCheckpoint(two, []), null);
  });

  it('of a reinforcement is that with the highest reward', () => {
    const best = bestStep([
      series('valid_loss', [0.1, 0.2, 0.3], 10),
      series('full_valid_mean_reward', [0.2, 0.6, 0.5], 10),
    ]);
    assert.deepEqual([best?.step, best?.by], [20, 'highest full validation reward']);
  });
});
