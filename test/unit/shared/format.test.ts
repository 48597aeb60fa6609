import assert from 'node:assert/strict';
import { clipped, Format, shortModel } from '../../../src/shared/format';

const format = new Format('en');
const german = new Format('de');

describe('numbers and times for people', () => {
  it('are durations of two units, or of one', () => {
    assert.deepEqual(
      [0, 45, 60, 200, 3600, 7500, 90_000, -5].map((seconds) => format.duration(seconds)),
      ['0s', '45s', '1m', '3m 20s', '1h', '2h 5m', '1d 1h', '0s'],
    );
    assert.deepEqual(
      [0, 59, 200, 5_400, 180_000].map((seconds) => format.shortDuration(seconds)),
      ['0s', '59s', '3m', '1h', '2d'],
    );
  });

  it('are ages, rounded down as durations are', () => {
    assert.deepEqual(
      [1000, 997, 880, 1000 - 5400, 1000 - 7200, 1300, 1000 - 95_000_000].map((at) => format.age(at, 1000)),
      ['now', 'now', '2m ago', '1h ago', '2h ago', 'in 5m', '3y ago'],
    );
    assert.equal(german.age(1000 - 7200, 1000), 'vor 2 Std.');
    assert.equal(german.age(1000 - 240, 1000), 'vor 4 Min.'); // and not “vor 4 m”
    assert.equal(german.shortDuration(3 * 86_400), '3 Tg.');
  });

  it('are sizes', () => {
    assert.deepEqual(
      [0, 1023, 1024, 1_434, 1_823_412, 5 * 1024 ** 3, 5e18].map((bytes) => format.bytes(bytes)),
      ['0 B', '1,023 B', '1 KB', '1.4 KB', '1.7 MB', '5 GB', '4,547,474 TB'],
    );
    assert.equal(german.bytes(1_434), '1,4 KB');
  });

  it('are counts, in full and shortly', () => {
    assert.equal(german.count(1234567.5), '1.234.567,5');
    assert.deepEqual(
      [0, 999, 1_000, 53_108, 1_234_567, 2e9].map((count) => format.shortCount(count)),
      ['0', '999', '1K', '53.1K', '1.23M', '2B'],
    );
    // Its thousands have no letter that would say that they are rounded.
    assert.deepEqual(
      [279_808, 1_234_567].map((count) => german.shortCount(count)),
      ['279.808', '1,23\u00a0Mio.'],
    );
    // Speeds and estimates are no whole numbers.
    assert.deepEqual(
      [format, german].flatMap((each) => [52.384615, 12_345.678].map((count) => each.shortCount(count))),
      ['52.4', '12.3K', '52,4', '12.346'],
    );
  });

  it('never say 100 % before the end', () => {
    assert.deepEqual(
      [0, 0.425, 0.29, 0.999, 1].map((share) => format.percent(share)),
      ['0%', '42%', '29%', '99%', '99%'],
    );
  });

  it('are prices in dollars, or in the currency that is named', () => {
    assert.equal(format.price(12.5), '$12.50');
    assert.equal(format.price(12.5, 'EUR'), '€12.50');
    assert.equal(format.price(12.5, 'QQQ'), 'QQQ\u00a012.50');
    assert.equal(format.price(12.5, 'credits'), '12.50 credits');
  });

  it('are prices in three digits below a cent, where two decimals would be nothing', () => {
    assert.deepEqual(
      [0, 0.004, 0.0012345, 1e-9, 1e-300, 0.01, 0.0149].map((amount) => format.price(amount)),
      ['$0.00', '$0.004', '$0.00123', '$0.000001', '$0.000001', '$0.01', '$0.01'],
    );
    assert.equal(german.price(0.004), '0,004\u00a0$');
    assert.equal(format.price(0.004, 'credits'), '0.004 credits');
  });

  it('are times from 00 to 23 hours, in every language', () => {
    const midnight = new Date(2026, 0, 1, 0, 0, 5).getTime() / 1000;
    for (const locale of ['en', 'de', 'ko', 'ja'])
      assert.match(new Format(locale).time(midnight), /^0?0\D/, locale);
    assert.equal(format.time(midnight), '00:00:05');
    assert.equal(format.time(midnight + 13 * 3600), '13:00:05');
  });

  it('are in English where the language is none, and never throw', () => {
    assert.equal(new Format('en-US@posix').count(1234567), '1,234,567');
    assert.equal(new Format('').count(1_234_567), '1,234,567');
    assert.equal(format.date(1e20), '100000000000000000000');
    assert.equal(format.time(-1e20), '-100000000000000000000');
  });

  it('are days and moments of this place', () => {
    const at = new Date(2026, 10, 26, 8, 51).getTime() / 1000;
    assert.deepEqual([format.day(at), german.day(at)], ['Thu, Nov 26, 2026', 'Do., 26. Nov. 2026']);
    assert.deepEqual([format.moment(at), german.moment(at)], ['Nov 26, 08:51', '26. Nov., 08:51']);
    assert.deepEqual([format.day(1e13), format.moment(1e13)], ['10000000000000', '10000000000000']);
  });

  it('are metrics with decimals that line up', () => {
    assert.deepEqual(
      [1.23456, 0, 12.5, 123.456, 4096, 12345.67, 0.00002, NaN, Infinity, -Infinity].map((value) =>
        format.metric(value),
      ),
      [...['1.2346', '0.0000', '12.5000', '123.46', '4096', '12345.7', '2.00e-5', 'NaN', '∞', '−∞']],
    );
  });

  it('are metrics with the decimal sign of the language', () => {
    assert.deepEqual(
      [1.23456, 12345.67, 0.00002, 4096].map((value) => german.metric(value)),
      [...['1,2346', '12345,7', '2,00e-5', '4096']],
    );
    assert.equal(german.shortMetric(1.3249), '1,32');
    assert.equal(new Format('ar-EG').metric(1.5), '1.5000');
  });

  it('are metrics in few characters for a row', () => {
    assert.deepEqual(
      [1.3249, 0, 0.46, 0.0955, 0.0123, 123.456, 4096, 0.00002, NaN].map((value) =>
        format.shortMetric(value),
      ),
      ['1.32', '0.00', '0.46', '0.10', '0.012', '123.46', '4096', '2.00e-5', 'NaN'],
    );
  });
});

describe('names for people', () => {
  it('leave the date of a model out', () => {
    assert.equal(shortModel('gpt-4o-mini-2024-07-18'), 'gpt-4o-mini');
    assert.equal(shortModel('local-tiny'), 'local-tiny');
    assert.equal(shortModel('Qwen/Qwen3-8B'), 'Qwen/Qwen3-8B');
  });

  it('name a model without the place that all of an account share', () => {
    const short = {
      'accounts/fireworks/models/qwen3-8b': 'qwen3-8b',
      'projects/p/locations/us-central1/publishers/google/models/gemini-2.5-flash': 'gemini-2.5-flash',
      'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0': 'amazon.nova-lite-v1:0',
      'models/': 'models/',
      'acme/models': 'acme/models',
    };
    assert.deepEqual(Object.keys(short).map(shortModel), Object.values(short));
  });

  it('are clipped when they are long', () =>
    assert.deepEqual([clipped('abc', 3), clipped('abcd', 3)], ['abc', 'abc…']));
});
