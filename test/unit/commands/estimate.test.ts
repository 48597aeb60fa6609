import assert from 'node:assert/strict';
import type { DialectId } from '../../../src/api/connection';
import { emptyDraft } from '../../../src/commands/createJob/draft';
import { type CountedTokens, estimateOf } from '../../../src/commands/createJob/estimate';
import { estimateFacts, estimateRows } from '../../../src/commands/createJob/estimateText';
import { ownRates } from '../../../src/datasets/price/ownRates';
import type { JobSource } from '../../../src/jobs/source';
import { Format } from '../../../src/shared/format';

const format = new Format('en');

interface Situation {
  readonly provider?: DialectId;
  readonly model?: string;
  readonly method?: 'supervised' | 'reinforcement';
  readonly epochs?: string;
  readonly tokens?: CountedTokens;
  readonly own?: unknown;
  readonly reports?: true | string;
  /** Seconds that past jobs of 1,500,000 tokens took. */
  readonly past?: readonly number[];
}

function counted(total: number, { trained = 0, isExact = true, rows = 200 } = {}): CountedTokens {
  const tokens = { total, trained, isExact };
  return {
    kind: 'counted',
    survey: { rows, tokens, longest: { line: 1_017, tokens: 3_112 }, lengths: new Map() },
  };
}

function textsOf(
  {
    provider = 'openai',
    model = 'gpt-4o-mini',
    method = 'supervised',
    epochs = 'auto',
    tokens = counted(1_500_000),
    own = [],
    reports = 'It does not say.',
    past = [],
  }: Situation,
  facts = false,
): string[] {
  const draft = { ...emptyDraft(method), model, hyperparameters: { n_epochs: epochs } };
  const jobs = past.map((seconds) => ({
    ...{ status: 'succeeded', model, createdAt: 0, finishedAt: seconds, trainedTokens: 1_500_000 },
  }));
  const source = {
    kind: 'Acme',
    address: null,
    capabilities: { priceEstimate: reports },
    creation: { options: { id: provider } },
    store: { all: () => jobs },
  } as unknown as JobSource; // as much of one as is looked at
  const estimate = estimateOf(draft, source, tokens, ownRates(own));
  return (facts ? estimateFacts : estimateRows)(estimate, source, format).map(
    ({ label, text }) => `${label}: ${text}`,
  );
}

describe('what is expected of a job, at a glance', () => {
  const price = (situation: Situation) => textsOf(situation).find((text) => text.startsWith('Price'));
  const tokensOf = (tokens: CountedTokens) => textsOf({ tokens })[0];

  it('counts, then says how many tokens', () => {
    const progress = { done: 1024, size: 4096 };
    assert.equal(tokensOf({ kind: 'counting', progress: null }), 'Tokens: counting…');
    assert.equal(tokensOf({ kind: 'counting', progress }), 'Tokens: counting: 1 KB of 4 KB');
    assert.equal(tokensOf(counted(12_345)), 'Tokens: 12,345');
    assert.equal(tokensOf(counted(12_345, { trained: 4_000 })), 'Tokens: 12,345, of which 4,000 are trained');
    assert.equal(
      tokensOf(counted(12_345, { isExact: false })),
      'Tokens: about 12,345, as OpenAI’s models count them',
    );
    assert.equal(tokensOf({ kind: 'none' }), 'Tokens: counted once a training file is chosen');
    assert.equal(tokensOf({ kind: 'unknown' }), 'Tokens: unknown: the file cannot be read');
    assert.equal(
      tokensOf({ kind: 'elsewhere' }),
      'Tokens: unknown: the uploaded file is not in the workspace',
    );
  });

  it('prices the epochs that were chosen', () => {
    assert.equal(price({ epochs: '2' }), 'Price: $9.00 for 2 epochs');
    assert.equal(price({ epochs: '1' }), 'Price: $4.50 for 1 epoch');
    assert.equal(
      price({ epochs: '2', tokens: counted(1_500_000, { isExact: false }) }),
      'Price: about $9.00 for 2 epochs',
    );
    assert.equal(price({ epochs: '1', tokens: counted(100) }), 'Price: $0.0003 for 1 epoch');
  });

  it('prices one epoch where what a cloned job has is no number of them', () => {
    for (const epochs of ['max', '0', '-1', 'true', '1e999'])
      assert.equal(price({ epochs }), 'Price: $4.50 for each epoch', epochs);
  });

  it('is about so much for each epoch where the tokens are estimated', () => {
    const tokens = counted(1_500_000, { isExact: false });
    assert.equal(price({ epochs: 'max', tokens }), 'Price: about $4.50 for each epoch');
  });

  it('prices the epochs that the provider usually chooses, and says so', () => {
    assert.equal(price({}), 'Price: about $13.50 for 3 epochs');
    assert.equal(
      price({ provider: 'azure', own: [{ model: '*', price: 2, currency: 'EUR' }] }),
      'Price: €3.00 for each epoch',
    );
  });

  it('says what is unknown, and invents nothing', () => {
    assert.equal(price({ provider: 'azure' }), 'Price: unknown. It does not say.');
    assert.equal(price({ model: 'o3' }), 'Price: unknown. It does not say.');
    assert.equal(price({ tokens: { kind: 'unknown' } }), 'Price: unknown. It does not say.');
    assert.equal(price({ tokens: { kind: 'counting', progress: null } }), 'Price: counting…');
    assert.equal(price({ provider: 'local', reports: 'It is free.' }), 'Price: It is free.');
    assert.equal(price({ reports: true }), 'Price: Acme reports it before the job is created');
  });

  it('is by the hour for reinforcement', () => {
    assert.equal(
      price({ model: 'o4-mini-2025-04-16', method: 'reinforcement' }),
      'Price: $100.00 for each hour of training',
    );
  });

  it('reads the time off past jobs, where there are any', () => {
    assert.equal(textsOf({}).length, 2);
    assert.equal(textsOf({ epochs: '1', past: [600] })[2], 'Time: about 10m, as the last such job took');
    assert.equal(textsOf({ epochs: '2', past: [600, 900] })[2], 'Time: 20m to 30m, as 2 such jobs took');
    assert.equal(textsOf({ provider: 'azure', past: [600] }).length, 2);
    assert.equal(textsOf({ provider: 'local', epochs: '1', past: [600] }).length, 2);
  });
});

describe('where the figures before a job are from', () => {
  it('are the longest row, the epochs, the rate and its source', () => {
    assert.deepEqual(textsOf({ epochs: '2' }, true).slice(2), [
      'Longest row: 3,112 tokens, in line 1,017',
      'Epochs: 2',
      'Rate: $3.00 for 1M tokens',
      'Source: https://platform.openai.com/docs/pricing',
      'As of: 2026-08-05',
    ]);
  });

  it('name the setting, the hour, and who chooses the epochs', () => {
    const own = [{ model: '*', price: 7, per: 'hour' }];
    assert.deepEqual(textsOf({ provider: 'azure', own }, true).slice(3), [
      'Epochs: chosen by the provider',
      'Rate: $7.00 an hour',
      'Source: your setting fineTuning.prices',
    ]);
    assert.equal(textsOf({}, true)[3], 'Epochs: 3, which the provider usually chooses for so many rows');
  });
});
