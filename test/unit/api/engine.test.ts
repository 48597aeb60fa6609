import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { FineTuningClient } from '../../../src/api/client';
import type { DialectId } from '../../../src/api/connection';
import { JobCreation } from '../../../src/api/createOnce';
import { diagnose } from '../../../src/api/doctor';
import type { UploadSource } from '../../../src/api/http/multipart';
import { decodeResultFile, decodeResultStream } from '../../../src/api/resultFile';
import type { FineTuningJob } from '../../../src/api/wire/job';
import { hasEnded } from '../../../src/shared/statuses';
import { wholeAnswer } from '../../support/chatStream';
import { dialects } from '../../support/dialects';
import { type EngineProcess, startEngine } from '../../support/engineProcess';
import { eventually } from '../../support/eventually';
import { collect, textOf } from '../../support/providers/use';

const examples = Array.from({ length: 12 }, (_, at) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: `Say ${String(at)}` },
      { role: 'assistant', content: `It is ${String(at)}.` },
    ],
  }),
).join('\n');

function sourceOf(text: string): UploadSource {
  const bytes = new TextEncoder().encode(text);
  const slice = (start: number, end: number): AsyncIterable<Uint8Array> =>
    (async function* () {
      await Promise.resolve();
      yield bytes.subarray(start, end);
    })();
  return { filename: 'train.jsonl', size: bytes.length, read: () => slice(0, bytes.length), slice };
}

/** The client on a server that no one wrote for these tests: the engine that ships. */
describe('the client and the local engine', function () {
  this.timeout(30_000);
  let engine: EngineProcess;

  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.stop());

  const options = (dialect: DialectId) => ({
    connection: { name: 'Engine', dialect, baseUrl: engine.baseUrl },
    dialect: dialects[dialect],
    key: () => Promise.resolve(engine.apiKey),
    canStreamUploads: true,
  });
  const client = (dialect: DialectId = 'local') => new FineTuningClient(options(dialect));
  const params = (trainingFile: string) => ({
    model: 'tiny-byte-1',
    trainingFile,
    suffix: 'faq',
    seed: 7,
    method: { type: 'supervised' as const, hyperparameters: { n_epochs: 1 } },
  });
  const ended = ({ id }: FineTuningJob, dialect: DialectId = 'local') =>
    eventually(async () => {
      const job = await client(dialect).jobs.retrieve(id);
      assert.ok(hasEnded(job.status), `it is ${job.status}`);
      return job;
    });
  const baseModel = async () => {
    const models = await collect(client().models.list());
    return models[0]?.id ?? '';
  };

  it('take a job from the file to its result', async () => {
    const { files, jobs } = client();
    const file = await files.upload(sourceOf(examples), 'fine-tune');
    const outcome = await new JobCreation({ ...params(file.id), model: await baseModel() }, 'n-1').send(
      client(),
    );
    assert.equal(outcome.kind, 'created');
    const job = await ended(outcome.job);
    assert.equal(job.status, 'succeeded', job.error?.message);
    assert.equal(job.suffix, 'faq');
    const [result] = job.resultFiles;
    assert.ok(result);
    const raw = await textOf(files.content(result.id));
    const { text } = await decodeResultFile(Buffer.from(raw));
    assert.match(text, /^step,/);
    assert.ok((await textOf(decodeResultStream(files.content(result.id)))) === text);
    assert.ok((await collect(jobs.listEvents(job.id))).some(({ type }) => type === 'metrics'));
    assert.ok((await collect(jobs.listCheckpoints(job.id))).length > 0);
    const found = await collect(jobs.list({ metadata: { fine_tuning_jobs_nonce: 'n-1' } }));
    assert.deepEqual(
      found.map(({ id }) => id),
      [job.id],
    );
  });

  it('stream what a model has learned, as the official client reads it', async () => {
    const [job] = (await client().jobs.list().first()).items;
    const model = job?.fineTunedModel ?? '';
    const messages = [{ role: 'user' as const, content: 'Say 3' }];
    const request = { messages, temperature: 0, maxTokens: 40 };
    const ours = await wholeAnswer((await client().chat()).stream({ ...request, model }));
    const judge = new OpenAI({ baseURL: engine.baseUrl, apiKey: engine.apiKey, maxRetries: 0 });
    const theirs = await judge.chat.completions
      .stream({
        model,
        messages,
        temperature: 0,
        max_completion_tokens: 40,
        stream_options: { include_usage: true },
      })
      .finalChatCompletion();
    assert.ok(ours.text.length > 0);
    assert.equal(ours.text, theirs.choices[0]?.message.content);
    assert.deepEqual(ours.end, {
      kind: 'end',
      finishReason: theirs.choices[0]?.finish_reason,
      usage: {
        promptTokens: theirs.usage?.prompt_tokens,
        completionTokens: theirs.usage?.completion_tokens,
      },
    });
    const base = await wholeAnswer((await client().chat()).stream({ ...request, model: await baseModel() }));
    assert.equal(base.text.length, 40, 'what has learned nothing knows no end');
    assert.notEqual(base.text, ours.text);
    const gone = (await client().chat()).stream({ ...request, model: 'ft:gone' });
    await assert.rejects(gone.next(), { name: 'ApiError', status: 404, code: 'model_not_found' });
  });

  it('upload a file in parts', async () => {
    const { files } = client();
    const parts = { above: 500, size: 500 };
    const file = await files.upload(sourceOf(examples), 'fine-tune', { parts });
    assert.equal(await textOf(files.content(file.id)), examples);
  });

  it('understand each other in the legacy API', async () => {
    const file = await client('legacy').files.upload(sourceOf(examples), 'fine-tune');
    const { jobs } = client('legacy');
    const created = await jobs.create({ ...params(file.id), model: await baseModel() });
    const job = await ended(created, 'legacy');
    assert.equal(job.object, 'fine-tune');
    assert.equal(job.status, 'succeeded', job.error?.message);
    assert.equal(job.trainingFiles[0]?.filename, 'train.jsonl');
    assert.ok((await collect(jobs.list())).some(({ id }) => id === job.id));
    assert.ok((await collect(jobs.listEvents(job.id))).length > 0);
  });

  it('are in good health', async () => {
    const checks = await collect(diagnose(options('local')));
    assert.deepEqual(
      checks.filter(({ state }) => state === 'failed' || state === 'warning'),
      [],
    );
  });

  it('agree on what cannot be done any more', async () => {
    const { files, jobs } = client();
    await assert.rejects(files.retrieve('file-gone'), { name: 'ApiError', status: 404 });
    const [job] = (await jobs.list().first()).items;
    await assert.rejects(jobs.cancel(job?.id ?? ''), { name: 'ApiError', status: 400 });
  });
});
