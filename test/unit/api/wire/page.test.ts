import assert from 'node:assert/strict';
import { envelopeOf } from '../../../../src/api/wire/listEnvelope';

describe('what stands around a list', () => {
  it('is read in the spelling of every provider', () => {
    assert.deepEqual(envelopeOf({ has_more: true, last_id: 'a', data: [] }), {
      hasMore: true,
      lastId: 'a',
      nextQuery: null,
      nextToken: null,
      total: null,
    });
    assert.deepEqual(envelopeOf({ nextPageToken: 'next', totalSize: 7 }), {
      hasMore: undefined,
      lastId: null,
      nextQuery: null,
      nextToken: 'next',
      total: 7,
    });
    assert.equal(envelopeOf({ hasMore: false, total_items: '3' }).total, 3);
    assert.equal(envelopeOf([], 'cursor=b2').nextQuery, 'cursor=b2');
  });

  it('says nothing where it is nonsense or not there', () => {
    assert.equal(envelopeOf({ has_more: 'yes', total: -1, next_page_token: {} }).hasMore, null);
    for (const raw of [[], null, 'list', 7]) {
      assert.deepEqual(envelopeOf(raw), {
        hasMore: undefined,
        lastId: null,
        nextQuery: null,
        nextToken: null,
        total: null,
      });
    }
  });
});
