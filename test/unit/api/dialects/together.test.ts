import assert from 'node:assert/strict';
import Together from 'together-ai';
import { FileObject } from '../../../../src/api/wire/file';
import { FineTuningJob } from '../../../../src/api/wire/job';
import { tableOf } from '../../../../src/metrics/measurements';
import { Format } from '../../../../src/shared/format';
import { fileFacts, fileRow } from '../../../../src/views/files/fileRow';
import { dialects } from '../../../support/dialects';
import { togetherJob, togetherProvider } from '../../../support/providers/together';
import { collect, useProvider } from '../../../support/providers/use';
import { countedSource } from '../../../support/uploads';

describe('together', () => {
  const together = useProvider('together', togetherProvider);
  const method = {
    type: 'dpo' as const,
    hyperparameters: { n_epochs: 2, beta: 0.2, learning_rate: 0.00001 },
  };

  it('has a model once it is trained, though it is named from the start', async () => {
    const client = together.client();
    const model = 'acme/Meta-Llama-3.1-8B-Instruct-Reference-faq-1a2b3c4d';
    const of = async (id: string) => (await client.jobs.retrieve(id)).fineTunedModel;
    assert.deepEqual([await of('ft-1'), await of('ft-2')], [model, null]);
    const { id } = await client.jobs.cancel('ft-2');
    assert.equal(await of(id), null);
  });

  it('reads its job', async () => {
    const job = await together.client().jobs.retrieve('ft-2');
    assert.deepEqual(
      {
        status: job.status,
        createdAt: job.createdAt,
        startedAt: job.startedAt,
        finishedAt: job.finishedAt,
        fineTunedModel: job.fineTunedModel,
        suffix: job.suffix,
        trainedTokens: job.trainedTokens,
        seed: job.seed,
        progress: job.progress,
        price: job.price,
        hyperparameters: job.hyperparameters,
        method: job.method,
        integrations: job.integrations,
        settings: job.settings,
      },
      {
        status: 'running',
        createdAt: Date.UTC(2026, 0, 1, 10, 0, 0, 123) / 1000,
        startedAt: Date.UTC(2026, 0, 1, 10, 5) / 1000,
        finishedAt: null,
        fineTunedModel: null,
        suffix: 'faq',
        trainedTokens: 5_768,
        seed: 42,
        progress: null,
        price: 3.4,
        hyperparameters: { n_epochs: 3, batch_size: 8, learning_rate: 0.00001, lora_r: 8, lora_alpha: 16 },
        method: { type: 'dpo', hyperparameters: { beta: 0.1 }, grader: null },
        integrations: [{ type: 'wandb', project: 'faq', name: 'run 1', entity: null, tags: [] }],
        settings: { training_type: 'Lora' },
      },
    );
  });

  it('counts the time that is left from the begin of what the job does now', () => {
    const finish = (fields: object) =>
      FineTuningJob.parse(dialects.together.toJob?.(togetherJob('ft-9', { ...fields }))).estimatedFinish;
    assert.equal(finish({}), Date.UTC(2026, 0, 1, 10, 5) / 1000 + 540);
    const progress = { estimate_available: true, seconds_remaining: 60 };
    assert.equal(finish({ started_at: null, progress }), Date.UTC(2026, 0, 1, 10, 31) / 1000);
    for (const seconds of [0, -5, null])
      assert.equal(finish({ progress: { ...progress, seconds_remaining: seconds } }), null);
    assert.equal(finish({ progress: { ...progress, estimate_available: false } }), null);
  });

  it('takes the event that ended a job for its end, in small letters or capitals', () => {
    const event = (type: string, minute: number) => ({
      ...{ object: 'fine-tune-event', created_at: `2026-01-01T10:${String(minute)}:00Z`, type },
    });
    const end = (status: string, ...events: object[]) =>
      FineTuningJob.parse(dialects.together.toJob?.(togetherJob('ft-9', { status, events }))).finishedAt;
    const at = (minute: number) => Date.UTC(2026, 0, 1, 10, minute) / 1000;
    assert.equal(end('completed', event('JOB_START', 10), event('JOB_COMPLETE', 20)), at(20));
    assert.equal(end('user_error', event('job_user_error', 21)), at(21));
    assert.equal(
      end('error', event('job_error', 11), event('job_restarted', 12), event('job_error', 22)),
      at(22),
    );
    assert.equal(end('running', event('job_error', 11), event('job_restarted', 12)), null);
  });

  it('takes the last change of an ended job for its end', async () => {
    const job = await together.client().jobs.retrieve('ft-1');
    assert.equal(job.finishedAt, Date.UTC(2026, 0, 1, 10, 30) / 1000);
  });

  it('reads its events, newest first', async () => {
    const events = await collect(together.client().jobs.listEvents('ft-2'));
    assert.deepEqual(
      events.map(({ type, level, message }) => [type, level, message]),
      [
        ['warning', 'warn', 'Nearly out of credit'],
        ['epoch_complete', 'info', 'Epoch 1 done'],
        ['job_start', 'info', 'Job started'],
      ],
    );
    assert.deepEqual(events[1]?.data, { step: 10, total_steps: 30 });
  });

  it('reads checkpoints, metrics and price', async () => {
    const { jobs } = together.client();
    const [checkpoint] = await collect(jobs.listCheckpoints('ft-2'));
    assert.deepEqual([checkpoint?.id, checkpoint?.step, checkpoint?.model], ['s3://weights/10', 10, null]);
    assert.equal(checkpoint?.startFrom, 'ft-2:10');
    const { curves, epochs } = tableOf(await jobs.metrics('ft-2'));
    assert.deepEqual(
      [...curves].map(([name, { steps, values }]) => [name, [...steps], [...values]]),
      [
        ['train_loss', [1, 2], [1.5, 1.25]],
        ['valid_loss', [2], [1.75]],
      ],
    );
    assert.deepEqual([...epochs.values], [0.1]);
    const estimate = await jobs.estimatePrice({ model: 'm', trainingFile: 'file-1', method });
    assert.deepEqual(estimate, {
      ...{ price: 3.4, trainingTokens: 5_768, validationTokens: 0, reason: null },
      ...{ isAffordable: false, limit: 2.5 },
    });
  });

  it('says what its check of a file has found', () => {
    const read = (fields: object) =>
      FileObject.parse(dialects.together.toFile?.({ id: 'file-1', ...fields }));
    const report = { valid: false, error_type: 'INVALID_FORMAT', error: 'Line 3 is no JSON' };
    const bad = read({ processing_status: 'INVALID_FORMAT', validation_report: report, Processed: true });
    assert.deepEqual([bad.status, bad.statusDetails], ['invalid_format', 'Line 3 is no JSON']);
    const failed = read({ processing_status: 'FAILED', validation_report: report });
    assert.equal(failed.statusDetails, 'invalid_format: Line 3 is no JSON');
    const unexplained = { valid: false, error_type: 'INVALID_FORMAT' };
    assert.deepEqual(
      ['FAILED', 'INVALID_FORMAT'].map(
        (status) => read({ processing_status: status, validation_report: unexplained }).statusDetails,
      ),
      ['invalid_format', null],
    );
    assert.equal(
      read({ processing_status: 'COMPLETED', validation_report: { valid: true } }).status,
      'completed',
    );
    assert.deepEqual(
      [read({ Processed: true }).status, read({ Processed: false }).status],
      ['processed', null],
    );
  });

  it('says in the row and the tooltip of a file what was found in it', async () => {
    const files = await collect(together.client().files.list());
    const inputs = (id: string) => ({
      file: files.find((file) => file.id === id) ?? assert.fail(),
      ...{ usedBy: [], areJobsKnown: false },
      ...{ sameAs: undefined, now: 1_715_021_438, format: new Format('en') },
      capabilities: dialects.together.capabilities,
    });
    const good = inputs('file-1');
    assert.equal(fileRow(good).description, '2.6 KB · 1,200 examples · now · fine-tune');
    const facts = new Map(fileFacts(good));
    assert.deepEqual([facts.get('Examples'), facts.get('Data format')], ['1,200', 'conversation']);
    const bad = inputs('file-4');
    assert.match(fileRow(bad).description, /^refused · 64 B · 4 examples · /);
    assert.equal(fileRow(bad).icon.id, 'warning');
    assert.equal(new Map(fileFacts(bad)).get('Status details'), 'Line 3 is no JSON');
  });

  it('says how many jobs are before one that waits', () => {
    const read = (fields: Record<string, unknown>) =>
      FineTuningJob.parse(dialects.together.toJob?.(togetherJob('ft-9', fields))).queuePosition;
    assert.equal(read({ status: 'queued', queue_depth: 3 }), 3);
    assert.equal(read({ status: 'running', queue_depth: 3 }), null);
  });

  it('is requested for the price of the job that it would create, with what a clone repeats', async () => {
    const { jobs } = together.client();
    const repeated = { 'training_method.rpo_alpha': 0.5, lr_scheduler: { lr_scheduler_type: 'linear' } };
    await jobs.estimatePrice({ model: 'm', trainingFile: 'file-1', method, repeated });
    assert.deepEqual(await together.server.requests.at(-1)?.json(), {
      ...{ model: 'm', training_file: 'file-1', n_epochs: 2 },
      training_method: { method: 'dpo', dpo_beta: 0.2, rpo_alpha: 0.5 },
    });
  });

  it('uploads with the name in a field of its own', async () => {
    const file = await together.client().files.upload(countedSource(2_664, 'faq.jsonl'), 'fine-tune');
    assert.deepEqual([file.filename, file.bytes], ['faq.jsonl', 2_664]);
    assert.equal(together.server.requests[0]?.path, '/v1/files/upload');
  });

  it('trains what was chosen, from a checkpoint, and writes to Weights & Biases, as its own client does', async () => {
    const { baseUrl, requests } = together.server;
    const official = new Together({ apiKey: 'sk-test-key', baseURL: baseUrl, maxRetries: 0 });
    const { jobs } = together.client();
    const theirs = {
      training_file: 'file-1',
      training_method: { method: 'sft' as const, train_on_inputs: 'auto' as const },
    };
    const base = { model: 'm', trainingFile: 'file-1' };
    const supervised = (hyperparameters = {}) => ({ type: 'supervised' as const, hyperparameters });
    const lora = { type: 'Lora' as const, lora_r: 8, lora_alpha: 16, lora_dropout: 0.1 };

    await official.fineTuning.create({ ...theirs, model: 'm', training_type: { type: 'Full' } });
    await official.fineTuning.create({ ...theirs, model: 'm', training_type: lora });
    await official.fineTuning.create({
      ...{ ...theirs, model: 'm' },
      ...{ wandb_project_name: 'faq', wandb_api_key: 'wandb-key' },
    });
    await official.fineTuning.estimatePrice({ ...theirs, from_checkpoint: 'ft-1:100', training_type: lora });

    const settings = { training_type: 'Full' };
    await jobs.create({ ...base, method: supervised(), settings });
    // Twice the rank, as its Python client has it.
    await jobs.create({ ...base, method: supervised({ lora_r: 8, lora_dropout: 0.1 }) });
    const wandb = { project: 'faq', api_key: 'wandb-key' };
    await jobs.create({ ...base, method: supervised(), integrations: [{ type: 'wandb', wandb }] });
    await jobs.estimatePrice({
      ...{ ...base, settings: { from_checkpoint: 'ft-1:100' } },
      method: supervised({ lora_r: 8, lora_dropout: 0.1 }),
    });
    const bodies = await Promise.all(requests.map((request) => request.json()));
    assert.deepEqual(bodies.slice(4), bodies.slice(0, 4));
  });

  it('asks as its own client does, and gets responses as its own client expects', async () => {
    const { baseUrl, requests } = together.server;
    const official = new Together({ apiKey: 'sk-test-key', baseURL: baseUrl, maxRetries: 0 });
    const ours = together.client();

    const wanted = { model: 'm', training_file: 'file-1', n_epochs: 2, learning_rate: 0.00001 };
    const created = await official.fineTuning.create({
      ...wanted,
      suffix: 'faq',
      random_seed: 7,
      training_method: { method: 'dpo', dpo_beta: 0.2 },
    });
    await ours.jobs.create({ model: 'm', trainingFile: 'file-1', suffix: 'faq', seed: 7, method });
    const [theirs, sent] = await Promise.all(requests.map((request) => request.json()));
    assert.deepEqual(sent, theirs);
    assert.equal(created.status, 'pending');

    requests.length = 0;
    await official.fineTuning.estimatePrice({
      ...{ model: 'm', training_file: 'file-1', validation_file: 'file-2', n_epochs: 2, n_evals: 5 },
      training_method: { method: 'sft', train_on_inputs: 'auto' },
    });
    await ours.jobs.estimatePrice({
      ...{ model: 'm', trainingFile: 'file-1', validationFile: 'file-2' },
      method: { type: 'supervised', hyperparameters: { n_epochs: 2, n_evals: 5, learning_rate: 0.00001 } },
    });
    const [theirQuestion, ourQuestion] = await Promise.all(requests.map((request) => request.json()));
    assert.deepEqual(ourQuestion, theirQuestion);

    requests.length = 0;
    const list = await official.fineTuning.list();
    const retrieved = await official.fineTuning.retrieve('ft-2');
    await official.fineTuning.listEvents('ft-2');
    await official.fineTuning.listCheckpoints('ft-2');
    await official.fineTuning.listMetrics('ft-2');
    await official.fineTuning.cancel('ft-2');
    await official.files.list();
    await official.files.delete('file-1');
    await official.fineTuning.delete('ft-2');
    const theirUrls = requests.splice(0).map(({ method, url }) => `${method} ${url}`);
    const again = await ours.jobs.list().first();
    // The other was deleted: requested all the same, to compare the requests.
    await ours.jobs.retrieve('ft-1');
    await collect(ours.jobs.listEvents('ft-1'));
    await collect(ours.jobs.listCheckpoints('ft-1'));
    await ours.jobs.metrics('ft-1');
    await ours.jobs.cancel('ft-1');
    await collect(ours.files.list());
    await ours.files.delete('file-1');
    await ours.jobs.delete('ft-1');
    const ourUrls = requests.map(({ method, url }) => `${method} ${url}`);
    assert.deepEqual(
      ourUrls,
      theirUrls.map((url) => url.replaceAll('ft-2', 'ft-1')),
    );
    assert.equal(list.data.length, again.items.length + 1);
    assert.equal(retrieved.model_output_name, again.items[0]?.fineTunedModel);
  });
});
