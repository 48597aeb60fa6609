import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { PagingStop } from '../../../src/api/paging/pageReader';
import { type Received, sendJson, startServer, type TestServer } from '../../support/httpServer';
import { testClient } from '../../support/testClient';
import { TestClock } from '../../support/testClock';

const item = (id: string) => ({ id, status: 'running', created_at: 1_700_000_000, message: id });

interface Endless {
  /** What the server sends for its request of this number, from 0. */
  readonly page: (number: number) => object;
  readonly stop: PagingStop;
  readonly requests: number;
}

/** Servers whose lists have no end. */
const servers: Readonly<Record<string, Endless>> = {
  'ignores the cursor': {
    page: () => ({ data: [item('a'), item('b')], has_more: true }),
    stop: 'repeats',
    requests: 2,
  },
  'repeats a cursor': {
    page: (number) => ({ data: [item(`new-${String(number)}`), item('same')], has_more: true }),
    stop: 'repeats',
    requests: 2,
  },
  'alternates two cursors': {
    page: (number) => ({
      data: [item(`new-${String(number)}`), item(number % 2 === 0 ? 'even' : 'odd')],
      has_more: true,
    }),
    stop: 'repeats',
    requests: 3,
  },
  'sends empty pages with new cursors': {
    page: (number) => ({ data: [], has_more: true, last_id: `cursor-${String(number)}` }),
    stop: 'repeats',
    requests: 1,
  },
  'sends the same items with new cursors': {
    page: (number) => ({ data: [item('a'), { id: 'b', oops: number }], has_more: true }),
    stop: 'repeats',
    requests: 2,
  },
  'makes its ids for each response': {
    page: (number) => ({ data: [item(`new-${String(number)}`)], has_more: true }),
    stop: 'capped',
    requests: 1_000,
  },
  'makes ids of what cannot be read for each response': {
    page: (number) => ({
      data: [{ id: `new-${String(number)}`, step_number: 1, created_at: 'never' }],
      has_more: true,
    }),
    stop: 'capped',
    requests: 1_000,
  },
};

describe('a server whose lists never end, and that', () => {
  let server: TestServer;
  let page: Endless['page'];

  before(async () => {
    const answer = (_: Received, response: ServerResponse) => {
      sendJson(response, page(server.requests.length - 1));
    };
    server = await startServer(answer);
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
  });

  for (const [name, endless] of Object.entries(servers)) {
    it(`${name} is left after ${String(endless.requests)} request(s) for jobs`, async () => {
      page = endless.page;
      const reader = testClient(`${server.origin}/v1`).jobs.list().reader();
      while ((await reader.next()) !== null);
      assert.equal(reader.stop, endless.stop);
      assert.equal(server.requests.length, endless.requests);
      assert.equal(await reader.next(), null);
      assert.equal(server.requests.length, endless.requests);
    });

    for (const list of ['listEvents', 'listCheckpoints'] as const) {
      it(`${name} gets no more requests for ${list}`, async () => {
        page = endless.page;
        const pages = testClient(`${server.origin}/v1`).jobs[list]('ftjob-1').pages();
        for await (const each of pages) assert.ok(each.items.length <= 2);
        assert.ok(server.requests.length <= endless.requests);
      });
    }
  }

  it('gets at most four requests a second where nobody waits', async () => {
    page = (number) => ({ data: [item(`new-${String(number)}`)], has_more: true });
    const clock = new TestClock(Date.UTC(2026, 0, 1), 20_000);
    const started = clock.monotonic();
    const client = testClient(`${server.origin}/v1`, { clock });
    const pages = client.jobs.listEvents('ftjob-1').pages({ interval: 250, maxPages: 41 });
    for await (const { items } of pages) assert.equal(items.length, 1);
    assert.equal(server.requests.length, 41);
    assert.equal(clock.monotonic() - started, 10_000);
  });

  it('is left at a page that could not be had, and gets the same request again', async () => {
    const reader = testClient(`${server.origin}/v1`, { retries: 0 }).jobs.list({ limit: 2 }).reader();
    page = () => ({ data: [item('a'), item('b')], has_more: true });
    await reader.next();
    page = () => ({ broken: true });
    await assert.rejects(reader.next());
    page = () => ({ data: [item('c')], has_more: false });
    assert.deepEqual(
      (await reader.next())?.items.map(({ id }) => id),
      ['c'],
    );
    assert.deepEqual(
      server.requests.map(({ query }) => query.get('after')),
      [null, 'b', 'b'],
    );
  });
});

describe('a page', () => {
  let server: TestServer;
  let body: string;

  before(async () => {
    server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
  });
  after(() => server.close());
  const list = () => testClient(`${server.origin}/v1`).jobs.list({ limit: 100 }).first();

  it('with very many items is read as far as twenty times the request, and says what it left out', async () => {
    body = JSON.stringify({ data: Array.from({ length: 5_000 }, (_, at) => item(`job-${String(at)}`)) });
    const { items, unreadable } = await list();
    assert.equal(items.length, 2_000);
    assert.deepEqual(unreadable[0]?.problems, ['3,000 more items came in one page; they are left out']);
  });

  it('with a million items is read as far', async () => {
    const small = Array.from({ length: 1_000_000 }, (_, at) => `{"name":"${String(at)}"}`);
    body = `{"data":[${small.join(',')}],"has_more":true}`;
    const { items, unreadable } = await list();
    assert.equal(items.length, 0);
    assert.equal(unreadable.length, 2_001);
    assert.match(unreadable.at(-1)?.problems[0] ?? '', /^998,000 more items/);
  });

  it('above 32 MB is refused in a sentence', async () => {
    body = `{"data":["${'x'.repeat(33 * 1024 * 1024)}"]}`;
    await assert.rejects(list(), {
      message: 'The server responded with more than 32 MB, which is more than is read',
    });
  });

  it('of a protobuf server is not taken for empty where its list has another beside it', async () => {
    const job = {
      name: 'accounts/a/supervisedFineTuningJobs/x',
      state: 'JOB_STATE_RUNNING',
      createTime: '2026-01-01T00:00:00Z',
    };
    const client = testClient(`${server.origin}/v1`, { connection: { dialect: 'fireworks' } });
    body = JSON.stringify({ supervisedFineTuningJobs: [job], totalSize: [1] });
    assert.ok((await client.jobs.list().first()).items.length > 0);
    body = JSON.stringify({ supervisedFineTuningJobs: [null, job], others: [] });
    assert.ok((await client.jobs.list().first()).items.length > 0);
    body = JSON.stringify({ supervisedFineTuningJobs: [job], others: [{}] });
    await assert.rejects(client.jobs.list().first(), { name: 'InvalidResponseError' });
  });

  it('keeps names apart that every object has', async () => {
    const odd = {
      n_epochs: { toString: 1 },
      constructor: 5,
      __proto__: { polluted: 1 },
      batch_size: 4,
    };
    body = JSON.stringify({ data: [{ ...item('odd'), hyperparameters: odd, ['__proto__']: { id: 'x' } }] });
    const [job] = (await list()).items;
    assert.deepEqual(job?.hyperparameters, { batch_size: 4 });
    assert.equal(job.id, 'odd');
  });

  it('loses no good job to hostile ones beside it', async () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const hostile = [
      `{"id":"deep","status":"running","created_at":1,"metadata":{"x":${deep}},"method":{"type":"reinforcement","reinforcement":{"grader":${deep}}}}`,
      `{"id":${deep},"status":"running","created_at":1}`,
      deep,
      '{"id":"nano","status":"running","created_at":1700000000000000000}',
      '{"id":"far","status":"running","created_at":1e300}',
      '{"id":"times","status":"running","created_at":5,"finished_at":1e300,"estimated_finish":-1,"started_at":1700000000000000}',
      `{"id":"${'x'.repeat(2_000)}","status":"running","created_at":1}`,
      `{"id":"long","status":"running","created_at":1,"suffix":"${'s'.repeat(1_000_000)}","error":{"message":"${'e'.repeat(1_000_000)}"}}`,
      '{"id":"numbers","status":"running","created_at":1,"progress":1e308,"trained_tokens":-5}',
      'null',
      '[[[]]]',
    ];
    const good = JSON.stringify(item('good'));
    body = `{"data":[${hostile.flatMap((each) => [good.replace('good', `good-${String(hostile.indexOf(each))}`), each]).join(',')}]}`;
    const { items, unreadable } = await list();
    const ids = items.map(({ id }) => id);
    for (const at of hostile.keys()) assert.ok(ids.includes(`good-${String(at)}`), String(at));
    assert.equal(items.length + unreadable.length, 2 * hostile.length);
    const job = (id: string) => items.find((each) => each.id === id);
    assert.ok((job('deep')?.metadata['x']?.length ?? Infinity) < 6_000);
    assert.equal(job('deep')?.method?.grader, null);
    assert.deepEqual(
      [job('times')?.finishedAt, job('times')?.estimatedFinish, job('times')?.startedAt],
      [null, null, null],
    );
    assert.equal(job('long')?.error?.message.length, 10_000);
    assert.deepEqual([job('numbers')?.progress, job('numbers')?.trainedTokens], [null, null]);
    assert.equal(job('nano')?.createdAt, null);
    for (const { json } of unreadable) assert.ok(json.length <= 100_001);
  });
});
