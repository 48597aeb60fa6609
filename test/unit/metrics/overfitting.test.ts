import assert from 'node:assert/strict';
import { seededRandom } from '../../../src/engine/training/random';
import { overfittingSince } from '../../../src/metrics/overfitting';

const points = (every: number, values: readonly number[]) => ({
  steps: Float64Array.from(values, (_, at) => (at + 1) * every),
  values: Float64Array.from(values),
});
const line = (count: number, value: (at: number) => number) =>
  Array.from({ length: count }, (_, at) => value(at));
const falling = points(
  1,
  line(1000, (at) => 3 - at / 500),
);
/** The same for everyone, and without a trend. */
const noise = (at: number) => Math.sin(at * 12.9898 + Math.sin(at) * 43.7585);

describe('overfitting', () => {
  it('is seen since the lowest of a few points', () => {
    assert.equal(overfittingSince(falling, points(200, [2.5, 2, 2.1, 2.2])), 400);
    assert.equal(overfittingSince(falling, points(100, [2.5, 2, 1.8, 1.9, 2, 2.05, 2.1])), 300);
  });

  it('takes two points after the lowest that go on to rise', () => {
    assert.equal(overfittingSince(falling, points(200, [2.5, 2, 2.1])), null);
    assert.equal(overfittingSince(falling, points(200, [2.5, 2, 2.2, 2.1])), null);
    assert.equal(overfittingSince(falling, points(200, [2, 1.9, 1.95, 1.93, 1.96])), 400);
    assert.equal(overfittingSince(falling, points(160, [2, 1.9, 1.95, 1.91, 1.94])), null);
  });

  it('takes a fifth of many points after the lowest', () => {
    const turning = (after: number) =>
      points(
        40,
        line(20, (at) => 2 + Math.abs(19 - after - at) / 20),
      );
    assert.equal(overfittingSince(falling, turning(4)), 640);
    assert.equal(overfittingSince(falling, turning(3)), null);
  });

  it('takes a rise of 1 % in the end', () => {
    assert.equal(overfittingSince(falling, points(200, [2, 1, 1.005, 1.01])), 400);
    assert.equal(overfittingSince(falling, points(200, [2, 1, 1.005, 1.009])), null);
  });

  it('takes a rise larger than any before', () => {
    assert.equal(overfittingSince(falling, points(100, [2, 2.5, 2.2, 1.5, 1.7, 2.01])), 400);
    assert.equal(overfittingSince(falling, points(100, [2, 2.5, 2.2, 1.5, 1.7, 2])), null);
    assert.equal(overfittingSince(falling, points(100, [2, 2.5, 2.2, 2.4, 1.5, 1.7, 1.9])), null);
  });

  it('takes training that fell since, by 1 % from its earlier half to its later', () => {
    const rising = points(200, [2.5, 2, 2.1, 2.2]);
    const until = (step: number) =>
      points(
        1,
        line(1000, (at) => 3 - Math.min(at, step) / 500),
      );
    assert.equal(overfittingSince(until(300), rising), null);
    assert.equal(overfittingSince(until(700), rising), 400);
  });

  it('is seen through the noise of many points, since the lowest point of the lowest part', () => {
    const valid = points(
      5,
      line(200, (at) => (2 + ((at - 80) / 100) ** 2) * (1 + noise(at) / 10)),
    );
    const since = overfittingSince(falling, valid) ?? 0;
    assert.ok(since > 200 && since < 600, String(since));
    const at = valid.steps.indexOf(since);
    const part = valid.values.subarray(Math.floor(at / 10) * 10, Math.floor(at / 10) * 10 + 10);
    assert.equal(valid.values[at], Math.min(...part));
  });

  it('is hardly ever the noise of validation that stands still', () => {
    const seen = line(100, (seed) => {
      const random = seededRandom(seed);
      const valid = line(200, (at) => 2 * Math.exp(-at / 10) + 2 + 0.4 * (random.next() - 0.5));
      return overfittingSince(falling, points(5, valid)) === null ? 0 : 1;
    });
    const count = seen.filter((each) => each === 1).length;
    assert.ok(count <= 5, `${count} of 100`);
  });

  it('is not seen in values that are no numbers', () =>
    assert.equal(overfittingSince(falling, points(200, [NaN, NaN, NaN, NaN])), null));
});
