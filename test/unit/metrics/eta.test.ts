import assert from 'node:assert/strict';
import { etaFromSteps, secondsPerStep } from '../../../src/metrics/eta';

const points = (...pairs: [number, number][]) => ({
  steps: Float64Array.from(pairs, ([step]) => step),
  values: Float64Array.from(pairs, ([, value]) => value),
});

describe('secondsPerStep', () => {
  it('looks at the last 50 reports: batches and machines change', () => {
    const slow = Array.from({ length: 100 }, (_, at): [number, number] => [at + 1, 1000 + at * 100]);
    const start = slow.at(-1)?.[1] ?? 0;
    const fast = Array.from({ length: 50 }, (_, at): [number, number] => [101 + at, start + (at + 1) * 2]);
    assert.equal(secondsPerStep(points(...slow, ...fast)), 2);
    assert.notEqual(secondsPerStep(points(...slow, ...fast.slice(1))), 2);
  });

  it('is not known of one report, of a clock that stands still or runs backwards', () => {
    assert.equal(secondsPerStep(points()), null);
    assert.equal(secondsPerStep(points([5, 100])), null);
    assert.equal(secondsPerStep(points([5, 100], [6, 100])), null);
    assert.equal(secondsPerStep(points([5, 100], [6, 90])), null);
  });
});

describe('etaFromSteps', () => {
  const clock = points([10, 1000], [20, 1040]);

  it('adds the time of the steps that are left', () => {
    assert.equal(etaFromSteps(clock, 25), 1060);
    assert.equal(etaFromSteps(clock, 20), 1040);
  });

  it('is the last report where more steps were done than planned', () => {
    assert.equal(etaFromSteps(clock, 15), 1040);
  });

  it('is not known without a pace, or behind the year 10,000', () => {
    assert.equal(etaFromSteps(points([10, 1000]), 25), null);
    assert.equal(etaFromSteps(points([0, 0], [1, 253_402_300_799]), 1), 253_402_300_799);
    assert.equal(etaFromSteps(points([0, 0], [1, 253_402_300_800]), 1), null);
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
