import assert from 'node:assert/strict';
import type { CreateJob } from '../../../../src/api/dialects/dialect';
import { fireworks } from '../../../../src/api/dialects/fireworks';
import { together } from '../../../../src/api/dialects/together';
import { ProviderCreation } from '../../../../src/jobs/provider/providerCreation';
import { sendJson, startServer, type TestServer } from '../../../support/httpServer';
import { testClient } from '../../../support/testClient';

const request: CreateJob = {
  model: 'base',
  trainingFile: 'file-a',
  method: { type: 'supervised', hyperparameters: {} },
};

describe('ProviderCreation', () => {
  let server: TestServer;
  let creation: ProviderCreation;
  let jobs: unknown[];
  let listed: unknown[];
  const { signal } = new AbortController();
  const posts = () =>
    server.requests.filter(({ method, path }) => method === 'POST' && !path.includes('price'));

  beforeEach(async () => {
    jobs = [];
    listed = [
      { id: 'base' },
      { id: 'large', deprecation: { fine_tune: 1_790_812_800 } },
      { id: 'ft:base:acme::1', shutdown_date: 1_790_812_800 },
      { id: 'embedder', capabilities: { fine_tune: false } },
    ];
    server = await startServer((received, response) => {
      const { method, path } = received;
      if (path.endsWith('/models')) sendJson(response, { data: listed });
      else if (path.endsWith('/estimate-price'))
        sendJson(response, { estimation_available: true, estimated_total_price: 3.5 });
      else if (method === 'POST') {
        const job = { id: 'ft-1', status: 'queued', created_at: 1_767_225_600, model: 'base' };
        jobs.push(job);
        sendJson(response, job);
      } else sendJson(response, { data: jobs });
    });
    const client = testClient(`${server.origin}/v1`, { connection: { dialect: 'together' } });
    creation = new ProviderCreation(together, () => Promise.resolve(client));
  });

  afterEach(() => server.close());

  it('lists the names of the models that may be trained, whose they are, and until when', async () => {
    assert.deepEqual(await creation.listModels(signal), {
      names: ['base', 'large', 'ft:base:acme::1'],
      fineTuned: new Set(['ft:base:acme::1']),
      untrainable: new Set(['embedder']),
      trainingEnds: new Map([['large', 1_790_812_800]]),
      shutdowns: new Map([['ft:base:acme::1', 1_790_812_800]]),
      isCut: false,
    });
  });

  describe('lists the names of models that come in pages', () => {
    const pageSize = 200;
    let pages: TestServer;
    let count: number;
    let onPage: (at: number) => void;
    const listed = () => {
      const client = testClient(`${pages.origin}/v1/accounts/acme`, { connection: { dialect: 'fireworks' } });
      return new ProviderCreation(fireworks, () => Promise.resolve(client));
    };

    beforeEach(async () => {
      onPage = () => undefined;
      pages = await startServer(({ query }, response) => {
        const at = Number(query.get('pageToken') ?? 0);
        onPage(at);
        const models = Array.from({ length: Math.min(pageSize, count - at) }, (_, index) => ({
          name: `accounts/acme/models/m-${String(at + index)}`,
        }));
        const next = at + pageSize < count ? { nextPageToken: String(at + pageSize) } : {};
        sendJson(response, { models, ...next });
      });
    });

    afterEach(() => pages.close());

    it('as they come, up to the last', async () => {
      count = 450;
      const shown: number[] = [];
      const { names, isCut } = await listed().listModels(signal, (soFar) => {
        assert.equal(soFar.isCut, false);
        shown.push(soFar.names.length);
      });
      assert.deepEqual(shown, [200, 400]);
      assert.deepEqual([names.length, names.at(-1), isCut], [450, 'accounts/acme/models/m-449', false]);
    });

    it('up to 2,000, and says where there are more', async () => {
      count = 2_000;
      const all = await listed().listModels(signal);
      assert.deepEqual([all.names.length, all.isCut], [2_000, false]);
      count = 2_001;
      const some = await listed().listModels(signal);
      assert.deepEqual([some.names.length, some.isCut], [2_000, true]);
      assert.equal(pages.requests.length, 20);
    });

    it('until nobody waits for them', async () => {
      count = 1_000;
      const waiting = new AbortController();
      onPage = (at) => {
        if (at === 200) waiting.abort();
      };
      await assert.rejects(listed().listModels(waiting.signal), { name: 'AbortError' });
      assert.equal(pages.requests.length, 2);
    });
  });

  it('asks what a job would cost', async () => {
    assert.equal((await creation.estimatePrice(request, signal)).price, 3.5);
  });

  it('creates a job, and is not sent before', async () => {
    const one = await creation.begin(request);
    assert.equal(posts().length, 0);
    const outcome = await one.send(signal);
    assert.equal(outcome.kind === 'created' && outcome.job.id, 'ft-1');
    assert.equal(posts().length, 1);
  });

  it('looks for a job without creating one', async () => {
    const outcome = await (await creation.begin(request)).lookUp(signal);
    assert.notEqual(outcome.kind, 'created');
    assert.equal(posts().length, 0);
    assert.ok(server.requests.length > 0);
  });

  it('requests nothing once nobody waits', async () => {
    const ended = AbortSignal.abort();
    await assert.rejects(creation.listModels(ended), { name: 'AbortError' });
    await assert.rejects(creation.estimatePrice(request, ended), { name: 'AbortError' });
    await assert.rejects((await creation.begin(request)).send(ended), { name: 'AbortError' });
    await assert.rejects((await creation.begin(request)).lookUp(ended), { name: 'AbortError' });
    assert.equal(server.requests.length, 0);
  });

  it('keeps no more names than anybody chooses from, however many a page has', async () => {
    listed = Array.from({ length: 10_000 }, (_, at) => ({ id: `model-${String(at)}` }));
    const { names, isCut } = await creation.listModels(signal);
    assert.deepEqual([names.length, isCut], [2_000, true]);
  });
});
