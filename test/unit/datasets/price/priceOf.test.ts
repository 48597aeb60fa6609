import assert from 'node:assert/strict';
import { knownRates } from '../../../../src/datasets/price/knownRates';
import { ownRates } from '../../../../src/datasets/price/ownRates';
import { type JobToPrice, priceOf } from '../../../../src/datasets/price/priceOf';
import { usualEpochs } from '../../../../src/datasets/price/usualEpochs';

const job: JobToPrice = {
  provider: 'openai',
  address: null,
  model: 'gpt-4o-mini-2024-07-18',
  method: 'supervised',
  tokens: 1_500_000,
  epochs: 2,
};

/** The rate of a job, and its amount. */
function priced(changes: Partial<JobToPrice>, rates = knownRates) {
  const price = priceOf({ ...job, ...changes }, rates);
  if (price === null) return null;
  if (price.kind === 'free') return 'free';
  return price.kind === 'hourly' ? `${price.rate.price} an hour` : price.amount;
}

describe('priceOf', () => {
  it('is tokens times epochs times the rate', () => {
    const price = priceOf(job, knownRates);
    assert.ok(price?.kind === 'amount');
    assert.deepEqual([price.amount, price.isPerEpoch, price.rate.price], [9, false, 3]);
  });

  it('is of one epoch where nobody knows how many', () => {
    const price = priceOf({ ...job, epochs: null }, knownRates);
    assert.ok(price?.kind === 'amount');
    assert.deepEqual([price.amount, price.isPerEpoch], [4.5, true]);
  });

  it('is by the hour for reinforcement', () => {
    const model = 'o4-mini-2025-04-16';
    assert.equal(priced({ model, method: 'reinforcement', tokens: null }), '100 an hour');
    assert.equal(priced({ model }), null);
  });

  it('knows the models of OpenAI apart', () => {
    const rates = Object.entries({
      'gpt-4.1-2025-04-14': 25,
      'gpt-4.1': 25,
      'gpt-4.1-mini-2025-04-14': 5,
      'gpt-4.1-nano-2025-04-14': 1.5,
      'gpt-4o-2024-08-06': 25,
      'gpt-4o-mini': 3,
      'gpt-3.5-turbo-0125': 8,
      'davinci-002': 6,
      'babbage-002': 0.4,
      'ft:gpt-4.1-nano-2025-04-14:acme:bot:9abc': 1.5,
    });
    for (const [model, rate] of rates)
      assert.equal(priced({ model, tokens: 1_000_000, epochs: 1 }), rate, model);
    for (const model of ['gpt-4-0613', 'gpt-4o-audio-preview', 'o3', 'gpt-5', '', 'a.gpt-4o-mini'])
      assert.equal(priced({ model }), null, model);
  });

  it('prices preferences as OpenAI does, and not what is graded', () => {
    assert.equal(priced({ method: 'dpo' }), 9);
    assert.equal(priced({ method: 'reinforcement' }), null);
  });

  it('takes no server that speaks as a provider does for it', () => {
    assert.equal(priced({ address: 'https://eu.api.openai.com/v1' }), 9);
    for (const address of ['http://127.0.0.1:4200/v1', 'https://openai.com.example/v1', 'notopenai.com'])
      assert.equal(priced({ address }), null, address);
    assert.equal(priced({ provider: 'azure' }), null);
  });

  it('prices a model at Fireworks by its size', () => {
    const fireworks = { provider: 'fireworks', address: 'https://api.fireworks.ai/v1/accounts/me' } as const;
    const path = 'accounts/fireworks/models/';
    const tokens = 1_000_000;
    for (const name of ['llama-v3p1-8b-instruct', 'qwen3-0p6b', 'qwen2p5-coder-14b-instruct', 'a-16b'])
      assert.equal(priced({ ...fireworks, model: path + name, tokens }), 1, name);
    for (const name of ['llama-v3p3-70b-instruct', 'qwen3-30b-a3b', 'gpt-oss-20b', 'deepseek-v3', 'a-17b'])
      assert.equal(priced({ ...fireworks, model: path + name, tokens }), null, name);
    const model = `${path}qwen3-8b`;
    assert.equal(priced({ ...fireworks, model, tokens, method: 'dpo' }), 2);
    assert.equal(priced({ ...fireworks, model, method: 'reinforcement' }), null);
  });

  it('is nothing on a machine of one’s own, unless a rate is set', () => {
    assert.equal(priced({ provider: 'local', model: 'local-tiny' }), 'free');
    const own = ownRates([{ model: 'local-*', price: 1 }]);
    assert.equal(priced({ provider: 'local', model: 'local-tiny' }, own), 3);
  });

  it('is unknown without tokens', () => {
    assert.equal(priced({ tokens: null }), null);
    assert.equal(priced({ tokens: 0 }), 0);
  });

  it('says of every published rate where it stands, and since when', () => {
    for (const { source, seen } of knownRates) {
      assert.match(source ?? '', /^https:\/\//);
      assert.match(seen ?? '', /^20\d\d-\d\d-\d\d$/);
    }
  });
});

describe('rates of one’s own', () => {
  const rates = (...entries: readonly unknown[]) => [...ownRates(entries), ...knownRates];

  it('come before the published ones, the first that fits', () => {
    const own = rates({ model: 'gpt-4o-mini*', price: 2 }, { model: '*', price: 1 });
    assert.equal(priced({}, own), 6);
    assert.equal(priced({ model: 'my-model' }, own), 3);
    assert.equal(priced({ model: 'GPT-4o-mini-2024-07-18', provider: 'azure', address: 'http://a' }, own), 6);
  });

  it('are for one provider or method alone where they say so', () => {
    const own = rates({ model: '*', price: 1, provider: 'azure', method: 'dpo' });
    assert.equal(priced({ provider: 'azure', method: 'dpo' }, own), 3);
    assert.equal(priced({ provider: 'azure' }, own), null);
    assert.equal(priced({ method: 'dpo' }, own), 9);
  });

  it('keep their currency, unit and source', () => {
    const [rate] = ownRates([
      { model: 'a', price: 5, currency: 'EUR', per: 'hour', source: 'contract', seen: '2026-01-02' },
    ]);
    assert.deepEqual(rate, {
      ...{ model: 'a', price: 5, currency: 'EUR', per: 'hour', source: 'contract', seen: '2026-01-02' },
    });
    assert.deepEqual(ownRates([{ model: 'a', price: 0 }]), [
      { model: 'a', price: 0, currency: 'USD', per: 'millionTokens', source: null, seen: null },
    ]);
  });

  it('are left out where they have a mistake', () => {
    assert.deepEqual(ownRates('x'), []);
    const broken = [
      null,
      1,
      {},
      { model: 'a' },
      { price: 1 },
      { model: '', price: 1 },
      { model: 'a', price: -1 },
    ];
    assert.deepEqual(ownRates([...broken, { model: 'a', price: 1, per: 'year' }]), []);
    assert.equal(ownRates([...broken, { model: 'a', price: 1 }]).length, 1);
  });

  it('take a name for text', () => {
    const own = rates({ model: 'a.b(c)*', price: 1 });
    assert.equal(priced({ model: 'a.b(c)-1' }, own), 3);
    assert.equal(priced({ model: 'axb(c)-1' }, own), null);
  });
});

describe('usualEpochs', () => {
  it('are 3 at OpenAI, more for few rows and fewer for many', () => {
    const expected = [
      ...[
        [10, 10],
        [4, 25],
        [1, 25],
        [33, 3],
        [34, 3],
        [50, 3],
      ],
      ...[
        [8_333, 3],
        [8_334, 2],
        [25_000, 1],
        [1_000_000, 1],
      ],
    ] as const;
    for (const [rows, epochs] of expected)
      assert.equal(usualEpochs({ provider: 'openai', address: null }, rows), epochs, String(rows));
  });

  it('are known of few providers', () => {
    assert.deepEqual(
      (['fireworks', 'azure', 'together', 'local'] as const).map((provider) =>
        usualEpochs({ provider, address: null }, 50),
      ),
      [1, null, null, null],
    );
    assert.equal(usualEpochs({ provider: 'openai', address: null }, 0), null);
  });

  it('are not those of a server that only speaks as the provider does', () => {
    for (const provider of ['openai', 'fireworks'] as const)
      assert.equal(usualEpochs({ provider, address: 'http://127.0.0.1:8080/v1' }, 50), null);
    assert.equal(usualEpochs({ provider: 'openai', address: 'https://api.openai.com/v1' }, 50), 3);
  });
});
