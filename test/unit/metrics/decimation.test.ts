import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimate } from '../../../src/metrics/decimation';

const ascending = (count: number) => Float64Array.from({ length: count }, (_, at) => at);

describe('decimate', () => {
  it('draws all points where there are at most two a column', () => {
    const xs = ascending(8);
    assert.deepEqual(decimate(xs, xs, 0, 7, 4).xs, [...xs]);
    assert.ok(decimate(xs, xs, 0, 7, 3).xs.length < 8);
  });

  it('keeps one point beyond each end', () => {
    const xs = ascending(10);
    assert.deepEqual(decimate(xs, xs, 3, 5, 100).xs, [2, 3, 4, 5, 6]);
    assert.deepEqual(decimate(xs, xs, 0, 9, 100).xs, [...xs]);
    assert.deepEqual(decimate(xs, xs, 2.5, 5.5, 100).xs, [2, 3, 4, 5, 6]);
  });

  it('draws nothing of no points', () => {
    assert.deepEqual(decimate(ascending(0), ascending(0), 0, 1, 10), { xs: [], ys: [] });
  });

  it('interrupts the line at a point that is no finite number', () => {
    const ys = Float64Array.of(1, NaN, Infinity, -Infinity, 5);
    assert.deepEqual(decimate(ascending(5), ys, 0, 4, 10).ys, [1, NaN, NaN, NaN, 5]);
  });

  it('draws a column of one value once', () => {
    assert.deepEqual(decimate(ascending(8), new Float64Array(8).fill(3), 0, 8, 2), {
      xs: [0, 4],
      ys: [3, 3],
    });
  });

  it('draws the lowest before the highest, or behind it, as they come', () => {
    const ys = Float64Array.of(5, 1, 9, 5, 5, 9, 1, 5);
    assert.deepEqual(decimate(ascending(8), ys, 0, 8, 2), { xs: [1, 2, 5, 6], ys: [1, 9, 9, 1] });
  });

  it('takes the first of two that are equally low or high', () => {
    const ys = Float64Array.of(1, 9, 1, 9, 9, 1, 9, 1);
    assert.deepEqual(decimate(ascending(8), ys, 0, 8, 2).xs, [0, 1, 4, 5]);
  });

  it('skips infinite values beside finite ones', () => {
    const ys = Float64Array.of(-Infinity, 2, 3, Infinity, Infinity, 4, -Infinity, 6);
    assert.deepEqual(decimate(ascending(8), ys, 0, 8, 2), { xs: [1, 2, 5, 7], ys: [2, 3, 4, 6] });
  });

  it('interrupts the line where infinite values of both kinds fill a column', () => {
    const ys = Float64Array.of(-Infinity, Infinity, NaN, Infinity, 1, 2, 3, 4);
    assert.deepEqual(decimate(ascending(8), ys, 0, 8, 2), { xs: [0, 4, 7], ys: [NaN, 1, 4] });
  });

  it('counts columns from the left edge', () => {
    const xs = Float64Array.from({ length: 9 }, (_, at) => 100 + at);
    const ys = Float64Array.of(0, 4, 3, 2, 1, 8, 7, 6, 5);
    // Beyond the left edge 100; the columns are 101 to 104 and 105 to 108.
    assert.deepEqual(decimate(xs, ys, 101, 109, 2).xs, [100, 101, 104, 105, 108]);
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
