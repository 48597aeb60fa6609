import assert from 'node:assert/strict';
import { bestCheckpoint, bestStep } from '../../../src/metrics/best';
import { metricOf } from '../../../src/metrics/metricName';
import type { Series } from '../../../src/metrics/series';

function series(name: string, values: readonly number[]): Series {
  const metric = metricOf(name);
  assert.ok(metric);
  return {
    ...metric,
    steps: Float64Array.from(values, (_, at) => at + 1),
    values: Float64Array.from(values),
  };
}

const checkpoint = (id: string, step: number | null) => ({
  ...{ id, step, metrics: {} },
  ...{ createdAt: null, model: null, startFrom: null, jobId: null },
});
const three = [checkpoint('a', 1), checkpoint('b', 2), checkpoint('c', 3)];

describe('bestStep', () => {
  it('names the curve that it is read from, and its value', () => {
    assert.deepEqual(bestStep([series('valid_loss', [3, 1, 2])]), {
      step: 2,
      value: 1,
      metric: { name: 'valid_loss', kind: 'loss', split: 'valid' },
      by: 'lowest validation loss',
    });
  });

  it('gives an accuracy as it is', () => {
    const best = bestStep([series('valid_accuracy', [0.5, 0.75, 0.25])]);
    assert.deepEqual([best?.step, best?.value, best?.by], [2, 0.75, 'highest validation accuracy']);
  });

  it('prefers loss to accuracy', () => {
    assert.equal(
      bestStep([series('valid_accuracy', [0.5, 0.9]), series('valid_loss', [1, 2])])?.by,
      'lowest validation loss',
    );
  });

  it('goes by the batches where the whole validation set was tried once', () => {
    const best = bestStep([series('full_valid_loss', [9]), series('valid_loss', [3, 1, 2])]);
    assert.deepEqual([best?.step, best?.by], [2, 'lowest validation loss']);
  });

  it('goes by the whole validation set, tried once, where there is nothing else', () => {
    const best = bestStep([series('full_valid_loss', [9])]);
    assert.deepEqual([best?.step, best?.by], [1, 'lowest full validation loss']);
  });

  it('goes by the whole validation set from its second point', () => {
    assert.equal(
      bestStep([series('full_valid_loss', [9, 8]), series('valid_loss', [3, 1, 2])])?.by,
      'lowest full validation loss',
    );
  });

  it('is not known where no value is a number', () => {
    assert.equal(bestStep([series('valid_loss', [NaN, Infinity])]), null);
  });
});

describe('bestCheckpoint', () => {
  it('is the first of two that are as good', () => {
    assert.equal(bestCheckpoint(three, [series('valid_loss', [2, 1, 1])])?.id, 'b');
  });

  it('has the highest accuracy or reward', () => {
    assert.deepEqual(bestCheckpoint(three, [series('valid_accuracy', [0.1, 0.3, 0.2])]), {
      id: 'b',
      by: 'highest validation accuracy',
    });
  });

  it('is judged by the whole validation set before the batches, and by these before training', () => {
    const full = series('full_valid_loss', [1, 2, 3]);
    const batches = series('valid_loss', [2, 1, 3]);
    const train = series('train_loss', [3, 2, 1]);
    assert.equal(bestCheckpoint(three, [train, batches, full])?.id, 'a');
    assert.equal(bestCheckpoint(three, [train, batches])?.id, 'b');
    assert.equal(bestCheckpoint(three, [train])?.id, 'c');
  });

  it('is judged by any validation before training', () => {
    const accuracy = series('valid_accuracy', [0.3, 0.2, 0.1]);
    assert.equal(bestCheckpoint(three, [series('train_loss', [3, 2, 1]), accuracy])?.id, 'a');
  });

  it('is judged by the next curve where one has fewer than two of the checkpoints', () => {
    const full = series('full_valid_loss', [1]);
    assert.equal(bestCheckpoint(three, [full, series('train_loss', [3, 2, 1])])?.id, 'c');
    const diverged = series('full_valid_loss', [1, NaN, Infinity]);
    assert.equal(bestCheckpoint(three, [diverged, series('train_loss', [3, 2, 1])])?.id, 'c');
  });

  it('is found among two, and skips those without a step', () => {
    const curve = series('valid_loss', [2, 1, 3]);
    assert.equal(bestCheckpoint(three.slice(0, 2), [curve])?.id, 'b');
    assert.equal(bestCheckpoint([...three, checkpoint('d', null)], [curve])?.id, 'b');
    assert.equal(bestCheckpoint([checkpoint('a', 1), checkpoint('d', null)], [curve]), null);
  });

  it('is not known of one checkpoint', () => {
    assert.equal(bestCheckpoint(three.slice(0, 1), [series('valid_loss', [2, 1])]), null);
  });
});
