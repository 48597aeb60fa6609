import assert from 'node:assert/strict';
import { smooth, weightFor } from '../../../src/metrics/smoothing';

describe('smooth', () => {
  it('gives the same values at weight 0', () => {
    const values = Float64Array.of(1, NaN, 5);
    assert.equal(smooth(values, 0), values);
    assert.equal(smooth(values, -1), values);
  });

  it('keeps what is infinite where it stands, and counts it for nothing', () => {
    assert.deepEqual([...smooth(Float64Array.of(4, Infinity, 2), 0.5)], [4, Infinity, 2 / 0.75]);
    assert.deepEqual([...smooth(Float64Array.of(-Infinity, 4), 0.5)], [-Infinity, 4]);
  });
});

describe('weightFor', () => {
  it('goes by the space between steps, wherever the curves begin', () => {
    assert.equal(weightFor(Float64Array.of(10, 12, 14), Float64Array.of(1, 2, 3), 0.5), 0.25);
    assert.equal(weightFor(Float64Array.of(10, 20), Float64Array.of(5, 10, 15), 0.5), 0.25);
  });

  it('never smooths a denser curve less than the densest', () => {
    assert.equal(weightFor(Float64Array.of(1, 2, 3), Float64Array.of(1, 3, 5), 0.5), 0.5);
  });

  it('leaves the weight where a curve has one point or none', () => {
    assert.equal(weightFor(Float64Array.of(4), Float64Array.of(1, 2), 0.5), 0.5);
    assert.equal(weightFor(Float64Array.of(), Float64Array.of(1, 2), 0.5), 0.5);
    assert.equal(weightFor(Float64Array.of(1, 2), Float64Array.of(1), 0.5), 0.5);
  });
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
