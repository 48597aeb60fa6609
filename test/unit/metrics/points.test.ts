import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lowerBound, Points, unionOf, valueAt } from '../../../src/metrics/points';

describe('Points', () => {
  it('keep their steps in order, once each, the last value winning', () => {
    const points = new Points(2);
    for (const [step, value] of [
      [1, 10],
      [3, 30],
      [2, 20],
      [3, 33],
      [0, 0],
      [4, NaN],
    ] as const)
      points.add(step, value);
    assert.deepEqual([...points.steps], [0, 1, 2, 3, 4]);
    assert.deepEqual([...points.values], [0, 10, 20, 33, NaN]);
    assert.equal(points.length, 5);
  });

  it('leave earlier views as they were when they grow at the end', () => {
    const points = new Points(2);
    points.add(1, 10);
    points.add(2, 20);
    const before = points.values;
    points.add(3, 30);
    points.add(4, 40);
    assert.deepEqual([...before], [10, 20]);
  });

  it('hold what a map would, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.double({ noNaN: true }))),
        (pairs) => {
          const points = new Points(1);
          for (const [step, value] of pairs) points.add(step, value);
          const expected = [...new Map(pairs)].sort(([a], [b]) => a - b);
          assert.deepEqual(
            [...points.steps].map((step, at) => [step, points.values[at]]),
            expected,
          );
        },
      ),
    );
  });
});

describe('unionOf', () => {
  const a = { steps: Float64Array.of(1, 2, 4), values: Float64Array.of(10, 20, 40) };
  const b = { steps: Float64Array.of(2, 3, 5), values: Float64Array.of(-2, -3, -5) };

  it('has every step once and believes the preferred', () => {
    const union = unionOf(a, b);
    assert.deepEqual([...union.steps], [1, 2, 3, 4, 5]);
    assert.deepEqual([...union.values], [10, 20, -3, 40, -5]);
  });

  it('does not copy where there is nothing to merge', () => {
    const nothing = new Points();
    assert.equal(unionOf(a, nothing), a);
    assert.equal(unionOf(nothing, a), a);
  });
});

describe('lowerBound and valueAt', () => {
  const steps = Float64Array.of(2, 4, 4, 8);

  it('find the first that is not below', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 9].map((value) => lowerBound(steps, value)),
      [0, 0, 1, 1, 3, 4],
    );
  });

  it('find values only at steps that are there', () => {
    const points = { steps: Float64Array.of(2, 4), values: Float64Array.of(0.5, 0.25) };
    assert.equal(valueAt(points, 4), 0.25);
    assert.equal(valueAt(points, 3), null);
    assert.equal(valueAt(points, 5), null);
  });
});
