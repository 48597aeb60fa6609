import assert from 'node:assert/strict';
import { hasFallen, partsOf, surelyRise, trendAtEnd } from '../../../src/metrics/trend';

const of = (...values: number[]) => Float64Array.from(values);
const steady = (count: number, value: number) => Array.from({ length: count }, () => value);
const line = (count: number, value: (at: number) => number) =>
  Array.from({ length: count }, (_, at) => value(at));

describe('the trend at the end', () => {
  const trend = (values: readonly number[]) => trendAtEnd(Float64Array.from(values));

  it('is that of a curve without noise, whatever its length', () => {
    for (const count of [10, 11, 19, 25, 100, 12_345]) {
      assert.equal(trend(line(count, (at) => 3 - at / count)), 'falling');
      assert.equal(trend(line(count, (at) => 1 + at / count)), 'rising');
      assert.equal(trend(steady(count, 1)), 'none');
    }
  });

  it('counts from 1 % on', () => {
    const after = (value: number) => trend([...steady(40, 100), ...steady(10, value)]);
    assert.deepEqual([98.9, 99, 99.1, 100.9, 101, 101.1].map(after), [
      ...['falling', 'falling', 'none'],
      ...['none', 'rising', 'rising'],
    ]);
  });

  it('is shared by three quarters of the pairs', () => {
    // Of the 45 pairs of the last ten 34 rise, then 33; 33.75 are three quarters.
    assert.equal(trend([4, 5, 3, 6, 1, 2, 7, 8, 10, 9].map((value) => value + 100)), 'rising');
    assert.equal(trend([4, 5, 3, 6, 2, 1, 7, 8, 10, 9].map((value) => value + 100)), 'noise');
  });

  it('is shared by all of the last five', () => {
    assert.equal(trend([9, 8, 7, 6, 5, 1, 2, 3, 4, 5]), 'rising');
    assert.equal(trend([9, 8, 7, 6, 5, 1, 2, 4, 3, 5]), 'noise');
    assert.equal(trend([1, 2, 3, 4, 5, 9, 8, 7, 6, 5]), 'falling');
    assert.equal(trend([1, 2, 3, 4, 5, 9, 8, 6, 7, 5]), 'noise');
    assert.equal(trend([1, 2, 3, 4, 5, 6, 9, 8, 7, 6]), 'noise');
  });

  it('of a few points is that of the last ten', () => {
    const noisy = [9, 8, 7, 6, 5, 1, 3, 2, 3, 1.5];
    assert.equal(trend(noisy), 'falling');
    assert.equal(trend([...steady(6, 2), ...[1, 3, 2, 3, 1.5]].map((value) => value + 1)), 'noise');
  });

  it('is not that of a spike, nor of a step before the last fifths', () => {
    const spike = steady(100, 1);
    spike[70] = 50;
    assert.equal(trend(spike), 'none');
    assert.equal(trend([...steady(60, 9), ...steady(40, 1)]), 'none');
    assert.equal(trend([...steady(66, 9), ...steady(34, 1)]), 'none');
  });

  it('is seen through a spike', () => {
    const falling = line(100, (at) => 3 - at / 50);
    falling[95] = 60;
    falling[70] = 60;
    assert.equal(trend(falling), 'falling');
  });

  it('is none where sums are no number', () => assert.equal(trend(steady(2000, 1e308)), 'none'));
});

describe('parts', () => {
  it('are the values up to 20, else the means of 20 equal stretches', () => {
    assert.deepEqual(partsOf(of(3, 1, 2)), of(3, 1, 2));
    assert.equal(partsOf(Float64Array.from(steady(19, 1))).length, 19);
    const means = partsOf(Float64Array.from(line(60, (at) => at)));
    assert.deepEqual([means.length, means[0], means[1], means[19]], [20, 1, 4, 58]);
    assert.deepEqual(partsOf(of()), of());
  });

  it('surely rise from three quarters of the pairs on, of those that are not alike', () => {
    assert.equal(surelyRise(of(1, 2, 3)), true);
    assert.equal(surelyRise(of(1, 3, 2)), false);
    assert.equal(surelyRise(of(1, 1, 1, 2)), true);
    assert.equal(surelyRise(of(2, 1, 3, 4)), true);
    assert.equal(surelyRise(of(2, 2)), false);
    assert.equal(surelyRise(of(3, 2, 1)), false);
  });

  it('have fallen where the later half is 1 % lower', () => {
    assert.equal(hasFallen(of(100, 100, 99, 99)), true);
    assert.equal(hasFallen(of(100, 100, 99.1, 99.1)), false);
    assert.equal(hasFallen(of(100, 100, 50, 99.1, 99.1)), false);
    assert.equal(hasFallen(of(100)), false);
    assert.equal(hasFallen(of()), false);
  });
});
