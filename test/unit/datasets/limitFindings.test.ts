import assert from 'node:assert/strict';
import { isForModel, leastExamples, limitsOf } from '../../../src/api/dialects/dataLimits';
import { limitFindings, type MeasuredFile } from '../../../src/datasets/limitFindings';
import { Format } from '../../../src/shared/format';
import { dialects } from '../../support/dialects';

const good: MeasuredFile = {
  use: 'training',
  examples: 5_000,
  bytes: 1_000,
  rowsByTokens: null,
  model: null,
  method: 'supervised' as const,
};
const megabyte = 1024 * 1024;

function found(dialect: keyof typeof dialects, change: Partial<MeasuredFile> = {}) {
  return limitFindings({ ...good, ...change }, limitsOf(dialects[dialect]), new Format('en'));
}

const texts = (...[dialect, change]: Parameters<typeof found>) =>
  found(dialect, change).map(({ severity, text }) => `${severity}: ${text}`);

describe('limits of providers', () => {
  it('let an ordinary file pass everywhere', () => {
    for (const dialect of Object.keys(dialects) as (keyof typeof dialects)[])
      // its keys, no others
      assert.deepEqual(texts(dialect), [], dialect);
  });

  it('are the fewest examples, those that are recommended, and the most', () => {
    const few = 'error: 9 examples, but at least 10 are needed';
    for (const dialect of ['openai', 'azure', 'local'] as const)
      assert.deepEqual(texts(dialect, { examples: 9 }), [few]);
    assert.deepEqual(texts('fireworks', { examples: 9 }), []);
    assert.deepEqual(texts('fireworks', { examples: 2 }), ['error: 2 examples, but at least 3 are needed']);
    assert.deepEqual(texts('openai', { examples: 49 }), [
      'warning: 49 examples, but 50 or more are recommended',
    ]);
    assert.deepEqual(texts('openai', { examples: 49, method: 'reinforcement' }), []);
    assert.deepEqual(texts('openai', { examples: 9, method: 'dpo' }), [few]);
    assert.deepEqual(texts('vertex', { examples: 1 }), [
      'warning: 1 example, but 100 or more are recommended',
    ]);
    assert.deepEqual(texts('bedrock', { examples: 20_001 }), [
      'error: 20,001 examples, but at most 20,000 are taken',
    ]);
  });

  it('are those of a validation file for a validation file', () => {
    const use = 'validation';
    assert.deepEqual(texts('openai', { use, examples: 1 }), []);
    assert.deepEqual(texts('vertex', { use, examples: 5_001 }), [
      'error: 5,001 examples, but at most 5,000 are taken',
    ]);
    assert.deepEqual(texts('mistral', { use, bytes: 2 * megabyte }), [
      'error: The file has 2 MB, but at most 1 MB are taken',
    ]);
    assert.deepEqual(texts('mistral', { bytes: 2 * megabyte }), []);
  });

  it('are the size of a file, also where only the upload limits it', () => {
    for (const [dialect, maximum] of [
      ['azure', 512],
      ['mistral', 512],
      ['dashscope', 300],
      ['vertex', 1024],
      ['nebius', 512],
    ] as const) {
      assert.deepEqual(texts(dialect, { bytes: maximum * megabyte }), []);
      assert.equal(found(dialect, { bytes: maximum * megabyte + 1 })[0]?.severity, 'error', dialect);
    }
    assert.deepEqual(texts('huggingface', { bytes: Number.MAX_SAFE_INTEGER }), []);
    assert.equal(found('nebius', { bytes: 1024 * megabyte })[0]?.page, null);
  });

  it('are the tokens of an example, by the base model', () => {
    const rowsByTokens = new Map([
      [100, 7],
      [40_000, 1],
      [70_000, 2],
    ]);
    const long = '2 rows have more than 65,536 tokens';
    assert.deepEqual(texts('openai', { rowsByTokens, model: 'ft:gpt-4o-mini-2024-07-18:acme::id' }), [
      `warning: ${long}: what follows them is cut off (gpt-4o, gpt-4o-mini)`,
    ]);
    assert.deepEqual(texts('openai', { rowsByTokens, model: 'gpt-3.5-turbo' }), []);
    assert.equal(texts('azure', { rowsByTokens, model: null }).length, 2);
    assert.deepEqual(texts('azure', { rowsByTokens, model: 'gpt-4.1-nano-2025-04-14' }), [
      'warning: 3 rows have more than 32,768 tokens: no more are documented for an example (gpt-4.1-nano)',
    ]);
  });

  it('name where they stand, and as of when', () => {
    const [few] = found('openai', { examples: 3 });
    assert.deepEqual(few, {
      ...{ of: 'examples', severity: 'error', text: '3 examples, but at least 10 are needed' },
      page: 'https://developers.openai.com/api/docs/guides/supervised-fine-tuning',
      seen: '2026-11-27',
    });
  });

  it('say how many examples a provider wants, and nothing of one that documents no number', () => {
    const least = Object.entries(dialects).map(([id, { dataLimits }]) => [id, leastExamples(dataLimits)]);
    const known = least.filter(([, count]) => count !== 1);
    assert.deepEqual(Object.fromEntries(known), {
      ...{ openai: 10, azure: 10, fireworks: 3, bedrock: 100, local: 10 },
    });
  });

  it('know a model with a version, a path or an owner, and no other one', () => {
    const limit = {
      of: 'tokens',
      models: ['gpt-4.1'],
      page: null,
      seen: null,
    } as const;
    for (const model of ['gpt-4.1', 'GPT-4.1-2025-04-14', 'ft:gpt-4.1:acme', 'models/gpt-4.1@001'])
      assert.ok(isForModel(limit, model), model);
    for (const model of ['gpt-4.1-nano', 'gpt-4.10', 'my-gpt-4.1', ''])
      assert.ok(!isForModel(limit, model), model);
  });
});
