import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { bedrockProvider, rewardFunction } from '../../../support/providers/bedrock';
import { useProvider } from '../../../support/providers/use';

const hyperparameters = { n_epochs: 1, batch_size: 4, learning_rate_multiplier: 1 };
const model = 'openai.gpt-oss-20b-1:0';
const grader = { type: 'lambda', lambda: { function: rewardFunction } };

describe('bedrock', () => {
  const bedrock = useProvider('bedrock', bedrockProvider);

  it('creates what the official client creates in the user guide', async () => {
    const theirs = new OpenAI({ apiKey: 'sk-test-key', baseURL: bedrock.server.baseUrl, maxRetries: 0 });
    await theirs.post('/fine_tuning/jobs', {
      body: {
        model,
        training_file: 'file-1',
        method: { type: 'reinforcement', reinforcement: { grader, hyperparameters } },
      },
    });
    const job = await bedrock.client().jobs.create({
      model,
      trainingFile: 'file-1',
      suffix: 'not-supported',
      metadata: { team: 'blue' },
      settings: { lambda: rewardFunction },
      method: { type: 'reinforcement', hyperparameters },
    });
    const [expected, ours] = await Promise.all(bedrock.server.requests.map((request) => request.json()));
    assert.deepEqual(ours, expected);
    assert.deepEqual([job.method?.grader, job.settings], [grader, { lambda: rewardFunction }]);
  });

  it('keeps the grader of a job that is cloned', async () => {
    const { method } = await bedrock.client().jobs.retrieve('ftjob-1');
    assert.deepEqual(method, { type: 'reinforcement', hyperparameters, grader });
    await bedrock.client().jobs.create({
      model,
      trainingFile: 'file-1',
      method: { type: 'reinforcement', hyperparameters: {}, grader: method.grader },
    });
    const body = await bedrock.server.requests[1]?.json();
    assert.deepEqual(body?.['method'], {
      type: 'reinforcement',
      reinforcement: { grader, hyperparameters: {} },
    });
  });

  it('sends the key as a bearer token, and no header of OpenAI', async () => {
    await bedrock
      .client({ connection: { project: 'p', organization: 'o' } })
      .jobs.list()
      .first();
    const headers = Object.entries(bedrock.server.requests[0]?.headers ?? {});
    const names = headers.map(([name]) => name);
    assert.deepEqual(
      headers.filter(([name]) => name === 'authorization'),
      [['authorization', 'Bearer sk-test-key']],
    );
    assert.deepEqual(
      names.filter((name) => name.startsWith('openai')),
      [],
    );
  });
});
