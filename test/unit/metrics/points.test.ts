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

describe('Points of other kinds', () => {
  it('hold any number of points, from any capacity', () => {
    for (const capacity of [0, 1, 16, 100]) {
      const points = new Points(capacity);
      for (let step = 0; step < 70; step += 1) points.add(step, -step);
      assert.deepEqual([points.length, points.steps.at(-1), points.values.at(-1)], [70, 69, -69]);
      assert.deepEqual([points.steps[16], points.values[33]], [16, -33]);
    }
  });

  it('take arrays as they are', () => {
    const steps = Float64Array.of(1, 2);
    const points = Points.of(steps, Float64Array.of(10, 20));
    assert.equal(points.steps.buffer, steps.buffer);
    points.add(3, 30);
    assert.deepEqual(
      [[...points.steps], [...points.values]],
      [
        [1, 2, 3],
        [10, 20, 30],
      ],
    );
  });

  it('take negative steps', () => {
    const points = new Points();
    points.add(-2, 1);
    points.add(-3, 2);
    points.add(-2, 3);
    assert.deepEqual(
      [[...points.steps], [...points.values]],
      [
        [-3, -2],
        [2, 3],
      ],
    );
  });

  it('keep the first points, also those that came out of order', () => {
    const points = new Points();
    for (const step of [3, 1, 2]) points.add(step, step * 10);
    points.truncate(5);
    assert.equal(points.length, 3);
    points.truncate(2);
    assert.deepEqual(
      [[...points.steps], [...points.values]],
      [
        [1, 2],
        [10, 20],
      ],
    );
    points.add(9, 90);
    assert.deepEqual([...points.steps], [1, 2, 9]);
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

  it('has every step of a few among many', () => {
    const many = { steps: Float64Array.from({ length: 100 }, (_, at) => at), values: new Float64Array(100) };
    const known = { steps: Float64Array.of(3, 97), values: Float64Array.of(1, 1) };
    assert.equal(unionOf(many, known), many);
    assert.equal(unionOf(known, many).values.filter((value) => value === 1).length, 2);
    const other = { steps: Float64Array.of(3, 97.5), values: Float64Array.of(1, 2) };
    const union = unionOf(many, other);
    assert.equal(union.steps.length, 101);
    assert.deepEqual([valueAt(union, 3), valueAt(union, 97.5)], [0, 2]);
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
