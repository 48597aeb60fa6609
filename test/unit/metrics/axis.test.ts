import assert from 'node:assert/strict';
import { forwards, hasAxis, positionOf, positionsOf } from '../../../src/metrics/axis';

const points = (...pairs: [number, number][]) => ({
  steps: Float64Array.from(pairs, ([step]) => step),
  values: Float64Array.from(pairs, ([, value]) => value),
});

describe('forwards', () => {
  it('lets a clock that was set back stand still until it is passed', () => {
    const { steps, values } = forwards(points([1, 100], [2, 90], [3, 95], [4, 120]));
    assert.deepEqual([...steps], [1, 2, 3, 4]);
    assert.deepEqual([...values], [100, 100, 100, 120]);
  });
});

describe('hasAxis', () => {
  it('needs the length of an epoch, or two times', () => {
    const one = { stepsPerEpoch: 10, clock: points([1, 100]) };
    assert.deepEqual(
      (['step', 'epoch', 'time'] as const).map((kind) => hasAxis(kind, one)),
      [true, true, false],
    );
    const two = { stepsPerEpoch: null, clock: points([1, 100], [2, 101]) };
    assert.deepEqual(
      (['step', 'epoch', 'time'] as const).map((kind) => hasAxis(kind, two)),
      [true, false, true],
    );
  });
});

describe('positionsOf', () => {
  const clock = points([10, 1000], [20, 1040], [40, 1060]);

  it('counts seconds without epochs, and epochs without a clock', () => {
    assert.deepEqual([...positionsOf(Float64Array.of(15), 'time', { stepsPerEpoch: null, clock })], [20]);
    assert.deepEqual(
      [...positionsOf(Float64Array.of(15), 'epoch', { stepsPerEpoch: 10, clock: points() })],
      [1.5],
    );
  });

  it('leaves steps as they are where there are not two times', () => {
    const steps = Float64Array.of(10, 20);
    assert.equal(positionsOf(steps, 'time', { stepsPerEpoch: 10, clock: points([10, 1000]) }), steps);
  });

  it('places steps in the time between two reports in proportion', () => {
    const steps = Float64Array.of(9, 10, 12, 20, 21, 39, 40, 41);
    assert.deepEqual(
      [...positionsOf(steps, 'time', { stepsPerEpoch: null, clock })],
      [0, 0, 8, 40, 41, 59, 60, 60],
    );
  });

  it('passes over reports between which no step lies', () => {
    const steps = Float64Array.of(35, 50);
    assert.deepEqual([...positionsOf(steps, 'time', { stepsPerEpoch: null, clock })], [55, 60]);
  });
});

describe('positionOf', () => {
  it('places one step', () => {
    assert.equal(positionOf(15, 'epoch', { stepsPerEpoch: 10, clock: points() }), 1.5);
    assert.equal(positionOf(15, 'step', { stepsPerEpoch: 10, clock: points() }), 15);
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
    const bare = { stepsPerEpoch: null, clock: points() };
    assert.deepEqual(
      [hasAxis('step', bare), hasAxis('epoch', bare), hasAxis('time', bare)],
      [true, false, false],
    );
    assert.equal(positionsOf(steps, 'epoch', bare), steps);
  });
});
