import assert from 'node:assert/strict';
import { JobCreation } from '../../../../src/api/createOnce';
import type { CreateJob } from '../../../../src/api/dialects/dialect';
import { isFineTuned } from '../../../../src/api/wire/model';
import { lossy } from '../../../support/providers/lossy';
import { nebiusProvider } from '../../../support/providers/nebius';
import { startProvider } from '../../../support/providers/router';
import { collect, useProvider } from '../../../support/providers/use';
import { testClient } from '../../../support/testClient';

const method = { type: 'supervised' as const, hyperparameters: {} };
const params: CreateJob = { model: 'Qwen/Qwen3-4B', trainingFile: 'file-train', suffix: 'faq', method };

describe('nebius', () => {
  const nebius = useProvider('nebius', nebiusProvider);
  const sent = async (at = 0) => await nebius.server.requests[at]?.json();

  it('reads how far a job is, its training type, and nothing where nothing is set', async () => {
    const job = await nebius.client().jobs.retrieve('ftjob-1');
    assert.deepEqual(
      [job.progress, job.suffix, job.organizationId, job.method?.type],
      [0.25, null, null, 'supervised'],
    );
    assert.deepEqual(job.settings, { lora: 'true' });
    assert.equal(job.hyperparameters['learning_rate'], 1e-5);
    assert.equal('lora' in job.hyperparameters, false);
    const [row] = (await nebius.client().jobs.listSummaries().first()).items;
    assert.equal(row?.reportedProgress?.fraction, 0.25);
  });

  it('names the field of the suffix as Nebius does', async () => {
    const { suffix, suffixName } = await nebius.client().jobs.retrieve('ftjob-2');
    assert.deepEqual([suffix, suffixName], ['faq', 'suffix']);
  });

  it('knows no progress before the steps are counted', async () => {
    const job = await nebius.client().jobs.create(params);
    assert.equal(job.progress, null);
  });

  it('sends hyperparameters beside the method, and no metadata', async () => {
    const hyperparameters = { n_epochs: 2, learning_rate: 2e-5, lora_r: 16 };
    const metadata = { team: 'blue' };
    await nebius
      .client()
      .jobs.create({ ...params, seed: 7, metadata, method: { ...method, hyperparameters } });
    assert.deepEqual(await sent(), {
      ...{ model: 'Qwen/Qwen3-4B', training_file: 'file-train', suffix: 'faq', seed: 7 },
      hyperparameters: { ...hyperparameters, lora: true },
    });
  });

  it('trains all weights where that is chosen', async () => {
    const settings = { lora: 'false' };
    const full = { ...method, hyperparameters: { lora_r: 8 } };
    const job = await nebius.client().jobs.create({ ...params, settings, method: full });
    assert.deepEqual((await sent())?.['hyperparameters'], { lora_r: 8, lora: false });
    assert.deepEqual(job.settings, settings);
  });

  it('refuses a multiplier: its learning rate is absolute', async () => {
    const hyperparameters = { learning_rate_multiplier: 2 };
    const created = nebius.client().jobs.create({ ...params, method: { ...method, hyperparameters } });
    await assert.rejects(created, { name: 'InvalidRequestError', message: /learning_rate_multiplier/ });
  });

  it('asks for the jobs of the project that the connection names', async () => {
    const client = nebius.client({ connection: { project: 'aiproject-1', organization: 'org-1' } });
    await client.jobs.list().first();
    const [request] = nebius.server.requests;
    assert.equal(request?.query.get('ai_project_id'), 'aiproject-1');
    assert.deepEqual(
      Object.keys(request.headers).filter((name) => name.startsWith('openai')),
      [],
    );
  });

  it('reads the losses of its checkpoints, which cannot be called', async () => {
    const [last] = await collect(nebius.client().jobs.listCheckpoints('ftjob-2'));
    assert.deepEqual([last?.step, last?.model, last?.startFrom], [20, null, null]);
    assert.deepEqual(last?.metrics, { train_loss: 0.05, valid_loss: 0.1 });
    assert.deepEqual(last.files, ['file-weights']);
  });

  it('tells models that were trained from those that are there, and deletes one by its name alone', async () => {
    const client = nebius.client();
    const models = await collect(client.models.list());
    assert.deepEqual(
      models.filter(isFineTuned).map(({ id }) => id),
      ['Qwen/Qwen3-4B-fast-LoRa:faq-WpCf'],
    );
    await client.models.delete('Qwen/Qwen3-4B-fast-LoRa:faq-WpCf');
    assert.equal(nebius.server.requests.at(-1)?.path, '/v1/models/faq-WpCf');
  });

  it('reports what its validation complains about', async () => {
    const created = nebius.client().jobs.create({ ...params, model: 7 as unknown as string });
    await assert.rejects(created, { status: 422, message: 'Field required' });
  });

  it('asks about a job whose response was lost, since no mark of ours is kept', async () => {
    const server = await startProvider(lossy(nebiusProvider(), 'POST /fine_tuning/jobs'));
    try {
      const client = testClient(server.baseUrl, { connection: { dialect: 'nebius' } });
      const outcome = await new JobCreation(params).send(client);
      assert.equal(outcome.kind, 'unknown');
      assert.deepEqual(
        outcome.candidates.map(({ id }) => id),
        ['ftjob-3'],
      );
      const posts = server.requests.filter(({ method: verb }) => verb === 'POST');
      assert.equal(posts.length, 1);
      assert.equal('metadata' in ((await posts[0]?.json()) ?? {}), false);
    } finally {
      await server.close();
    }
  });
});
