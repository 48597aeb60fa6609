import assert from 'node:assert/strict';
import { FoundRows } from '../../../src/webview/rows/foundRows';

const found = (lines: readonly number[], isDone = false) => ({
  type: 'found' as const,
  search: 1,
  lines,
  searched: 100,
  isDone,
});

describe('what a search of rows found', () => {
  it('begins at the first match from what is in sight on, as soon as that is known', () => {
    const search = new FoundRows(1, 'x', 50);
    assert.equal(search.add(found([3, 20])), null);
    assert.equal(search.add(found([60, 70])), 60);
    assert.equal(search.add(found([80], true)), null);
    assert.equal(search.at, 2);
  });

  it('begins with the first where none is behind what is in sight', () => {
    const search = new FoundRows(1, 'x', 50);
    assert.equal(search.add(found([3], true)), 3);
    assert.equal(new FoundRows(1, 'x', 50).add(found([], true)), null);
  });

  it('goes nowhere by itself where the file was changed, and then on from where it was', () => {
    const search = new FoundRows(1, 'x', 20, false);
    assert.equal(search.add(found([3, 20, 60], true)), null);
    assert.deepEqual([search.line, search.step(1)], [20, 60]);
  });

  it('goes to the next and the one before, around the ends', () => {
    const search = new FoundRows(1, 'x', 1);
    assert.equal(search.step(1), null);
    search.add(found([3, 20, 60], true));
    assert.deepEqual([search.step(1), search.step(1), search.step(1), search.step(-1)], [20, 60, 3, 60]);
  });
});
