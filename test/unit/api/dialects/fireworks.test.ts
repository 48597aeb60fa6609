import assert from 'node:assert/strict';
import { sendJson, startServer } from '../../../support/httpServer';
import { fireworksProvider } from '../../../support/providers/fireworks';
import { collect, useProvider } from '../../../support/providers/use';
import { testClient } from '../../../support/testClient';

describe('fireworks', () => {
  const fireworks = useProvider('fireworks', fireworksProvider);

  it('shows its three lists of jobs as one, newest first', async () => {
    const page = await fireworks.client().jobs.list().first();
    assert.deepEqual(
      page.items.map(({ id }) => id),
      [
        'supervisedFineTuningJobs/sft-2',
        'dpoJobs/dpo-1',
        'supervisedFineTuningJobs/sft-1',
        'supervisedFineTuningJobs/sft-0',
      ],
    );
    assert.deepEqual([page.cursor, page.total], [null, 4]);
  });

  it('goes through all pages of all lists', async () => {
    const pages = await collect(fireworks.client().jobs.list({ limit: 1 }).pages());
    assert.deepEqual(
      pages.map(({ items }) => items.map(({ id }) => id.split('/')[1])),
      [['dpo-1', 'sft-0'], ['sft-1'], ['sft-2']],
    );
    // A list that is at its end is not asked again.
    assert.equal(fireworks.server.requests.filter(({ path }) => path.endsWith('/dpoJobs')).length, 1);
  });

  it('reads a job of each kind', async () => {
    const { jobs } = fireworks.client();
    const failed = await jobs.retrieve('supervisedFineTuningJobs/sft-2');
    assert.deepEqual(failed.error, { code: 'INVALID_ARGUMENT', message: 'line 3: no messages', param: null });
    assert.deepEqual(
      [failed.status, failed.progress, failed.model, failed.fineTunedModel, failed.suffix],
      [
        'JOB_STATE_FAILED',
        0.42,
        'accounts/fireworks/models/llama-v3p1-8b-instruct',
        'accounts/acme/models/faq',
        'faq',
      ],
    );
    assert.deepEqual(failed.trainingFiles[0]?.id, 'datasets/train');
    assert.deepEqual(failed.hyperparameters, { n_epochs: 2, learning_rate: 0.0001, lora_rank: 8 });
    assert.deepEqual(failed.integrations[0]?.project, 'faq');
    const dpo = await jobs.retrieve('dpoJobs/dpo-1');
    assert.deepEqual(
      [dpo.method?.type, dpo.model, dpo.error, dpo.finishedAt],
      ['dpo', 'accounts/fireworks/models/qwen', null, Date.UTC(2026, 0, 2, 13) / 1000],
    );
  });

  it('creates a job in the list of its method', async () => {
    const { jobs } = fireworks.client();
    const of = (type: 'supervised' | 'dpo') => ({
      model: 'base',
      trainingFile: 'datasets/train',
      suffix: 'faq',
      method: { type, hyperparameters: { n_epochs: 2 } },
    });
    assert.equal((await jobs.create(of('supervised'))).id, 'supervisedFineTuningJobs/new');
    assert.equal((await jobs.create(of('dpo'))).id, 'dpoJobs/new');
    const [sft, dpo] = await Promise.all(fireworks.server.requests.map((request) => request.json()));
    assert.deepEqual([sft?.['baseModel'], sft?.['epochs'], sft?.['trainingConfig']], ['base', 2, undefined]);
    assert.deepEqual(dpo?.['trainingConfig'], { baseModel: 'base', outputModel: 'faq', epochs: 2 });
  });

  it('resumes and deletes by the name of the resource', async () => {
    const { jobs } = fireworks.client();
    assert.equal((await jobs.resume('dpoJobs/dpo-1')).status, 'JOB_STATE_RUNNING');
    assert.deepEqual(await jobs.delete('dpoJobs/dpo-1'), { id: null, deleted: true });
    assert.deepEqual(
      fireworks.server.requests.map(({ method, path }) => `${method} ${path}`),
      ['POST /v1/accounts/acme/dpoJobs/dpo-1:resume', 'DELETE /v1/accounts/acme/dpoJobs/dpo-1'],
    );
  });

  it('takes data sets for files', async () => {
    const [file] = await collect(fireworks.client().files.list());
    assert.deepEqual([file?.id, file?.filename, file?.status], ['datasets/train', 'train', 'READY']);
  });

  it('reports of a fine-tuned model its base and its job, and deletes it by its own name', async () => {
    const { models, files } = fireworks.client();
    const [model, ...others] = await collect(models.list());
    assert.deepEqual(
      [model?.id, model?.base, model?.jobId],
      ['accounts/acme/models/faq', 'accounts/fireworks/models/qwen', 'supervisedFineTuningJobs/sft-0'],
    );
    assert.equal(others.length, 200, 'of two pages');
    await models.delete('accounts/acme/models/faq');
    await files.delete('datasets/train');
    assert.deepEqual(
      fireworks.server.requests.slice(2).map(({ method, path }) => `${method} ${path}`),
      ['DELETE /v1/accounts/acme/models/faq', 'DELETE /v1/accounts/acme/datasets/train'],
    );
  });

  for (const [status, survives] of [
    [403, true],
    [404, true],
    [500, false],
  ] as const) {
    it(`${survives ? 'loses one list, not all,' : 'fails'} where one list responds with ${String(status)}`, async () => {
      const server = await startServer(({ path }, response) => {
        if (path.includes('dpo')) sendJson(response, { message: 'no' }, status);
        else sendJson(response, {});
      });
      try {
        const client = testClient(server.origin, { connection: { dialect: 'fireworks' }, retries: 0 });
        if (survives) assert.deepEqual((await client.jobs.list().first()).items, []);
        else await assert.rejects(client.jobs.list().first(), { status });
      } finally {
        await server.close();
      }
    });
  }
});
