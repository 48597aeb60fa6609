import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { readMetrics } from '../../../../src/api/wire/metrics';
import { PriceEstimate } from '../../../../src/api/wire/priceEstimate';

describe('readMetrics', () => {
  it('reads a list, bare or under its name', () => {
    const list = [{ step: 1, loss: '2' }, null];
    assert.deepEqual(readMetrics(list), [{ step: 1, loss: 2 }, {}]);
    assert.deepEqual(readMetrics({ metrics: list }), [{ step: 1, loss: 2 }, {}]);
  });

  it('takes an object without metrics for an empty list', () => {
    assert.deepEqual(readMetrics({}), []);
    assert.deepEqual(readMetrics({ metrics: null }), []);
  });

  it('is null where there is no list', () => {
    for (const value of [null, undefined, 'text', 7, { metrics: {} }, { metrics: 'text' }])
      assert.equal(readMetrics(value), null);
  });

  it('reads at most 100,000 measurements', () => {
    assert.equal(readMetrics(new Array<null>(100_001).fill(null))?.length, 100_000);
  });
});

describe('PriceEstimate', () => {
  const wire = {
    estimated_total_price: 3.5,
    estimated_train_token_count: '100',
    estimated_eval_token_count: 20,
    unavailable_reason: 'no price list',
  };

  it('has a price unless the server says that there is none', () => {
    const expected = {
      ...{ price: 3.5, trainingTokens: 100, validationTokens: 20, reason: 'no price list' },
      ...{ isAffordable: true, limit: null },
    };
    assert.deepEqual(z.parse(PriceEstimate, wire), expected);
    assert.deepEqual(z.parse(PriceEstimate, { ...wire, estimation_available: true }), expected);
    assert.deepEqual(z.parse(PriceEstimate, { ...wire, estimation_available: false }), {
      ...expected,
      price: null,
    });
  });

  it('says where the credit of the account does not suffice, and its limit', () => {
    const { isAffordable, limit } = z.parse(PriceEstimate, { allowed_to_proceed: false, user_limit: 2.5 });
    assert.deepEqual([isAffordable, limit], [false, 2.5]);
  });
});
