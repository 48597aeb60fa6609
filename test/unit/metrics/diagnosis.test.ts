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

describe('diagnosisOf', () => {
  it('writes numbers as it is given to', () => {
    const values = Float64Array.from({ length: 20 }, (_, at) => 3 - at / 10);
    const steps = Float64Array.from(values, (_, at) => 1_000 + at * 100);
    const curve = { ...series('train_loss', []), steps, values };
    const write = (value: number) => value.toLocaleString('en');
    assert.match(diagnosisOf([curve], write).sentence, /still falls at step 2,900: still improving/);
  });

  it('says when there is too little', () => {
    assert.equal(diagnosisOf([]).sentence, 'Too short to say: 0 points.');
    assert.equal(diagnosisOf([series('train_loss', [3])]).sentence, 'Too short to say: 1 point.');
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
      'Training loss still falls at step 50: still improving. Without validation data overfitting cannot be seen.',
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
      'Validation loss rising since step 30 while training loss falls: overfitting.',
    );
  });

  it('says when overfitting cannot be seen, where it would be', () => {
    const train = series('train_loss', falling);
    const steady = series(
      'train_loss',
      times(50, () => 1),
    );
    const after = (...all: Series[]) => diagnosisOf(all).sentence.replace(/^.*: [^.]*\. ?/, '');
    const none = 'Without validation data overfitting cannot be seen.';
    assert.equal(after(steady), none);
    assert.equal(after(series('accuracy', falling)), none);
    const few = 'With fewer than 3 validation points overfitting cannot be seen.';
    assert.equal(after(train, series('valid_loss', [2, 1], 20)), few);
    assert.equal(after(train, series('full_valid_loss', [2], 20)), few);
    assert.equal(after(train, series('valid_loss', [3, 2, 1], 15)), '');
    assert.equal(after(train, series('valid_accuracy', [0.5], 20)), '');
  });

  it('says nothing of overfitting of a run that diverged, is too short, or goes by reward', () => {
    for (const all of [
      [series('train_loss', [...falling, NaN])],
      [series('train_loss', falling.slice(0, 5))],
      [series('loss', falling), series('reward', falling)],
    ])
      assert.doesNotMatch(diagnosisOf(all).sentence, /overfitting/);
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

  describe('by its numbers', () => {
    const divergence =
      'Said when the training loss is no number any more, or ends at 3 times its lowest value or more, jitter smoothed away.';
    const trend =
      'The last fifth of the curve is compared with the fifth before it. A change counts if it is 1 % or more and most of the points go the same way, which jitter alone rarely does. Fewer than 10 points are too few to say.';
    const steady = (count: number, value: number) => times(count, () => value);

    it('names the rule that was applied', () => {
      assert.equal(diagnosisOf([]).rule, trend);
      assert.equal(diagnosisOf([series('loss', [NaN])]).rule, divergence);
      assert.equal(diagnosisOf([series('loss', [...steady(10, 1), ...steady(30, 9)])]).rule, divergence);
      const valid = series('valid_loss', [2.5, 2, 1.8, 2, 2.2], 10);
      assert.equal(
        diagnosisOf([series('train_loss', falling), valid]).rule,
        'Said when the validation loss was lowest some time ago (at least two points and a fifth of all) and has since gone up by 1 % or more, most of the way and further than it ever did before, while the training loss fell by 1 % or more.',
      );
      for (const values of [falling, steady(50, 1), times(20, (at) => 1 + at / 20)])
        assert.equal(diagnosisOf([series('loss', values)]).rule, trend);
    });

    it('says each trend in a sentence, of what falls when it is good and of what rises', () => {
      const up = times(20, (at) => 1 + at / 20);
      const down = [...up].reverse();
      const sentence = (name: string, values: readonly number[]) =>
        diagnosisOf([series(name, values)]).sentence;
      const validated = (values: readonly number[]) => diagnosisOf([series('valid_loss', values)]).sentence;
      assert.equal(validated(up), 'Validation loss is rising at step 20: getting worse.');
      assert.equal(validated(down), 'Validation loss still falls at step 20: still improving.');
      assert.match(sentence('accuracy', up), /^Training accuracy still rises at step 20: still improving\. /);
      assert.match(sentence('accuracy', down), /^Training accuracy is falling at step 20: getting worse\. /);
      assert.match(
        sentence('accuracy', steady(20, 1)),
        /^Training accuracy hardly changes at step 20: plateaued\. /,
      );
      const restless = [
        ...steady(30, 2),
        ...[2, 3, 2, 3, 2, 3, 2, 2, 3, 2],
        ...[3, 2, 3, 2, 3, 3, 2, 3, 2, 3],
      ];
      assert.match(
        sentence('loss', restless),
        /^Training loss changes no more than its noise at step 50: plateaued\. /,
      );
    });

    it('calls a change of 1 % a change, and less none', () => {
      const after = (value: number) =>
        diagnosisOf([series('reward', [...steady(8, 100), ...steady(2, value)])]).kind;
      assert.deepEqual([98.9, 99, 99.1, 100.9, 101, 101.1].map(after), [
        ...['worsening', 'worsening', 'plateaued'],
        ...['plateaued', 'improving', 'improving'],
      ]);
    });

    it('compares the last fifth with the fifth before it alone', () => {
      const values = [...steady(30, 9), ...steady(10, 2), ...steady(10, 1)];
      assert.equal(diagnosisOf([series('loss', values)]).kind, 'improving');
      assert.equal(
        diagnosisOf([series('loss', [...steady(30, 9), ...steady(10, 1), ...steady(10, 1)])]).kind,
        'plateaued',
      );
    });

    it('compares negative rewards by their size', () => {
      const values = times(20, (at) => -2 + at / 20);
      assert.equal(diagnosisOf([series('reward', values)]).kind, 'improving');
    });

    it('counts only finite values', () => {
      const values = [...steady(9, 1), NaN, Infinity];
      assert.equal(diagnosisOf([series('reward', values)]).sentence, 'Too short to say: 9 points.');
      assert.equal(diagnosisOf([series('reward', [...values, 1])]).kind, 'plateaued');
    });

    it('sees an explosion against the lowest smoothed loss', () => {
      const { kind, sentence } = diagnosisOf([series('loss', [...steady(10, 1), ...steady(50, 4)])]);
      assert.equal(kind, 'diverged');
      assert.equal(sentence, 'Diverged: the training loss is 4 times what it was at step 1.');
    });

    it('sees no explosion below three times the lowest', () => {
      assert.equal(diagnosisOf([series('loss', [...steady(10, 1), ...steady(60, 2.9)])]).kind, 'plateaued');
    });

    it('sees no explosion in too few points, of a loss around nothing, or below its start', () => {
      const few = [1, 1, 1, 1, 9, 9, 9, 9, 9];
      assert.equal(diagnosisOf([series('loss', few)]).kind, 'tooShort');
      assert.equal(diagnosisOf([series('loss', [...few, 9])]).kind, 'diverged');
      assert.notEqual(diagnosisOf([series('loss', [...steady(30, -1), ...steady(60, 9)])]).kind, 'diverged');
      assert.notEqual(diagnosisOf([series('loss', [...steady(30, 0), ...steady(60, 9)])]).kind, 'diverged');
      const below = [100, ...steady(40, 1), ...steady(60, 9)];
      assert.notEqual(diagnosisOf([series('loss', below)]).kind, 'diverged');
    });

    it('sees overfitting from ten training points and three of validation', () => {
      const train = (count: number) =>
        series(
          'train_loss',
          times(count, (at) => 3 - at * 0.1),
        );
      const valid = series('valid_loss', [1, 2, 3], 2);
      assert.equal(diagnosisOf([train(10), valid]).kind, 'overfitting');
      assert.equal(diagnosisOf([train(9), valid]).kind, 'tooShort');
      assert.equal(diagnosisOf([train(10), series('valid_loss', [1, 2], 2)]).kind, 'improving');
    });

    it('sees overfitting from 1 % above the lowest validation loss', () => {
      const after = (value: number) =>
        diagnosisOf([series('train_loss', falling), series('valid_loss', [100, 100.5, value], 10)]).kind;
      assert.deepEqual([after(101), after(100.9)], ['overfitting', 'improving']);
    });

    it('sees no overfitting while the training loss does not fall', () => {
      const valid = series('valid_loss', [1, 2, 3], 5);
      assert.equal(diagnosisOf([series('train_loss', steady(20, 1)), valid]).kind, 'plateaued');
      const fallsBefore = [...times(10, (at) => 11 - at), ...steady(190, 1)];
      assert.equal(
        diagnosisOf([series('train_loss', fallsBefore), series('valid_loss', [1, 2, 3], 60)]).kind,
        'plateaued',
      );
    });

    it('judges validation by the whole set from three points on, else by the batches', () => {
      const train = series('train_loss', falling);
      const rising = [1, 2, 3];
      const good = [3, 2, 1];
      const kindOf = (full: readonly number[], batches: readonly number[]) =>
        diagnosisOf([train, series('full_valid_loss', full, 10), series('valid_loss', batches, 10)]).kind;
      assert.equal(kindOf(rising, good), 'overfitting');
      assert.equal(kindOf(good, rising), 'improving');
      assert.equal(kindOf([1, 2], rising), 'overfitting');
      assert.equal(diagnosisOf([train, series('full_valid_loss', rising, 10)]).kind, 'overfitting');
    });

    it('lets the curve decide that has enough points, validation first', () => {
      const sentence = (...all: Series[]) => diagnosisOf(all).sentence;
      const train = series('train_loss', falling);
      assert.match(sentence(train, series('valid_loss', steady(9, 1))), /^Training loss/);
      assert.match(sentence(train, series('valid_loss', steady(10, 1))), /^Validation loss/);
      assert.match(sentence(train, series('full_valid_loss', steady(10, 1))), /^Full validation loss/);
      assert.match(
        sentence(series('valid_loss', steady(4, 1)), series('accuracy', steady(20, 1))),
        /4 points/,
      );
    });
  });
});

describe('the best', () => {
  const checkpoint = (id: string, step: number, metrics = {}) => ({
    id,
    step,
    metrics,
    createdAt: null,
    model: null,
    startFrom: null,
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
