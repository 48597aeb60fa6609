import assert from 'node:assert/strict';
import { epochMarks, stepsPerEpoch } from '../../../src/metrics/epochs';

const points = (...pairs: [number, number][]) => ({
  steps: Float64Array.from(pairs, ([step]) => step),
  values: Float64Array.from(pairs, ([, value]) => value),
});
const fromEpochs = (...pairs: [number, number][]) =>
  stepsPerEpoch({ totalSteps: null, epochCount: null, epochs: points(...pairs) });

describe('stepsPerEpoch', () => {
  it('divides the steps among the epochs, not always into a whole number', () => {
    assert.equal(stepsPerEpoch({ totalSteps: 100, epochCount: 8, epochs: points() }), 12.5);
  });

  it('takes no steps or no epochs for unknown', () => {
    assert.equal(stepsPerEpoch({ totalSteps: 0, epochCount: 3, epochs: points() }), null);
    assert.equal(stepsPerEpoch({ totalSteps: 90, epochCount: 0, epochs: points() }), null);
    assert.equal(stepsPerEpoch({ totalSteps: -90, epochCount: -3, epochs: points() }), null);
    assert.equal(stepsPerEpoch({ totalSteps: Infinity, epochCount: 3, epochs: points() }), null);
  });

  it('falls back to the reported epochs where the total or the count is unknown', () => {
    const epochs = points([10, 0.5], [40, 2]);
    assert.equal(stepsPerEpoch({ totalSteps: 0, epochCount: 3, epochs }), 20);
    assert.equal(stepsPerEpoch({ totalSteps: 90, epochCount: 0, epochs }), 20);
    assert.equal(stepsPerEpoch({ totalSteps: 90, epochCount: null, epochs }), 20);
    assert.equal(stepsPerEpoch({ totalSteps: null, epochCount: 3, epochs }), 20);
  });

  it('counts whole epochs from the step at which the first begins', () => {
    assert.equal(fromEpochs([5, 1], [25, 2], [45, 3], [60, 3]), 20);
  });

  it('reads fractions also where only some are', () => {
    assert.equal(fromEpochs([5, 0.5], [20, 2]), 10);
  });

  it('takes one fraction among whole epochs for fractions', () => {
    assert.equal(fromEpochs([10, 0], [15, 0.5], [40, 2]), 20);
    assert.equal(fromEpochs([10, 0], [40, 2]), 15);
  });

  it('is not known of an epoch that does not grow', () => {
    assert.equal(fromEpochs([5, 2], [10, 1]), null);
    assert.equal(fromEpochs([5, 0.5], [10, 0]), null);
    assert.equal(fromEpochs([5, 0.5], [10, -1]), null);
    assert.equal(fromEpochs([5, 1]), null);
    assert.equal(fromEpochs([0, 0.5]), null);
  });
});

describe('epochMarks', () => {
  it('has at most 60 marks', () => {
    assert.equal(epochMarks(1, 60).length, 60);
    assert.deepEqual(epochMarks(1, 61), []);
  });

  it('has none before the first epoch ends, or without a length', () => {
    assert.deepEqual(epochMarks(30, 29), []);
    assert.deepEqual(epochMarks(0, 29), []);
    assert.deepEqual(epochMarks(-1, 29), []);
  });
});

describe('epochs', () => {
  it('come from the steps in all, else from what the provider reports', () => {
    assert.equal(stepsPerEpoch({ totalSteps: 90, epochCount: 3, epochs: points() }), 30);
    assert.equal(
      stepsPerEpoch({ totalSteps: null, epochCount: 3, epochs: points([10, 0.25], [50, 1.25]) }),
      40,
    );
    assert.equal(
      stepsPerEpoch({
        totalSteps: 90,
        epochCount: null,
        epochs: points([1, 0], [10, 0], [31, 1], [61, 2], [80, 2]),
      }),
      30,
    );
    assert.equal(stepsPerEpoch({ totalSteps: 90, epochCount: null, epochs: points() }), null);
    assert.equal(stepsPerEpoch({ totalSteps: null, epochCount: null, epochs: points([5, 1], [9, 1]) }), null);
  });

  it('are marked where they end', () => {
    assert.deepEqual(epochMarks(30, 75), [
      { epoch: 1, step: 30 },
      { epoch: 2, step: 60 },
    ]);
    assert.deepEqual(
      epochMarks(100 / 3, 100).map(({ epoch }) => epoch),
      [1, 2, 3],
    );
    assert.deepEqual(epochMarks(1, 1000), []);
    assert.deepEqual(epochMarks(null, 1000), []);
  });
});
