import assert from 'node:assert/strict';
import { encodingOf } from '../../../../src/datasets/tokens/encodingOf';

describe('encodingOf', () => {
  const models = {
    o200k_base: [
      ...['gpt-4o', 'gpt-4o-mini-2024-07-18', 'gpt-4.1-nano-2025-04-14', 'gpt-4.5-preview', 'gpt-5.1', 'o1'],
      ...['o3-mini', 'o4-mini-2025-04-16', 'chatgpt-4o-latest', 'ft:gpt-4o-mini-2024-07-18:acme::8xyz'],
      ...['openai/gpt-oss-20b', 'accounts/fireworks/models/gpt-oss-120b', 'GPT-4o-mini-2024-07-18.ft-0a1b'],
    ],
    cl100k_base: [
      ...['gpt-4', 'gpt-4-0613', 'gpt-4-32k', 'gpt-3.5-turbo-0125', 'gpt-35-turbo', 'davinci-002'],
      ...[
        'babbage-002',
        'ft:gpt-3.5-turbo-0125:acme:bot:9abc',
        'ft:babbage-002:acme::1',
        'gpt-35-turbo-1106.ft-9',
      ],
    ],
    none: [
      ...[
        '',
        'my-deployment',
        'meta-llama/Llama-3.3-70B-Instruct',
        'open-mistral-nemo',
        'local-tiny',
        'davinci',
      ],
      ...['gpt2', 'o10', 'gpt-4omega', 'text-davinci-003', 'gemini-2.5-flash', 'Qwen/Qwen3-8B', 'o1mega'],
    ],
  };
  for (const [encoding, names] of Object.entries(models))
    for (const name of names)
      it(`is ${encoding} of “${name}”`, () => {
        assert.equal(encodingOf(name) ?? 'none', encoding);
      });
});
