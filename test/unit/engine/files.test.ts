import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import type OpenAI from 'openai';
import { toFile } from 'openai';
import { type EngineProcess, startEngine } from '../../support/engineProcess';
import {
  chats,
  clientOf,
  create,
  epochs,
  metricsOf,
  sendRequest,
  until,
  untilEnded,
  upload,
} from './support';

describe('engine: files', function () {
  this.timeout(120_000);
  let engine: EngineProcess;
  let client: OpenAI;

  before(async () => {
    engine = await startEngine();
    client = clientOf(engine);
  });
  after(() => engine.stop());

  it('gives back byte for byte what it was given', async () => {
    const content = Buffer.alloc(3_000_001, 'a\r\n\0ü');
    const file = await client.files.create({
      file: await toFile(content, 'dätä 1.jsonl'),
      purpose: 'fine-tune',
    });
    assert.deepEqual(
      [file.object, file.bytes, file.filename, file.purpose],
      ['file', content.length, 'dätä 1.jsonl', 'fine-tune'],
    );
    assert.deepEqual(await client.files.retrieve(file.id), file);
    const back = Buffer.from(await (await client.files.content(file.id)).arrayBuffer());
    assert.ok(back.equals(content));
    assert.deepEqual(await client.files.delete(file.id), { id: file.id, object: 'file', deleted: true });
    await assert.rejects(client.files.retrieve(file.id), { status: 404 });
  });

  it('lists by purpose, in both orders, in pages', async () => {
    const ids = [];
    for (let index = 0; index < 5; index++) {
      const file = await client.files.create({ file: await toFile(Buffer.from('x'), 'a'), purpose: 'evals' });
      ids.push(file.id);
    }
    const listed = async (order: 'asc' | 'desc'): Promise<string[]> => {
      const found = [];
      for await (const file of client.files.list({ purpose: 'evals', limit: 2, order })) found.push(file.id);
      return found;
    };
    assert.deepEqual(await listed('asc'), ids);
    assert.deepEqual(await listed('desc'), ids.toReversed());
    const { body } = await sendRequest(engine, '/files?purpose=evals&limit=2&order=asc');
    assert.deepEqual([body['first_id'], body['last_id'], body['has_more']], [ids[0], ids[1], true]);
    assert.equal((await sendRequest(engine, '/files?order=up')).status, 400);
  });

  it('lets a file expire when that is requested', async () => {
    const expires_after = { anchor: 'created_at', seconds: 3600 } as const;
    const make = async (seconds: number) =>
      client.files.create({
        file: await toFile(Buffer.from('x'), 'a'),
        purpose: 'user_data',
        expires_after: { ...expires_after, seconds },
      });
    const file = await make(3600);
    assert.equal(file.expires_at, file.created_at + 3600);
    await assert.rejects(make(60), { status: 400, param: 'expires_after.seconds' });
  });

  it('refuses uploads without a file, without a purpose, and bodies that are no form', async () => {
    const post = async (body: FormData | string): Promise<[number, unknown]> => {
      const headers = { authorization: `Bearer ${engine.apiKey}` };
      const response = await fetch(`${engine.baseUrl}/files`, { method: 'POST', headers, body });
      const json = (await response.json()) as { error: { param: unknown } }; // The engine's envelope.
      return [response.status, json.error.param];
    };
    const form = (entries: Record<string, string | Blob>): FormData => {
      const data = new FormData();
      for (const [name, value] of Object.entries(entries)) data.append(name, value);
      return data;
    };
    const file = new Blob(['x']);
    assert.deepEqual(await post(form({ purpose: 'fine-tune' })), [400, 'file']);
    assert.deepEqual(await post(form({ file })), [400, 'purpose']);
    assert.deepEqual(await post(form({ file, purpose: 'fun' })), [400, 'purpose']);
    assert.deepEqual(await post('{}'), [400, null]);
    assert.deepEqual(temporaryFiles(), []);
  });

  it('leaves nothing behind when a client goes away in the middle', async () => {
    const { hostname, port } = new URL(engine.baseUrl);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /v1/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${engine.apiKey}\r\n` +
        'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n' +
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of i',
    );
    await until(
      () => Promise.resolve(temporaryFiles()),
      ({ length }) => length === 1,
    );
    socket.destroy();
    await until(
      () => Promise.resolve(temporaryFiles()),
      ({ length }) => length === 0,
    );
  });

  const temporaryFiles = (): string[] =>
    readdirSync(path.join(engine.dataDir, 'files')).filter((name) => name.endsWith('.tmp'));

  it('takes an upload in parts', async () => {
    const text = chats(300);
    const [first, second] = [text.slice(0, 40_000), text.slice(40_000)];
    const begun = await client.uploads.create({
      filename: 'big.jsonl',
      purpose: 'fine-tune',
      bytes: Buffer.byteLength(text),
      mime_type: 'application/jsonl',
    });
    assert.equal(begun.status, 'pending');
    assert.equal(begun.expires_at, begun.created_at + 3600);
    const part = async (data: string): Promise<string> =>
      (await client.uploads.parts.create(begun.id, { data: await toFile(Buffer.from(data), 'part') })).id;
    // The order is the one of the list, not of the arrival.
    const parts = [await part(second), await part(first)].reverse();
    const md5 = createHash('md5').update(text).digest('hex');
    await assert.rejects(client.uploads.complete(begun.id, { part_ids: parts.slice(1) }), {
      status: 400,
      param: 'part_ids',
    });
    await assert.rejects(client.uploads.complete(begun.id, { part_ids: ['part_none'] }), { status: 400 });
    await assert.rejects(client.uploads.complete(begun.id, { part_ids: parts, md5: 'no' }), {
      status: 400,
      param: 'md5',
    });
    const done = await client.uploads.complete(begun.id, { part_ids: parts, md5 });
    assert.equal(done.status, 'completed');
    assert.equal(await (await client.files.content(String(done.file?.id))).text(), text);
    await assert.rejects(client.uploads.complete(begun.id, { part_ids: parts }), { status: 400 });
    await assert.rejects(part('late'), { status: 400 });
  });

  it('refuses a part above 64 MB', async () => {
    const bytes = 64 * 1024 * 1024 + 1;
    const begun = await client.uploads.create({
      filename: 'a',
      purpose: 'fine-tune',
      bytes,
      mime_type: 'text/plain',
    });
    const data = await toFile(Buffer.alloc(bytes), 'part');
    await assert.rejects(client.uploads.parts.create(begun.id, { data }), {
      status: 413,
      code: 'file_too_large',
    });
  });

  it('cancels an upload', async () => {
    const begun = await client.uploads.create({
      filename: 'a',
      purpose: 'fine-tune',
      bytes: 1,
      mime_type: 'text/plain',
    });
    assert.equal((await client.uploads.cancel(begun.id)).status, 'cancelled');
    await assert.rejects(client.uploads.cancel(begun.id), { status: 400 });
    await assert.rejects(client.uploads.cancel('upload_none'), { status: 404 });
  });

  describe('a job whose files cannot be used fails with the reason', () => {
    const failureOf = async (training: string, validation?: string) => {
      const validation_file = validation === undefined ? null : await upload(client, validation);
      const { id } = await create(client, await upload(client, training), { ...epochs(1), validation_file });
      const job = await untilEnded(client, id);
      assert.equal(job.status, 'failed');
      const [event] = (await client.fineTuning.jobs.listEvents(id, { limit: 1 })).data;
      assert.equal(event?.level, 'error');
      assert.equal(event.message, `The job failed: ${String(job.error?.message)}`);
      return job.error;
    };

    it('a broken line, by its number', async () => {
      const lines = chats(12).split('\n');
      lines.splice(4, 1, '', '{"messages": [{"content": "who?"}]}');
      assert.deepEqual(await failureOf(lines.join('\r\n')), {
        code: 'invalid_training_file',
        message: 'The training file has 1 broken line. Line 6: messages[0].role is missing.',
        param: 'training_file',
      });
    });

    it('many broken lines: the first few', async () => {
      const { message } = (await failureOf('{}\n'.repeat(20))) ?? {};
      assert.match(
        String(message),
        /^The training file has 20 broken lines\. Line 1: .*; line 5: [^;]*; and 15 more\.$/,
      );
    });

    it('an empty file, and one with too few examples', async () => {
      const few = 'The training file has 0 examples, but at least 10 are needed.';
      assert.equal((await failureOf(''))?.message, few);
      assert.equal((await failureOf('\uFEFF\r\n\r\n'))?.message, few);
      assert.match(String((await failureOf(chats(9)))?.message), /^The training file has 9 examples/);
    });

    it('a broken validation file', async () => {
      const error = await failureOf(chats(10), 'not json\n');
      assert.deepEqual([error?.code, error?.param], ['invalid_validation_file', 'validation_file']);
      assert.match(
        String(error?.message),
        /^The validation file has 1 broken line\. Line 1: this means nothing in JSON/,
      );
    });
  });

  it('trains on a file with a BOM, CRLF and blank lines', async () => {
    const odd = `\uFEFF${chats(10).replaceAll('\n', '\r\n\r\n')}`;
    const { id } = await create(client, await upload(client, odd), epochs(1));
    assert.equal((await untilEnded(client, id)).status, 'succeeded');
  });
});

describe('engine: result files', function () {
  this.timeout(120_000);

  const resultsOf = async (
    engine: EngineProcess,
  ): Promise<{ text: string; metrics: Record<string, number>[] }> => {
    const client = clientOf(engine);
    const validation_file = await upload(client, chats(5));
    // Enough steps that not each of them looks at the validation file.
    const short = '{"prompt":"a b c ","completion":"d e f"}\n'.repeat(20);
    const { id } = await create(client, await upload(client, short), { ...epochs(10, 1), validation_file });
    const job = await untilEnded(client, id);
    const file = await client.files.retrieve(String(job.result_files[0]));
    assert.deepEqual([file.purpose, file.filename], ['fine-tune-results', 'step_metrics.csv']);
    const text = await (await client.files.content(file.id)).text();
    assert.equal(file.bytes, text.length);
    return { text, metrics: await metricsOf(client, id) };
  };

  const check = (csv: string, metrics: Record<string, number>[]): void => {
    const [header, ...rows] = csv.trimEnd().split('\n');
    assert.equal(
      header,
      'step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy,full_valid_loss,full_valid_mean_token_accuracy',
    );
    const keys = [
      'step',
      'train_loss',
      'train_mean_token_accuracy',
      'valid_loss',
      'valid_mean_token_accuracy',
      'full_valid_loss',
      'full_valid_mean_token_accuracy',
    ];
    assert.deepEqual(
      rows,
      metrics.map((step) => keys.map((key) => String(step[key] ?? '')).join(',')),
    );
    assert.match(rows[0] ?? '', /^1,[\d.]+,[\d.]+,,,,$/);
  };

  it('are base64 text, as OpenAI serves them', async () => {
    const engine = await startEngine();
    try {
      const { text, metrics } = await resultsOf(engine);
      const csv = Buffer.from(text, 'base64');
      assert.equal(csv.toString('base64'), text);
      check(csv.toString('utf8'), metrics);
    } finally {
      await engine.stop();
    }
  });

  it('are plain CSV where a flag of the engine requests it', async () => {
    const engine = await startEngine({ args: ['--result-encoding', 'plain'] });
    try {
      const { text, metrics } = await resultsOf(engine);
      check(text, metrics);
    } finally {
      await engine.stop();
    }
  });
});
