import assert from 'node:assert/strict';
import { smooth, smoothed } from '../../../src/metrics/smoothing';

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

describe('smoothed', () => {
  /** @param spacing steps from one point to the next */
  const curve = (length: number, spacing: number, first = 1) => ({
    steps: Float64Array.from({ length }, (_, at) => first + at * spacing),
    values: Float64Array.from({ length }, (_, at) => at % 2),
  });
  const dense = curve(400, 1);

  it('goes by the space between steps, wherever the curves begin', () => {
    const every2nd = curve(100, 2, 7);
    assert.deepEqual(smoothed(every2nd, [dense, every2nd], 0.5), smooth(every2nd.values, 0.25));
  });

  it('never smooths a denser curve less than the longest', () => {
    const denser = curve(60, 0.5);
    assert.deepEqual(smoothed(denser, [dense, denser], 0.5), smooth(denser.values, 0.5));
  });

  it('leaves what has few points, or means of many steps, as it is', () => {
    assert.equal(smoothed(curve(50, 1), [dense], 0.9), null);
    assert.equal(smoothed(curve(1, 1), [dense], 0.9), null);
    assert.equal(smoothed(curve(0, 1), [dense], 0.9), null);
    assert.equal(smoothed(curve(80, 4), [dense], 0.9), null);
    assert.notEqual(smoothed(curve(80, 4), [], 0.9), null);
  });

  it('is nothing at weight 0', () => {
    assert.equal(smoothed(dense, [dense], 0), null);
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
});
