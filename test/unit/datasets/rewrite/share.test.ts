import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowsOfShare } from '../../../../src/datasets/rewrite/share';

describe('a share of rows', () => {
  for (const [text, rows, expected] of [
    ['10%', 1_000, 100],
    [' 12,5 % ', 1_000, 125],
    ['0.1 %', 1_000, 1],
    ['0.01%', 1_000, 1],
    ['99.99%', 1_000, 999],
    ['50%', 2, 1],
    ['200', 1_000, 200],
    ['999', 1_000, 999],
    ['1000', 1_000, null],
    ['0', 1_000, null],
    ['0%', 1_000, null],
    ['100%', 1_000, null],
    ['1.5', 1_000, null],
    ['-1', 1_000, null],
    ['1e2', 1_000, null],
    ['a few', 1_000, null],
    ['', 1_000, null],
  ] as const) {
    it(`of ${JSON.stringify(text)} of ${rows} is ${expected}`, () => {
      assert.equal(rowsOfShare(text, rows), expected);
    });
  }

  it('leaves at least a row on each side', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 2, max: 100_000_000 }),
        (tenths, rows) => {
          const validation = rowsOfShare(`${tenths / 10}%`, rows);
          assert.ok(validation !== null && validation >= 1 && validation < rows);
        },
      ),
    ));
});
