import assert from 'node:assert/strict';
import { html } from 'lit/html.js';
import { rowAfterKey } from '../../../src/webview/elements/listKeys';
import type { ListModel } from '../../../src/webview/elements/listModel';
import { RowLayout } from '../../../src/webview/elements/rowLayout';
import { ScrollAnchor } from '../../../src/webview/elements/scrollAnchor';

/** Rows of 20 pixels whose keys begin at `firstKey`. */
const rows = (count: number, { firstKey = 0, followsEnd = false, tall = [] as readonly number[] } = {}) =>
  ({
    count,
    rowHeight: 20,
    followsEnd,
    tall,
    keyAt: (index) => firstKey + index,
    indexOf: (key) => Math.max(0, key - firstKey),
    row: () => html``,
  }) satisfies ListModel;

describe('the rows of a long list', () => {
  it('lie below each other, tall ones as high as they were measured', () => {
    const layout = new RowLayout(rows(1000, { tall: [3, 7] }), new Map([[3, 100]]));
    assert.equal(layout.topOf(3), 60);
    assert.equal(layout.topOf(4), 160);
    assert.equal(layout.height, 1000 * 20 + 80);
    assert.deepEqual(
      [0, 59, 60, 159, 160, 1e9].map((top) => layout.indexAt(top)),
      [0, 2, 3, 3, 4, 999],
    );
  });

  it('are rendered where they are in sight, with a margin', () => {
    const layout = new RowLayout(rows(1000), new Map());
    assert.deepEqual(layout.spanAt(2000, 100), { from: 92, to: 114 });
    assert.deepEqual(layout.spanAt(0, 100), { from: 0, to: 14 });
    assert.deepEqual(new RowLayout(rows(0), new Map()).spanAt(0, 100), { from: 0, to: 0 });
  });

  it('stay in sight when rows come before them, and the end when it follows', () => {
    const before = new RowLayout(rows(1000, { firstKey: 50, followsEnd: true }), new Map());
    const after = new RowLayout(rows(1050, { followsEnd: true }), new Map());
    const anchor = new ScrollAnchor();
    assert.equal(anchor.find(before, 19_900), 19_900);
    anchor.setEnd(false);
    assert.equal(anchor.find(before, 19_900), null);
    anchor.setTop(2005, before);
    assert.equal(anchor.find(after, 20_900), 3005);
    assert.equal(anchor.find(after, 400), 400);
  });

  it('are walked with the keyboard, not beyond the first and the last', () => {
    const place = { index: 5, count: 100, page: 10 };
    const keys = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'a'];
    assert.deepEqual(
      keys.map((key) => rowAfterKey(key, place)),
      [4, 6, 0, 15, 0, 99, null],
    );
  });
});
