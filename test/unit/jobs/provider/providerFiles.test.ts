import assert from 'node:assert/strict';
import { readAll } from '../../../../src/api/readAll';
import { ProviderFiles } from '../../../../src/jobs/provider/providerFiles';
import { sendJson, startServer, type TestServer } from '../../../support/httpServer';
import { testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';
import { countedSource } from '../../../support/uploads';

describe('ProviderFiles', () => {
  let server: TestServer;
  let files: ProviderFiles;
  let named: string[];
  const { signal } = new AbortController();
  const file = { id: 'file-a', filename: 'train.jsonl', bytes: 17, created_at: 1, purpose: 'fine-tune' };
  const weights = { ...file, id: 'file-b', filename: 'ckpt/adapter_model.safetensors' };
  const archive = { ...file, id: 'file-d', filename: 'images.zip' };
  const result = { ...file, id: 'file-c', filename: 'step_metrics.csv', purpose: 'fine-tune-results' };

  beforeEach(async () => {
    named = [];
    server = await startServer(async (request, response) => {
      await request.body();
      if (request.path.endsWith('/content')) response.end('{"a":1}\n');
      else if (request.method === 'POST' || request.path.endsWith('/file-a')) sendJson(response, file);
      else sendJson(response, { data: [file, weights, archive, result], has_more: false });
    });
    files = new ProviderFiles(
      () => Promise.resolve(testClient(`${server.origin}/v1`)),
      new TestClock(),
      (listed) => named.push(...listed.map(({ filename }) => filename)),
    );
  });

  afterEach(() => server.close());

  it('are listed as far as wanted, and only those that jobs can be trained on', async () => {
    const listed = await files.listUploaded(30, signal);
    assert.deepEqual(
      listed.map(({ filename }) => filename),
      ['train.jsonl', 'images.zip'],
    );
    assert.deepEqual(named.length, 4);
    const { query } = server.requests[0] ?? {};
    assert.deepEqual([query?.get('purpose'), query?.get('limit')], ['fine-tune', '30']);
  });

  it('are retrieved by their id, and read', async () => {
    assert.equal((await files.retrieve('file-a', signal)).bytes, 17);
    const content = await readAll(files.content('file-a', signal), 100);
    assert.equal(new TextDecoder().decode(content), '{"a":1}\n');
  });

  it('are uploaded to train on, and report how far they are', async () => {
    const sent: number[] = [];
    const uploaded = await files.upload(countedSource(5), signal, (bytes) => sent.push(bytes));
    assert.equal(uploaded.id, 'file-a');
    assert.deepEqual(named, ['train.jsonl']);
    assert.equal(sent.at(-1), 5);
    const body = await server.requests[0]?.body();
    assert.match(body?.toString() ?? '', /name="purpose"\r\n\r\nfine-tune\r\n/);
  });

  it('are left alone once nobody waits', async () => {
    const reason = new Error('nobody waits');
    const ended = AbortSignal.abort(reason);
    for (const call of [
      () => files.listUploaded(30, ended),
      () => files.retrieve('file-a', ended),
      () => readAll(files.content('file-a', ended), 100),
      () => files.upload(countedSource(5), ended, () => undefined),
    ])
      await assert.rejects(call, reason);
    assert.equal(server.requests.length, 0);
  });
});
