import assert from 'node:assert/strict';
import { hasAxis, positionOf, positionsOf, runningClock, timeOf } from '../../../src/metrics/axis';

const points = (...pairs: [number, number][]) => ({
  steps: Float64Array.from(pairs, ([step]) => step),
  values: Float64Array.from(pairs, ([, value]) => value),
});

describe('runningClock', () => {
  const times = (...pairs: [number, number][]) => {
    const { steps, values } = runningClock(points(...pairs));
    return [...steps].map((step, at) => [step, values[at]]);
  };

  it('passes over a clock that was set back, or reports nonsense, until it goes on', () => {
    assert.deepEqual(times([1, 100], [2, 90], [3, 95], [4, NaN], [5, 120]), [
      [1, 100],
      [5, 120],
    ]);
    assert.deepEqual(times([1, 100]), [[1, 100]]);
    assert.deepEqual(times(), []);
  });

  it('keeps the first step of each second, and the last step in its own', () => {
    assert.deepEqual(times([1, 100], [2, 100], [3, 101], [4, 102], [5, 102], [6, 102]), [
      [1, 100],
      [3, 101],
      [4, 102],
      [6, 102 + 2 / 3],
    ]);
    assert.deepEqual(times([1, 100], [11, 101], [12, 101]), [
      [1, 100],
      [11, 101],
      [12, 101.1],
    ]);
  });

  it('makes one second of a job that was done in one', () => {
    assert.deepEqual(times([1, 100], [2, 100], [3, 100], [4, 100]), [
      [1, 100],
      [4, 100.75],
    ]);
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
    assert.deepEqual([...positionsOf(Float64Array.of(15), 'time', { stepsPerEpoch: null, clock })], [56]);
    assert.deepEqual(
      [...positionsOf(Float64Array.of(15), 'epoch', { stepsPerEpoch: 10, clock: points() })],
      [1.5],
    );
  });

  it('leaves steps as they are where there are not two times', () => {
    const steps = Float64Array.of(10, 20);
    assert.equal(positionsOf(steps, 'time', { stepsPerEpoch: 10, clock: points([10, 1000]) }), steps);
  });

  it('places steps in the time between two reports in proportion, and others as beside them', () => {
    // Ten steps in 40 seconds: the first step was 36 seconds before the tenth.
    const steps = Float64Array.of(1, 9, 10, 12, 20, 21, 39, 40, 41);
    assert.deepEqual(
      [...positionsOf(steps, 'time', { stepsPerEpoch: null, clock })],
      [0, 32, 36, 44, 76, 77, 95, 96, 97],
    );
  });

  it('passes over reports between which no step lies', () => {
    const steps = Float64Array.of(35, 50);
    assert.deepEqual([...positionsOf(steps, 'time', { stepsPerEpoch: null, clock })], [91, 106]);
  });

  it('gives each step a place of its own, however many fall into a second', () => {
    const steps = Float64Array.from({ length: 300 }, (_, at) => at + 1);
    const fast = runningClock({ steps, values: steps.map((step) => 1_000 + Math.floor(step / 7)) });
    const places = positionsOf(steps, 'time', { stepsPerEpoch: null, clock: fast });
    places.forEach((place, at) => {
      if (at > 0) assert.ok(place > (places[at - 1] ?? NaN), `step ${at + 1}`);
      assert.ok(Math.abs(place - at / 7) < 1, `step ${at + 1}: ${place}`);
    });
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

  it('counts steps, epochs, or seconds since the first step', () => {
    assert.equal(positionsOf(steps, 'step', scale), steps);
    assert.deepEqual([...positionsOf(steps, 'epoch', scale)], [0.25, 0.5, 0.75, 1, 1.5, 2.5]);
    assert.deepEqual([...positionsOf(steps, 'time', scale)], [16, 36, 56, 76, 86, 106]);
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

describe('timeOf', () => {
  it('is when a step was done, and nothing where there are no times', () => {
    const scale = { stepsPerEpoch: null, clock: points([10, 1000], [20, 1040]) };
    assert.deepEqual(
      [1, 10, 15, 30].map((step) => timeOf(step, scale)),
      [964, 1000, 1020, 1080],
    );
    assert.equal(timeOf(10, { stepsPerEpoch: 5, clock: points([10, 1000]) }), null);
  });
});
