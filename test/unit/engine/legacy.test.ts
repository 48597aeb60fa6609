import assert from 'node:assert/strict';
import type OpenAI from 'openai';
import { type EngineProcess, startEngine } from '../../support/engineProcess';
import { chats, clientOf, sendRequest, until, untilEnded, upload } from './support';

describe('engine: the legacy API', function () {
  this.timeout(120_000);
  let engine: EngineProcess;
  let client: OpenAI;
  let training: string;

  before(async () => {
    engine = await startEngine({ args: ['--throttle', '5'] });
    client = clientOf(engine);
    training = await upload(client, chats(20), 'old.jsonl');
  });
  after(() => engine.stop());

  const create = async (body: object): Promise<Record<string, unknown>> => {
    const response = await sendRequest(engine, '/fine-tunes', {
      method: 'POST',
      body: { training_file: training, ...body },
    });
    assert.equal(response.status, 200, JSON.stringify(response.body));
    return response.body;
  };
  const messages = (events: unknown): string[] =>
    (events as { message: string }[]).map(({ message }) => message);

  it('makes, shows and lists a job, which is the same job under both APIs', async () => {
    const made = await create({ n_epochs: 2, batch_size: 10, suffix: 'old', prompt_loss_weight: 0.01 });
    assert.equal(made['object'], 'fine-tune');
    assert.equal(made['status'], 'created');
    assert.equal(made['model'], 'local-tiny');
    assert.deepEqual(made['hyperparams'], {
      n_epochs: 2,
      batch_size: 10,
      learning_rate_multiplier: null,
      prompt_loss_weight: 0.01,
    });
    const id = String(made['id']);
    assert.match(id, /^ft-\w{24}$/);
    const done = await until(
      async () => (await sendRequest(engine, `/fine-tunes/${id}`)).body,
      ({ status }) => status === 'succeeded',
    );
    const job = await client.fineTuning.jobs.retrieve(id.replace('ft-', 'ftjob-'));
    assert.equal(done['fine_tuned_model'], job.fine_tuned_model);
    assert.ok(Number(done['updated_at']) >= Number(done['created_at']));
    assert.deepEqual(done['training_files'], [await client.files.retrieve(training)]);
    assert.deepEqual(done['validation_files'], []);
    assert.deepEqual(done['result_files'], [await client.files.retrieve(String(job.result_files[0]))]);
    assert.equal((done['hyperparams'] as Record<string, unknown>)['learning_rate_multiplier'], 1);
    const reported = messages(done['events']);
    assert.match(reported[0] ?? '', /^Created fine-tuning job/);
    assert.equal(reported.at(-1), 'The job has successfully completed');

    const { body } = await sendRequest(engine, '/fine-tunes');
    assert.equal(body['object'], 'list');
    const [first] = body['data'] as Record<string, unknown>[];
    assert.equal(first?.['id'], id);
    assert.ok(!('events' in first));
    const events = await sendRequest(engine, `/fine-tunes/${id}/events`);
    assert.deepEqual(events.body['data'], done['events']);
  });

  it('streams the events of a running job until it ends', async () => {
    const { id } = await create({ n_epochs: 3, batch_size: 5 });
    const response = await fetch(`${engine.baseUrl}/fine-tunes/${String(id)}/events?stream=true`, {
      headers: { authorization: `Bearer ${engine.apiKey}` },
    });
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    const sent = (await response.text()).trimEnd().split('\n\n');
    assert.equal(sent.pop(), 'data: [DONE]');
    const events: unknown[] = sent.map((data) => JSON.parse(data.replace(/^data: /, '')));
    assert.deepEqual((await sendRequest(engine, `/fine-tunes/${String(id)}/events`)).body['data'], events);
    assert.equal(messages(events).at(-1), 'The job has successfully completed');
    assert.ok(events.length > 12);
  });

  it('cancels, once', async () => {
    const { id } = await create({ n_epochs: 50 });
    const cancelled = await sendRequest(engine, `/fine-tunes/${String(id)}/cancel`, { method: 'POST' });
    assert.equal(cancelled.body['status'], 'cancelled');
    assert.equal(
      (await sendRequest(engine, `/fine-tunes/${String(id)}/cancel`, { method: 'POST' })).status,
      400,
    );
    await untilEnded(client, String(id).replace('ft-', 'ftjob-'));
  });

  it('refuses what it does not know', async () => {
    assert.equal((await sendRequest(engine, '/fine-tunes/ft-none')).status, 404);
    const body = { training_file: training, n_epochs: 0 };
    const response = await sendRequest(engine, '/fine-tunes', { method: 'POST', body });
    assert.equal(response.status, 400);
    assert.equal((response.body['error'] as Record<string, unknown>)['param'], 'n_epochs');
  });
});
