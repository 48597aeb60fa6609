import assert from 'node:assert/strict';
import type OpenAI from 'openai';
import { type EngineProcess, startEngine } from '../../support/engineProcess';
import {
  chats,
  clientOf,
  create,
  epochs,
  metricsOf,
  until,
  untilEnded,
  untilStatus,
  upload,
} from './support';

describe('engine: the life of a job, through the official client', function () {
  this.timeout(120_000);
  let engine: EngineProcess;
  let client: OpenAI;
  let training: string;
  let validation: string;

  before(async () => {
    engine = await startEngine();
    client = clientOf(engine);
    training = await upload(client, chats(40));
    validation = await upload(client, chats(8));
  });
  after(() => engine.stop());

  it('trains: the loss falls and the accuracy rises on both files, and everything is left behind', async () => {
    const made = await create(client, training, {
      ...epochs(4, 2),
      validation_file: validation,
      suffix: 'support bot',
      seed: 7,
      metadata: { team: 'support' },
    });
    assert.equal(made.status, 'validating_files');
    assert.equal(made.fine_tuned_model, null);

    const job = await untilEnded(client, made.id);
    assert.equal(job.status, 'succeeded', JSON.stringify(job.error));
    assert.equal(job.error, null);
    assert.match(job.fine_tuned_model ?? '', /^ft:local-tiny:local:support-bot:[A-Za-z0-9]{8}$/);
    assert.equal(job.seed, 7);
    assert.deepEqual(job.metadata, { team: 'support' });
    assert.equal(job.estimated_finish, null);
    assert.ok(job.finished_at !== null && job.finished_at >= job.created_at);
    // Four epochs of what the model read.
    assert.equal((job.trained_tokens ?? 1) % 4, 0);

    const metrics = await metricsOf(client, job.id);
    assert.deepEqual(
      metrics.map(({ step }) => step),
      Array.from({ length: 80 }, (_, index) => index + 1),
    );
    const first = metrics[0];
    const last = metrics.at(-1);
    assert.ok(first && last);
    assert.ok((last['train_loss'] ?? 9) < (first['train_loss'] ?? 0) / 2);
    assert.ok((last['valid_loss'] ?? 9) < (first['valid_loss'] ?? 0) / 2);
    assert.ok((last['train_mean_token_accuracy'] ?? 0) > 0.5);
    assert.ok((last['full_valid_mean_token_accuracy'] ?? 0) > 0.5);
    assert.equal(last['total_steps'], 80);
  });

  it('reports what happens, newest first, in pages', async () => {
    const { id } = await create(client, training, epochs(1));
    await untilEnded(client, id);
    const page = await client.fineTuning.jobs.listEvents(id, { limit: 3 });
    assert.deepEqual(
      page.data.map(({ message }) => message.replace(/ft:.*/, 'ft:…')),
      [
        'The job has successfully completed',
        'New fine-tuned model created: ft:…',
        'Checkpoint created at step 8',
      ],
    );
    assert.ok(page.hasNextPage());
    const all = [];
    for await (const event of page) all.push(event);
    assert.equal(new Set(all.map((event) => event.id)).size, all.length);
    assert.deepEqual(
      all
        .reverse()
        .filter(({ type }) => type === 'message')
        .slice(0, 4)
        .map(({ message }) => message.replace(/(ftjob|file)-\w+/, '$1-…')),
      [
        'Created fine-tuning job: ftjob-…',
        'Validating training file: file-…',
        'Files validated, moving job to queued state',
        'Fine-tuning job started',
      ],
    );
    const step = all.find(({ type }) => type === 'metrics');
    assert.match(step?.message ?? '', /^Step 1\/8: training loss=\d+\.\d\d$/);
    assert.equal(step?.object, 'fine_tuning.job.event');
    assert.equal(step.level, 'info');
  });

  it('keeps a checkpoint for each epoch, usable as a model', async () => {
    const { id } = await create(client, training, { ...epochs(3), suffix: 'x', validation_file: validation });
    const job = await untilEnded(client, id);
    const page = await client.fineTuning.jobs.checkpoints.list(id, { limit: 2 });
    assert.ok(page.hasNextPage());
    const all = [];
    for await (const checkpoint of page) all.push(checkpoint);
    assert.deepEqual(
      all.map((checkpoint) => [checkpoint.step_number, checkpoint.fine_tuned_model_checkpoint]),
      [24, 16, 8].map((step) => [step, `${String(job.fine_tuned_model)}:ckpt-step-${String(step)}`]),
    );
    assert.equal(all[0]?.fine_tuning_job_id, id);
    assert.equal(typeof all[0].metrics.full_valid_loss, 'number');

    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    for (const checkpoint of all) assert.ok(names.includes(checkpoint.fine_tuned_model_checkpoint));
    assert.ok(names.includes(String(job.fine_tuned_model)));
    assert.ok(names.includes('local-medium'));
  });

  it('resolves auto once the job runs, under hyperparameters and method alike', async () => {
    const made = await create(client, training);
    const auto = { n_epochs: 'auto', batch_size: 'auto', learning_rate_multiplier: 'auto' };
    assert.deepEqual(made.hyperparameters, auto);
    const job = await untilEnded(client, made.id);
    const resolved = { n_epochs: 3, batch_size: 1, learning_rate_multiplier: 1 };
    assert.deepEqual(job.hyperparameters, resolved);
    assert.deepEqual(job.method, { type: 'supervised', supervised: { hyperparameters: resolved } });
    assert.ok(Number.isInteger(job.seed));
  });

  it('gives the same numbers for the same seed, and others for another', async () => {
    const losses = async (seed: number): Promise<unknown[]> => {
      const { id } = await create(client, training, { ...epochs(1), seed });
      await untilEnded(client, id);
      return (await metricsOf(client, id)).map((metrics) => metrics['train_loss']);
    };
    const first = await losses(11);
    assert.deepEqual(await losses(11), first);
    assert.notDeepEqual(await losses(12), first);
  });

  it('is refused with a learning rate at which the loss would not be a number, and names the limit', async () => {
    const creation = create(client, training, {
      hyperparameters: { n_epochs: 2, batch_size: 5, learning_rate_multiplier: 1e308 },
    });
    await assert.rejects(creation, { status: 400, param: 'hyperparameters.learning_rate_multiplier' });
  });

  it('learns the preferred outputs of a dpo file', async () => {
    const lines = Array.from({ length: 10 }, (_, index) =>
      JSON.stringify({
        input: { messages: [{ role: 'user', content: `Is ${String(index)} a number?` }] },
        preferred_output: [{ role: 'assistant', content: 'Yes, it is.' }],
        non_preferred_output: [{ role: 'assistant', content: 'No idea.' }],
      }),
    );
    const file = await upload(client, lines.join('\n'));
    const { id } = await create(client, file, {
      method: { type: 'dpo', dpo: { hyperparameters: { n_epochs: 1 } } },
    });
    const job = await untilEnded(client, id);
    assert.equal(job.status, 'succeeded', JSON.stringify(job.error));
    assert.equal(job.method?.type, 'dpo');
    assert.equal(job.method.dpo?.hyperparameters?.beta, 0.1);
  });

  it('goes on from a fine-tuned model: the loss starts where it ended', async () => {
    const first = await create(client, training, { ...epochs(3, 1), seed: 1 });
    const parent = await untilEnded(client, first.id);
    const second = await create(client, training, {
      model: String(parent.fine_tuned_model),
      ...epochs(1),
      seed: 2,
    });
    const child = await untilEnded(client, second.id);
    assert.match(String(child.fine_tuned_model), /^ft:local-tiny:local::/);
    const before = (await metricsOf(client, first.id))[0]?.['train_loss'] ?? 0;
    const after = (await metricsOf(client, second.id))[0]?.['train_loss'] ?? 9;
    assert.ok(after < before / 2, `${String(after)} is not well below ${String(before)}`);
  });

  it('responds to prompts with a fine-tuned model, whole and as a stream', async () => {
    const { id } = await create(client, training, epochs(2, 1));
    const { fine_tuned_model: model } = await untilEnded(client, id);
    const question = { model: String(model), seed: 1, max_tokens: 40, temperature: 0.5 };
    const messages = [{ role: 'user' as const, content: 'Hello' }];
    const response = await client.chat.completions.create({ ...question, messages });
    const reply = response.choices[0]?.message.content ?? '';
    assert.notEqual(reply, '');
    let streamed = '';
    for await (const chunk of await client.chat.completions.create({ ...question, messages, stream: true })) {
      streamed += chunk.choices[0]?.delta.content ?? '';
    }
    assert.equal(streamed.trimStart(), reply);
    const completion = await client.completions.create({ ...question, prompt: 'user: ' });
    assert.notEqual(completion.choices[0]?.text, '');
    const untrained = await client.chat.completions.create({ ...question, model: 'local-tiny', messages });
    assert.notEqual(untrained.choices[0]?.message.content, reply);
    await assert.rejects(client.chat.completions.create({ model: 'gone', messages }), { status: 404 });
  });

  it('deletes a model and its checkpoints', async () => {
    const { id } = await create(client, training, epochs(1));
    const model = String((await untilEnded(client, id)).fine_tuned_model);
    assert.equal((await client.models.retrieve(model)).owned_by, 'org-local');
    assert.deepEqual(await client.models.delete(model), { id: model, object: 'model', deleted: true });
    await assert.rejects(client.models.retrieve(model), { status: 404, code: 'model_not_found' });
    // The checkpoint of the same step still has its weights.
    const prompt = { model: `${model}:ckpt-step-8`, prompt: 'a', max_tokens: 3 };
    await client.completions.create(prompt);
    await client.models.delete(prompt.model);
    await assert.rejects(client.completions.create(prompt), { status: 404 });
    await assert.rejects(client.models.delete('local-tiny'), { status: 403 });
  });
});

describe('engine: stopping jobs on their way', function () {
  this.timeout(120_000);
  let engine: EngineProcess;
  let client: OpenAI;
  let training: string;

  before(async () => {
    engine = await startEngine({ args: ['--throttle', '20'] });
    client = clientOf(engine);
    training = await upload(client, chats(20));
  });
  after(() => engine.stop());

  const untilStep = async (id: string, step: number): Promise<void> => {
    await until(
      () => metricsOf(client, id),
      (metrics) => metrics.length >= step,
    );
  };

  it('runs one job at a time, estimates when it will be done, and cancels both kinds', async () => {
    const first = await create(client, training, epochs(50, 1));
    const second = await create(client, training, epochs(50, 1));
    await untilStep(first.id, 3);
    const running = await client.fineTuning.jobs.retrieve(first.id);
    assert.equal(running.status, 'running');
    assert.ok((running.estimated_finish ?? 0) > running.created_at);
    assert.equal((await untilStatus(client, second.id, 'queued')).status, 'queued');

    assert.equal((await client.fineTuning.jobs.cancel(second.id)).status, 'cancelled');
    const cancelled = await client.fineTuning.jobs.cancel(first.id);
    assert.equal(cancelled.status, 'cancelled');
    assert.ok(cancelled.finished_at !== null);
    const count = (await metricsOf(client, first.id)).length;
    await assert.rejects(client.fineTuning.jobs.cancel(first.id), {
      status: 400,
      type: 'invalid_request_error',
    });
    // The next job gets its turn, and the cancelled one reports no more steps.
    const third = await create(client, training, epochs(1));
    assert.equal((await untilEnded(client, third.id)).status, 'succeeded');
    assert.equal((await metricsOf(client, first.id)).length, count);
  });

  it('pauses and goes on with the numbers of a job that was never paused', async () => {
    const settings = { ...epochs(4), seed: 5 };
    const straight = await create(client, training, settings);
    const { id } = await create(client, training, settings);
    await untilStep(id, 3);
    const pausing = await client.fineTuning.jobs.pause(id);
    assert.match(pausing.status, /^paus(ing|ed)$/); // it may have paused when the response is written
    const paused = await untilStatus(client, id, 'paused');
    assert.equal(paused.estimated_finish, null);
    await assert.rejects(client.fineTuning.jobs.pause(id), { status: 400 });
    assert.equal((await client.fineTuning.jobs.resume(id)).status, 'queued');
    await assert.rejects(client.fineTuning.jobs.resume(id), { status: 400 });
    assert.equal((await untilEnded(client, id)).status, 'succeeded');
    assert.deepEqual(await metricsOf(client, id), await metricsOf(client, straight.id));
  });

  it('pauses a queued job, cancels a paused one', async () => {
    const blocker = await create(client, training, epochs(50, 1));
    await untilStatus(client, blocker.id, 'running');
    const { id } = await create(client, training, epochs(1));
    await untilStatus(client, id, 'queued');
    assert.equal((await client.fineTuning.jobs.pause(id)).status, 'paused');
    assert.equal((await client.fineTuning.jobs.cancel(id)).status, 'cancelled');
    await client.fineTuning.jobs.cancel(blocker.id);
  });
});
