import assert from 'node:assert/strict';
import { Mistral } from '@mistralai/mistralai';
import { mistralProvider } from '../../../support/providers/mistral';
import { collect, useProvider } from '../../../support/providers/use';

describe('mistral', () => {
  const mistral = useProvider('mistral', () => mistralProvider(250));
  const method = { type: 'supervised' as const, hyperparameters: { n_epochs: 2, learning_rate: 0.0001 } };

  it('lists page by page, counting from 0', async () => {
    const jobs = await collect(mistral.client().jobs.list());
    assert.equal(new Set(jobs.map(({ id }) => id)).size, 250);
    assert.deepEqual(
      mistral.server.requests.map(({ url }) => url),
      [0, 1, 2].map((page) => `/v1/fine_tuning/jobs?page=${String(page)}&page_size=100`),
    );
    assert.equal((await mistral.client().jobs.list({ limit: 5 }).first()).total, 250);
  });

  it('reads its job', async () => {
    const job = await mistral.client().jobs.retrieve('job-0');
    assert.deepEqual(
      [
        job.status,
        job.finishedAt,
        job.estimatedFinish,
        job.price,
        job.priceCurrency,
        job.trainedTokens,
        job.suffix,
        job.metadata,
      ],
      ['FAILED', 1_725_000_600, 1_725_001_500, 1.5, 'EUR', 131_072, 'faq', {}],
    );
    assert.deepEqual(job.hyperparameters, {
      n_epochs: 3,
      training_steps: 10,
      learning_rate: 0.0001,
      seq_len: 32_768,
    });
    assert.deepEqual(job.error, { code: null, message: 'out of memory', param: null });
    assert.deepEqual(job.integrations, [
      { type: 'wandb', project: 'faq', name: 'run', entity: null, tags: [] },
    ]);
  });

  it('finds events and checkpoints in the job itself', async () => {
    const { jobs } = mistral.client();
    const events = await collect(jobs.listEvents('job-0'));
    assert.deepEqual(
      events.map(({ level, message }) => [level, message]),
      [
        ['error', 'status-updated: FAILED: out of memory'],
        ['info', 'status-updated: QUEUED'],
      ],
    );
    assert.deepEqual(await collect(jobs.listCheckpoints('job-0')), [
      {
        id: 'job-0:10',
        createdAt: 1_725_000_400,
        ...{ model: null, startFrom: null },
        step: 10,
        metrics: { train_loss: 0.8, valid_loss: 1.1, valid_mean_token_accuracy: 1.7 },
        jobId: 'job-0',
      },
    ]);
  });

  it('creates a job that waits to be started, and writes to Weights & Biases, as its own client does', async () => {
    const { origin, requests } = mistral.server;
    const official = new Mistral({ apiKey: 'sk-test-key', serverURL: origin });
    await official.fineTuning.jobs.create({
      ...{
        model: 'm',
        trainingFiles: [{ fileId: 'file-1' }],
        hyperparameters: { learningRate: 0.0001 },
        autoStart: false,
      },
      integrations: [{ project: 'faq', apiKey: 'wandb-key' }],
    });
    await mistral.client().jobs.create({
      ...{ model: 'm', trainingFile: 'file-1', settings: { auto_start: 'false' } },
      integrations: [{ type: 'wandb', wandb: { project: 'faq', api_key: 'wandb-key' } }],
      method: { type: 'supervised', hyperparameters: { learning_rate: 0.0001 } },
    });
    const [theirs, sent] = await Promise.all(requests.map((request) => request.json()));
    assert.deepEqual({ ...sent, invalid_sample_skip_percentage: 0 }, theirs);
  });

  it('reports whether a job starts by itself', async () => {
    assert.deepEqual((await mistral.client().jobs.retrieve('job-0')).settings, { auto_start: 'true' });
  });

  it('starts a job that waits to be started', async () => {
    assert.equal((await mistral.client().jobs.start('job-1')).status, 'QUEUED');
  });

  it('narrows its list as its own client does', async () => {
    const { origin, requests } = mistral.server;
    const official = new Mistral({ apiKey: 'sk-test-key', serverURL: origin });
    const [from, before] = [1_725_000_000, 1_725_000_001];
    await official.fineTuning.jobs.list({
      ...{ page: 0, pageSize: 100, status: 'FAILED' },
      createdAfter: new Date(from * 1000),
      createdBefore: new Date(before * 1000),
    });
    const narrowed = { status: 'FAILED', createdFrom: from, createdBefore: before };
    const jobs = await collect(mistral.client().jobs.list(narrowed));
    assert.deepEqual(
      jobs.map(({ id }) => id),
      ['job-0'],
    );
    const [theirs, ours] = requests.map(({ query }) => Object.fromEntries(query));
    assert.deepEqual({ ...ours, created_by_me: 'false' }, theirs); // a default that it adds
  });

  it('asks as its own client does, and gets responses as its own client expects', async () => {
    const { origin, requests } = mistral.server;
    const official = new Mistral({ apiKey: 'sk-test-key', serverURL: origin });
    const ours = mistral.client();
    const created = await official.fineTuning.jobs.create({
      model: 'open-mistral-7b',
      trainingFiles: [{ fileId: 'file-1' }],
      validationFiles: ['file-2'],
      suffix: 'faq',
      hyperparameters: { epochs: 2, learningRate: 0.0001 },
      autoStart: true,
    });
    const job = await ours.jobs.create({
      model: 'open-mistral-7b',
      trainingFile: 'file-1',
      validationFile: 'file-2',
      suffix: 'faq',
      method,
    });
    const [theirs, sent] = await Promise.all(requests.map((request) => request.json()));
    // A default that it adds.
    assert.deepEqual({ ...sent, invalid_sample_skip_percentage: 0 }, theirs);
    assert.equal('status' in created ? created.status : null, job.status);

    requests.length = 0;
    await official.files.delete({ fileId: 'file-1' });
    await official.models.delete({ modelId: 'ft:m:acme:1:a' });
    const theirDeletions = requests.splice(0).map(({ method, url }) => `${method} ${url}`);
    await ours.files.delete('file-1');
    await ours.models.delete('ft:m:acme:1:a');
    assert.deepEqual(
      requests.map(({ method, url }) => `${method} ${url}`),
      theirDeletions,
    );

    const theirModels = await official.models.list();
    const theirFiles = await official.files.list();
    const [models, files] = [await collect(ours.models.list()), await collect(ours.files.list())];
    assert.deepEqual(
      models.map(({ id, isTrainable }) => [id, isTrainable]),
      theirModels.data?.map(({ id, capabilities }) => [id, capabilities.fineTuning]),
    );
    assert.deepEqual(
      files.map(({ id, bytes, examples }) => [id, bytes, examples]),
      theirFiles.data.map(({ id, sizeBytes, numLines }) => [id, sizeBytes, numLines]),
    );

    requests.length = 0;
    const list = await official.fineTuning.jobs.list({ page: 1, pageSize: 100 });
    const retrieved = await official.fineTuning.jobs.get({ jobId: 'job-0' });
    await official.fineTuning.jobs.start({ jobId: 'job-1' });
    await official.fineTuning.jobs.cancel({ jobId: 'job-2' });
    // `created_by_me` is a default that it adds.
    const theirUrls = requests
      .splice(0)
      .map(({ method, url }) => `${method} ${url.replace('created_by_me=false&', '')}`);
    const page = await ours.jobs.list({ after: '1' }).first();
    const read = await ours.jobs.retrieve('job-0');
    await ours.jobs.start('job-1');
    await ours.jobs.cancel('job-2');
    assert.deepEqual(
      requests.map(({ method, url }) => `${method} ${url}`),
      theirUrls,
    );
    assert.deepEqual(
      list.data?.map(({ id }) => id),
      page.items.map(({ id }) => id),
    );
    assert.equal(retrieved.id, read.id);
  });
});
