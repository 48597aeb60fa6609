import assert from 'node:assert/strict';
import {
  age,
  byteSize,
  duration,
  percent,
  shortCount,
  shortDuration,
  shortModel,
} from '../../../src/jobs/format';

describe('how numbers and times are said', () => {
  it('says durations in their largest unit, or in two', () => {
    assert.deepEqual([0, 59, 60, 3_599, 7_200, 200_000].map(shortDuration), [
      '0 s',
      '59 s',
      '1 min',
      '59 min',
      '2 h',
      '2 d',
    ]);
    assert.deepEqual([0, 45, 200, 3_600, 7_500, 90_000].map(duration), [
      '0 s',
      '45 s',
      '3 min 20 s',
      '1 h',
      '2 h 5 min',
      '1 d 1 h',
    ]);
  });

  it('says ages; a clock that goes behind the server’s is no trouble', () => {
    assert.equal(age(1_000, 1_000), 'just now');
    assert.equal(age(1_010, 1_000), 'just now');
    assert.equal(age(1_000, 8_200), '2 h ago');
  });

  it('says counts and sizes shortly', () => {
    assert.deepEqual([0, 999, 1_000, 53_108, 1_234_567, 2e9].map(shortCount), [
      '0',
      '999',
      '1k',
      '53.1k',
      '1.2M',
      '2B',
    ]);
    assert.deepEqual([0, 512, 1_434, 1_048_576, 5e12].map(byteSize), [
      '0 B',
      '512 B',
      '1.4 KB',
      '1 MB',
      '4.5 TB',
    ]);
  });

  it('never says 100 % before the end', () => {
    assert.deepEqual([0, 0.425, 0.999, 1].map(percent), ['0 %', '42 %', '99 %', '99 %']);
  });

  it('leaves the date out of a model’s name', () => {
    assert.equal(shortModel('gpt-4o-mini-2024-07-18'), 'gpt-4o-mini');
    assert.equal(shortModel('local-tiny'), 'local-tiny');
  });
});
