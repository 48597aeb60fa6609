import assert from 'node:assert/strict';
import { localai as dialect } from '../../../../src/api/dialects/localai';
import { FineTuningJob } from '../../../../src/api/wire/job';
import { localaiProvider } from '../../../support/providers/localai';
import { collect, useProvider } from '../../../support/providers/use';
import { countedSource } from '../../../support/uploads';

describe('localai', () => {
  const localai = useProvider('localai', localaiProvider);
  const method = { type: 'supervised' as const, hyperparameters: { n_epochs: 2, learning_rate: 0.0002 } };

  it('reads its jobs, from a bare array', async () => {
    const [running, failed, done] = await collect(localai.client().jobs.list());
    assert.deepEqual(
      [running?.status, running?.seed, running?.method?.type, running?.trainingFiles[0]?.id, running?.error],
      ['training', 42, 'supervised', '/data/train.jsonl', null],
    );
    assert.deepEqual(running?.hyperparameters, { n_epochs: 2, batch_size: 4, learning_rate: 0.0002 });
    assert.equal(failed?.error?.message, 'CUDA out of memory');
    assert.equal(done?.fineTunedModel, 'faq-gguf');
  });

  it('has no reason where LocalAI gives none', () => {
    const job = FineTuningJob.parse(dialect.toJob?.({ id: 'a', status: 'failed', message: '' }));
    assert.equal(job.error, null);
  });

  it('finds its API beside /v1', async () => {
    const client = localai.client({ connection: { baseUrl: `${localai.server.origin}/v1/` } as object });
    assert.equal((await collect(client.jobs.list())).length, 3);
    await collect(client.models.list());
    assert.deepEqual(
      localai.server.requests.map(({ path }) => path),
      ['/api/fine-tuning/jobs', '/v1/models'],
    );
  });

  it('asks for the job where an action is only acknowledged', async () => {
    const { jobs } = localai.client();
    const created = await jobs.create({ model: 'm', trainingFile: '/data/x.jsonl', seed: 1, method });
    assert.deepEqual([created.id, created.status, created.seed], ['a4', 'queued', 1]);
    assert.equal((await jobs.cancel('a1')).status, 'stopped');
    assert.deepEqual(await localai.server.requests[0]?.json(), {
      model: 'm',
      dataset_source: '/data/x.jsonl',
      training_method: 'sft',
      seed: 1,
      num_epochs: 2,
      learning_rate: 0.0002,
    });
    assert.deepEqual(
      localai.server.requests.map(({ method, path }) => `${method} ${path.slice(21)}`),
      ['POST ', 'GET /a4', 'POST /a1/stop', 'GET /a1'],
    );
  });

  it('reads checkpoints, and none where Go says null', async () => {
    const { jobs } = localai.client();
    const checkpoints = await collect(jobs.listCheckpoints('a1'));
    assert.deepEqual(
      checkpoints.map(({ id, step, metrics }) => [id, step, metrics]),
      [
        ['/data/out/checkpoint-5', 5, { train_loss: 1.2 }],
        ['/data/out/checkpoint-1', 1, {}], // a loss that was never measured
      ],
    );
    assert.deepEqual(await collect(jobs.listCheckpoints('a2')), []);
  });

  it('uploads a data set, whose id is its path', async () => {
    const file = await localai.client().files.upload(countedSource(10, 'faq.jsonl'), 'fine-tune');
    assert.deepEqual([file.id, file.filename], ['/data/datasets/faq.jsonl', 'faq.jsonl']);
  });

  it('deletes a job', async () => {
    const { jobs } = localai.client();
    assert.equal((await jobs.delete('a3')).deleted, true);
  });
});
