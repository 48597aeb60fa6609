import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RowWindow } from '../../../src/webview/rows/rowWindow';

/** The height that a row turns out to have. */
const heightOf = (row: number) => 60 + ((row * 97) % 400);

function windowOf(count: number, sight = 500): RowWindow {
  const rows = new RowWindow();
  rows.resize(count, sight);
  return rows;
}

/** Draws until all that is in sight is measured. */
function draw(rows: RowWindow, margin = 300): void {
  for (let isNews = true; isNews;) {
    isNews = false;
    const { from, to } = rows.drawn(margin);
    for (let row = from; row < to; row++) if (rows.setHeight(row, heightOf(row))) isNews = true;
  }
}

describe('rows in sight', () => {
  it('scroll by pixels, over rows of any height', () => {
    const rows = windowOf(1_000_000);
    draw(rows);
    rows.moveBy(heightOf(0) + heightOf(1) + 5);
    assert.deepEqual(rows.place, { row: 2, out: 5 });
    draw(rows);
    rows.moveBy(-6);
    assert.deepEqual(rows.place, { row: 1, out: heightOf(1) - 1 });
    rows.moveBy(-10_000);
    assert.deepEqual(rows.place, { row: 0, out: 0 });
  });

  it('end with the last row at the bottom, also when it is higher than was thought', () => {
    for (const go of [(rows: RowWindow) => rows.moveToShare(1), (rows: RowWindow) => rows.show(999_999)]) {
      const rows = windowOf(1_000_000);
      go(rows);
      draw(rows);
      const { to } = rows.drawn(0);
      assert.equal(to, 1_000_000);
      assert.ok(Math.abs(rows.topOf(999_999) + heightOf(999_999) - 500) < 1e-6);
      rows.moveBy(100);
      assert.ok(Math.abs(rows.topOf(999_999) + heightOf(999_999) - 500) < 1e-6);
      assert.equal(Math.round(rows.share * 1e9), 1e9);
    }
  });

  it('stay where they are while rows above them are measured', () => {
    const rows = windowOf(1_000);
    rows.show(500);
    draw(rows, 0);
    for (const pixels of [-10, -20, -30]) {
      rows.moveBy(pixels);
      const before = rows.topOf(500);
      draw(rows, 0);
      assert.ok(Math.abs(rows.topOf(500) - before) < 1e-6);
    }
  });

  it('are where the bar is, and the bar where they are', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 2_000_000 }),
        (share, count) => {
          const rows = windowOf(count);
          rows.moveToShare(share);
          const isAll = count * rows.estimate <= 500;
          assert.ok(isAll || Math.abs(rows.share - share) < 1e-6);
          draw(rows);
          const { from, to, above } = rows.drawn(0);
          assert.ok(from >= 0 && to <= count && above >= 0);
          assert.ok(to - from < 30);
        },
      ),
    );
  });

  it('are all in sight where they are few, and none where there are none', () => {
    const few = windowOf(2);
    draw(few);
    few.moveBy(100);
    assert.deepEqual(
      [few.place, few.drawn(100)],
      [
        { row: 0, out: 0 },
        { from: 0, to: 2, above: 0 },
      ],
    );
    assert.deepEqual(windowOf(0).drawn(100), { from: 0, to: 0, above: 0 });
    const fewer = windowOf(100);
    fewer.show(90);
    fewer.resize(3, 500);
    assert.equal(fewer.place.row, 0);
  });
});
