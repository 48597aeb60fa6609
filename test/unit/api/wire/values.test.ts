import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import {
  cut,
  isFreeName,
  isObject,
  pick,
  requiredText,
  toAmount,
  toEpochSeconds,
  toNumber,
  toText,
} from '../../../../src/api/wire/values';

type Row = readonly [unknown, unknown];

function check(rows: readonly Row[], read: (value: unknown) => unknown): void {
  for (const [value, expected] of rows) assert.deepEqual(read(value), expected, JSON.stringify(value));
}

describe('isObject', () => {
  it('is true of objects, not of lists, null or other values', () => {
    assert.deepEqual([{}, [], null, undefined, 'a', 1].map(isObject), [
      true,
      ...[false, false, false, false, false],
    ]);
  });
});

describe('isFreeName', () => {
  it('refuses names that every object has', () => {
    assert.deepEqual(['loss', 'constructor', 'toString', '__proto__'].map(isFreeName), [
      true,
      ...[false, false, false],
    ]);
  });
});

describe('toNumber', () => {
  it('reads finite numbers, also as text', () => {
    check(
      [
        [1.5, 1.5],
        [0, 0],
        ['1.5', 1.5],
        [' 7 ', 7],
        ['1e3', 1000],
        ['', null],
        ['  ', null],
        ['x', null],
        ['Infinity', null],
        ['1e999', null],
        [Infinity, null],
        [NaN, null],
        [true, null],
        [null, null],
        [[5], null],
      ],
      toNumber,
    );
  });
});

describe('toAmount', () => {
  it('reads numbers from 0 to a maximum', () => {
    check(
      [
        [0, 0],
        [-1, null],
        ['-0.5', null],
        [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
        [Number.MAX_SAFE_INTEGER + 1, null],
        ['x', null],
      ],
      (value) => toAmount(value),
    );
    check(
      [
        [1, 1],
        [1.01, null],
      ],
      (value) => toAmount(value, 1),
    );
  });
});

describe('toEpochSeconds', () => {
  it('tells seconds and milliseconds apart', () => {
    check(
      [
        [99_999_999_999, 99_999_999_999],
        [100_000_000_000, 100_000_000],
        ['1700000000123', 1_700_000_000.123],
        [0.5, 0.5],
        [0, null],
        [-1, null],
        [253_402_300_799_000, 253_402_300_799],
        [253_402_300_800_000, null],
      ],
      toEpochSeconds,
    );
  });

  it('reads ISO 8601 with a zone, without one as UTC', () => {
    check(
      [
        ['2023-11-14T22:13:20Z', 1_700_000_000],
        ['2023-11-14t22:13:20z', 1_700_000_000],
        [' 2023-11-14T22:13:20Z ', 1_700_000_000],
        ['2023-11-14 22:13:20', 1_700_000_000],
        ['2023-11-14T22:13', 1_699_999_980],
        ['2023-11-14T22:13Z', 1_699_999_980],
        ['2023-11-14T22:13:20.5Z', 1_700_000_000.5],
        ['2023-11-14T22:13:20.25', 1_700_000_000.25],
        ['2023-11-14T23:13:20+01:00', 1_700_000_000],
        ['2023-11-14T21:13:20-0100', 1_700_000_000],
        ['2023-11-14', 1_699_920_000],
        ['1970-01-01', null],
        ['1970-01-01T00:00:01Z', 1],
        ['1969-12-31T23:59:59Z', null],
      ],
      toEpochSeconds,
    );
  });

  describe('where the computer is far from Greenwich', () => {
    const { TZ } = process.env;

    before(() => {
      process.env['TZ'] = 'America/New_York';
    });
    after(() => {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    });

    it('reads a day, and a time without a zone, as UTC all the same', () => {
      assert.equal(new Date(2026, 0, 1).getTimezoneOffset(), 300);
      assert.equal(toEpochSeconds('2026-01-01'), 1_767_225_600);
      assert.equal(toEpochSeconds('2026-01-01T00:00'), 1_767_225_600);
      assert.equal(toEpochSeconds('2026-01-01 00:00:00'), 1_767_225_600);
      assert.equal(toEpochSeconds('2026-01-01T00:00:00-05:00'), 1_767_243_600);
    });
  });

  it('takes no other text for a time', () => {
    for (const text of [
      ...['job 1', '2023-11', '14.11.2023', '2023-11-14T', '2023-13-40', '2023-11-14T25:00'],
      ...['on 2023-11-14', '2023-11-14 later', '2023-11-14T22', '2023-11-14T22:13:20.Z', '12023-11-14'],
    ])
      assert.equal(toEpochSeconds(text), null, text);
    for (const value of [null, undefined, {}, [], true]) assert.equal(toEpochSeconds(value), null);
  });
});

describe('toText', () => {
  it('reads text that is not empty, and the digits of numbers', () => {
    check(
      [
        ['a', 'a'],
        ['', null],
        [7, '7'],
        [true, null],
        [null, null],
        [['a'], null],
      ],
      toText,
    );
  });

  it('cuts after 10,000 characters', () => {
    assert.equal(toText('x'.repeat(10_000)), 'x'.repeat(10_000));
    assert.equal(toText('x'.repeat(10_001)), `${'x'.repeat(9_999)}…`);
  });
});

describe('cut', () => {
  it('leaves what fits, and ends the rest with an ellipsis', () => {
    assert.equal(cut('abcd', 4), 'abcd');
    assert.equal(cut('abcde', 4), 'abc…');
    assert.equal(cut('"\n\\bcd', 4), '"\n\\…');
  });
});

describe('what is required', () => {
  const problem = (value: unknown) => {
    const { error } = z.safeParse(requiredText, value);
    return error?.issues.map(({ message }) => message);
  };

  it('as text is text of at most 1,000 characters', () => {
    assert.equal(z.parse(requiredText, 'a'), 'a');
    assert.equal(z.parse(requiredText, 7), '7');
    assert.equal(z.parse(requiredText, 'x'.repeat(1_000)).length, 1_000);
    assert.deepEqual(problem('x'.repeat(1_001)), ['is longer than 1000 characters']);
    for (const value of ['', undefined, null, {}])
      assert.deepEqual(problem(value), ['is missing or not text']);
  });
});

describe('pick', () => {
  it('gives the first value that is there', () => {
    assert.equal(pick({ a: null, b: undefined, c: 0, d: 1 }, 'a', 'b', 'c', 'd'), 0);
    assert.equal(pick({ a: null }, 'a', 'b'), undefined);
  });
});
