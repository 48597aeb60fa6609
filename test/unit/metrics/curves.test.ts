import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasAxis, positionsOf } from '../../../src/metrics/axis';
import { decimate } from '../../../src/metrics/decimation';
import { epochMarks, stepsPerEpoch } from '../../../src/metrics/epochs';
import { etaFromSteps, secondsPerStep } from '../../../src/metrics/eta';
import { smooth, weightFor } from '../../../src/metrics/smoothing';

const none = { steps: new Float64Array(), values: new Float64Array() };
const points = (...pairs: [number, number][]) => ({
  steps: Float64Array.from(pairs, ([step]) => step),
  values: Float64Array.from(pairs, ([, value]) => value),
});

describe('smooth', () => {
  it('is a moving average without the bias towards zero', () => {
    // s1 = 0.5·4 = 2 → 2/0.5 = 4; s2 = 1 + 0.5·2 = 2 → 2/0.75 = 8/3; s3 = 1 + 0.5·8 = 5 → 5/0.875 = 40/7
    assert.deepEqual([...smooth(Float64Array.of(4, 2, 8), 0.5)], [4, 2 / 0.75, 5 / 0.875]);
  });

  it('leaves a constant as it is, and everything at weight 0', () => {
    for (const value of smooth(Float64Array.of(3, 3, 3, 3), 0.9)) assert.ok(Math.abs(value - 3) < 1e-12);
    assert.deepEqual([...smooth(Float64Array.of(1, 5), 0)], [1, 5]);
  });

  it('passes over what is no number', () => {
    assert.deepEqual([...smooth(Float64Array.of(4, NaN, 2), 0.5)], [4, NaN, 2 / 0.75]);
  });

  it('smooths a sparse curve over as many steps as the dense one', () => {
    const dense = Float64Array.of(1, 2, 3, 4, 5);
    assert.equal(weightFor(dense, dense, 0.5), 0.5);
    assert.equal(weightFor(Float64Array.of(1, 3, 5), dense, 0.5), 0.25);
    assert.equal(weightFor(Float64Array.of(1), dense, 0.5), 0.5);
  });
});

describe('decimate', () => {
  it('leaves few points as they are, with a neighbour beyond each end', () => {
    const xs = Float64Array.of(0, 1, 2, 3, 4, 5);
    const drawn = decimate(xs, xs, 1.5, 3.5, 100);
    assert.deepEqual(drawn.xs, [1, 2, 3, 4]);
  });

  it('keeps the lowest and the highest of each pixel column in their order', () => {
    const xs = Float64Array.from({ length: 8 }, (_, i) => i);
    const ys = Float64Array.of(1, 9, 0, 2, 5, 5, 7, 3);
    // Two columns over 0…8: 0 to 3 with 9 (at 1) and 0 (at 2), 4 to 7 with 7 (at 6) and 3 (at 7).
    assert.deepEqual(decimate(xs, ys, 0, 8, 2), { xs: [1, 2, 6, 7], ys: [9, 0, 7, 3] });
  });

  it('interrupts the line only where a whole column is no number', () => {
    const xs = Float64Array.from({ length: 8 }, (_, i) => i);
    const ys = Float64Array.of(1, NaN, 2, Infinity, NaN, NaN, NaN, NaN);
    assert.deepEqual(decimate(xs, ys, 0, 8, 2), { xs: [0, 2, 4], ys: [1, 2, NaN] });
  });

  it('never loses the extremes, whatever the points', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 1, max: 40 }),
        (values, columns) => {
          const xs = Float64Array.from(values, (_, i) => i);
          const { xs: drawnXs, ys } = decimate(xs, Float64Array.from(values), 0, values.length, columns);
          assert.equal(Math.min(...ys), Math.min(...values));
          assert.equal(Math.max(...ys), Math.max(...values));
          assert.deepEqual(
            drawnXs,
            [...drawnXs].sort((a, b) => a - b),
          );
          assert.ok(ys.length <= Math.max(2 * columns + 4, values.length <= 2 * columns ? values.length : 0));
        },
      ),
    );
  });
});

describe('epochs', () => {
  it('come from the steps in all, else from what the provider reports', () => {
    assert.equal(stepsPerEpoch({ totalSteps: 90, epochCount: 3, epochs: none }), 30);
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
    assert.equal(stepsPerEpoch({ totalSteps: 90, epochCount: null, epochs: none }), null);
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

describe('the horizontal axis', () => {
  const scale = { stepsPerEpoch: 20, clock: points([10, 1000], [20, 1040], [40, 1060]) };
  const steps = Float64Array.of(5, 10, 15, 20, 30, 50);

  it('counts steps, epochs, or seconds since the first report', () => {
    assert.equal(positionsOf(steps, 'step', scale), steps);
    assert.deepEqual([...positionsOf(steps, 'epoch', scale)], [0.25, 0.5, 0.75, 1, 1.5, 2.5]);
    assert.deepEqual([...positionsOf(steps, 'time', scale)], [0, 0, 20, 40, 50, 60]);
  });

  it('falls back to steps where epochs or times are not known', () => {
    const bare = { stepsPerEpoch: null, clock: none };
    assert.deepEqual(
      [hasAxis('step', bare), hasAxis('epoch', bare), hasAxis('time', bare)],
      [true, false, false],
    );
    assert.equal(positionsOf(steps, 'epoch', bare), steps);
  });
});

describe('pace', () => {
  it('is that of the last fifty reports', () => {
    // 60 slow steps of 10 s, then 50 of 2 s.
    const clock = points(
      ...Array.from({ length: 111 }, (_, i): [number, number] => [i, i <= 60 ? i * 10 : 600 + (i - 60) * 2]),
    );
    assert.equal(secondsPerStep(clock), 2);
    assert.equal(etaFromSteps(clock, 200), 700 + 90 * 2);
  });

  it('is not known from one report, a clock that stands still, or without an end', () => {
    assert.equal(etaFromSteps(points([1, 10]), 100), null);
    assert.equal(etaFromSteps(points([1, 10], [2, 10]), 100), null);
    assert.equal(etaFromSteps(points([1, 10], [2, 12]), null), null);
    assert.equal(etaFromSteps(points([1, 10], [5, 18]), 3), 18);
  });
});
