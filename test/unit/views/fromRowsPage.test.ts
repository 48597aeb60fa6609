import assert from 'node:assert/strict';
import { FromRowsPageMessage } from '../../../src/views/rows/fromRowsPage';

const isTaken = (message: unknown) => FromRowsPageMessage.safeParse(message).success;

describe('what a page of rows may say', () => {
  it('is which rows it wants, what it looks for, and what to open', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'read', version: 1, line: 1, count: 50 },
      { type: 'whole', version: 1, line: 7 },
      { type: 'search', search: 1, query: 'x' },
      { type: 'openText', line: 1_000_000 },
    ])
      assert.equal(isTaken(message), true, message.type);
  });

  it('is nothing beyond its limits', () => {
    for (const message of [
      { type: 'read', version: 1, line: 0, count: 1 },
      { type: 'read', version: 1, line: 1, count: 101 },
      { type: 'read', version: 1, line: 1.5, count: 1 },
      { type: 'search', search: 1, query: 'x'.repeat(1_001) },
      { type: 'openText', line: -1 },
      { type: 'openText', line: '1' },
      { type: 'other' },
    ])
      assert.equal(isTaken(message), false, JSON.stringify(message).slice(0, 80));
  });
});
