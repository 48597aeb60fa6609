import assert from 'node:assert/strict';
import { newestFirst } from '../../../src/api/paging/newestFirst';

const cases: [string, string][] = [
  ['', ''],
  ['1a', '1a'],
  ['3a 2b 1c', '3a 2b 1c'],
  ['1a 2b 3c', '3c 2b 1a'],
  // Of one second: what came later is newer.
  ['1a 2b 2c 3d', '3d 2c 2b 1a'],
  ['2a 1b 3c', '3c 2a 1b'],
];

describe('a whole list', () => {
  for (const [came, expected] of cases) {
    it(`that came as “${came}” is shown as “${expected}”`, () => {
      const items = came
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => ({ createdAt: Number(word[0]), name: word }));
      assert.equal(
        newestFirst(items)
          .map(({ name }) => name)
          .join(' '),
        expected,
      );
    });
  }
});
