import assert from 'node:assert/strict';
import { PriceEstimate } from '../../../src/api/wire/priceEstimate';
import { priceDetail } from '../../../src/commands/createJob/priceText';
import { Format } from '../../../src/shared/format';

describe('what the question about a price says beside it', () => {
  const detail = (wire: object) => priceDetail(PriceEstimate.parse(wire), new Format('en'));

  it('counts the tokens', () => {
    const counts = { estimated_train_token_count: 5_768, estimated_eval_token_count: 12 };
    assert.equal(detail(counts), '5,768 training tokens. 12 validation tokens.');
    assert.equal(detail({ estimated_eval_token_count: 0 }), '');
  });

  it('says the limit of the account, also where the credit suffices', () => {
    const limit = 'The credit limit of your account is $2.50.';
    assert.equal(detail({ allowed_to_proceed: true, user_limit: 2.5 }), limit);
    assert.equal(
      detail({ allowed_to_proceed: false, user_limit: 2.5 }),
      `Your credit does not suffice: the provider may cancel the job. ${limit}`,
    );
    assert.match(detail({ allowed_to_proceed: false }), /the job\.$/);
  });

  it('quotes why there is no price, in a sentence that ends', () => {
    const because = (reason: string) => detail({ estimation_available: false, unavailable_reason: reason });
    assert.equal(
      because('train_file_not_validated'),
      'The provider gives as the reason: “train_file_not_validated”.',
    );
    assert.equal(because('x'.repeat(5_000)), `The provider gives as the reason: “${'x'.repeat(200)}…”.`);
  });
});
