import assert from 'node:assert/strict';
import { repeatedFacts } from '../../../src/shared/repeatedText';

describe('the fields that a clone repeats', () => {
  const shown = (fields: Record<string, unknown>) => repeatedFacts(fields).map(({ value }) => value);

  it('are text as it is, all else as JSON', () => {
    assert.deepEqual(shown({ backend: 'trl', nodes: 2, gpu_ids: [1], earlyStop: true }), [
      ...['trl', '2', '[1]', 'true'],
    ]);
  });

  it('show no secret, however deep', () => {
    assert.deepEqual(
      shown({
        extra_options: { hf_token: 'abc', env: [{ aws_secret_access_key: 'abc' }], api_keys: ['abc'] },
        'hyperparameters.token': 'abc',
        api_keys: ['abc'],
        credentials: { value: 'abc' },
      }),
      [
        '{"hf_token":"***","env":[{"aws_secret_access_key":"***"}],"api_keys":"***"}',
        ...['***', '***', '***'],
      ],
    );
  });

  it('hide nothing else', () => {
    assert.deepEqual(shown({ tokenizer: 'llama', max_tokens: 512, hf_token: '', is_tokenized: 'no' }), [
      ...['llama', '512', '', 'no'],
    ]);
  });
});
