import assert from 'node:assert/strict';
import {
  Format,
  ageText,
  bytesText,
  clipped,
  durationText,
  metricText,
  roughDurationText,
} from '../../../src/webview/format';

describe('numbers and times for people', () => {
  it('are durations of two units', () => {
    assert.deepEqual([0, 45, 60, 200, 3600, 7500, 90_000, -5].map(durationText), [
      '0 s',
      '45 s',
      '1 min',
      '3 min 20 s',
      '1 h',
      '2 h 5 min',
      '1 d 1 h',
      '0 s',
    ]);
    assert.deepEqual([0, 200, 5400, 180_000].map(roughDurationText), ['0 s', '3 min', '2 h', '2 d']);
  });

  it('are ages', () => {
    assert.deepEqual(
      [1000, 997, 880, 1000 - 7200, 1300].map((at) => ageText(at, 1000)),
      ['just now', 'just now', '2 min ago', '2 h ago', 'in 5 min'],
    );
  });

  it('are sizes', () => {
    assert.deepEqual([0, 1023, 1024, 1_823_412, 5 * 1024 ** 3].map(bytesText), [
      '0 B',
      '1023 B',
      '1.0 KB',
      '1.7 MB',
      '5.0 GB',
    ]);
  });

  it('are metrics with decimals that line up', () => {
    assert.deepEqual(
      [1.23456, 0, 12.5, 123.456, 4096, 12345.67, 0.00002, NaN, Infinity, -Infinity].map(metricText),
      [...['1.2346', '0.0000', '12.5000', '123.46', '4096', '12345.7', '2.00e-5', 'NaN', '∞', '−∞']],
    );
  });

  it('are in the editor’s language, and in English where that is none', () => {
    assert.equal(new Format('de').count(1234567.5), '1.234.567,5');
    assert.equal(new Format('en-US@posix').count(1234567), '1,234,567');
    assert.equal(new Format('').count(1_234_567), '1,234,567');
    assert.equal(new Format('en').percent(0.429), '42 %');
    assert.equal(new Format('en').date(1e20), '100000000000000000000');
  });

  it('are clipped when they are long', () =>
    assert.deepEqual([clipped('abc', 3), clipped('abcd', 3)], ['abc', 'abc…']));
});
