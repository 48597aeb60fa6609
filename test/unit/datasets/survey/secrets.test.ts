import assert from 'node:assert/strict';
import { secretsIn } from '../../../../src/datasets/survey/secrets';

const found = (text: string) =>
  [...secretsIn(text)].map(({ kind, span }) => `${kind} ${text.slice(span.start, span.end)}`);
/** Made for this test: keys of no account. */
const random = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d';

describe('secrets in training data', () => {
  it('are keys by how their services begin them', () => {
    for (const key of [
      `sk-${random}`,
      `sk-proj-${random}`,
      'AKIAIOSFODNN7EXAMPLE',
      `ghp_${random}`,
      `hf_${random.slice(0, 34)}`,
      `AIza${random.slice(0, 35)}`,
      `xoxb-${random}`,
    ])
      assert.deepEqual(found(`{"content":"use ${key}, please"}`), [`key ${key}`]);
  });

  it('are keys after an escape of JSON too', () => {
    assert.deepEqual(found(`{"content":"key:\\nsk-${random}"}`), [`key sk-${random}`]);
  });

  it('are no words that end as a key begins', () => {
    assert.deepEqual(found('a risk-assessment-of-something-very-long-indeed and a task-force'), []);
    assert.deepEqual(found(`desk-${random}`), []);
    assert.deepEqual(found('sk-this-is-only-a-name-of-something'), []);
  });

  it('are private keys', () => {
    assert.deepEqual(found('-----BEGIN RSA PRIVATE KEY-----\\nMII'), [
      'privateKey -----BEGIN RSA PRIVATE KEY-----',
    ]);
    assert.deepEqual(found('-----BEGIN PUBLIC KEY-----'), []);
  });

  it('are addresses that somebody may have', () => {
    assert.deepEqual(found('write to jane.doe+x@mail.company.co.uk.'), [
      'email jane.doe+x@mail.company.co.uk',
    ]);
    assert.deepEqual(found('jane@example.com, @decorator, a@b, git@localhost'), []);
  });

  it('are numbers of cards with a right check digit', () => {
    assert.deepEqual(found('pay with 4111 1111 1111 1111 today'), ['card 4111 1111 1111 1111']);
    assert.deepEqual(found('378282246310005'), ['card 378282246310005']);
    assert.deepEqual(found('4111 1111 1111 1112'), []);
    assert.deepEqual(found('id 94111111111111111234567'), []);
    assert.deepEqual(found('0.4111111111111111'), []);
  });

  it('are looked for in time that grows with the text alone', () => {
    for (const piece of ['@', 'a', 'a.', '4', '4 ', 'sk-', '-----BEGIN ', 'ghp_a', 'a@a.'])
      assert.ok(found(piece.repeat(200_000 / piece.length)).length < 100_000);
  });
});
