import assert from 'node:assert/strict';
import type { FineTuningClient } from '../../../../src/api/client';
import { ProviderSource } from '../../../../src/jobs/provider/providerSource';
import {
  type Received,
  type TestServer,
  sendError,
  sendJson,
  startServer,
} from '../../../support/httpServer';
import { TestClock } from '../../../support/testClock';
import { testClient } from '../../../support/testClient';

type Wire = Record<string, unknown> & { id: string };

describe('Account', () => {
  let server: TestServer;
  let jobs: Wire[];
  let eventsOf: Map<string, unknown[]>;
  /** Whether the server responds with this status instead. */
  let refusal: (request: Received) => number | null;
  let clock: TestClock;
  let client: FineTuningClient;
  let source: ProviderSource;

  beforeEach(async () => {
    jobs = [];
    eventsOf = new Map();
    refusal = () => null;
    server = await startServer((request, response) => {
      const status = refusal(request);
      const [, id, part] = /\/jobs\/([^/]+)(\/events)?$/.exec(request.path) ?? [];
      const one = jobs.find((job) => job.id === id);
      if (status !== null) sendError(response, status, `refused with ${String(status)}`);
      else if (part !== undefined)
        sendJson(response, { data: eventsOf.get(id ?? '') ?? [], has_more: false });
      else if (id === undefined) sendJson(response, page(jobs, request.query));
      else if (one !== undefined) sendJson(response, one);
      else sendError(response, 404, 'no such job');
    });
    clock = new TestClock();
    client = testClient(`${server.origin}/v1`);
    const connection = { name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` } as const;
    source = new ProviderSource(connection, () => Promise.resolve(client), clock);
  });

  afterEach(async () => {
    source.dispose();
    await server.close();
  });

  const asked = (pattern: RegExp) => server.requests.filter(({ url }) => pattern.test(url)).length;
  const ids = () => source.store.all().map(({ id }) => id);

  it('knows nothing before the first poll, and then the newest jobs and since when', async () => {
    assert.equal(source.state.kind, 'unknown');
    jobs = [job('b', 2), job('a', 1)];
    await source.refresh();
    assert.equal(source.state.kind, 'ready');
    assert.deepEqual(ids(), ['b', 'a']);
    assert.equal(source.fetchedAt, clock.now());
  });

  it('keeps what it knows when a poll fails, and says why', async () => {
    jobs = [job('a', 1)];
    await source.refresh();
    const { fetchedAt } = source;
    clock.advance(1_000);
    refusal = () => 403;
    await source.refresh();
    assert.equal(source.state.kind, 'failed');
    assert.deepEqual(ids(), ['a']);
    assert.equal(source.fetchedAt, fetchedAt);
    refusal = () => null;
    await source.refresh();
    assert.equal(source.state.kind, 'ready');
  });

  it('fails like a poll where the server has to be started first and cannot', async () => {
    const broken = new ProviderSource(
      { name: 'Test', dialect: 'openai' },
      () => Promise.reject(new Error('no engine')),
      clock,
    );
    await broken.refresh();
    assert.equal(broken.state.kind, 'failed');
    broken.dispose();
  });

  it('follows the progress of running jobs by their newest events', async () => {
    jobs = [job('a', 1, { status: 'running' }), job('b', 2, { status: 'queued' })];
    eventsOf.set('a', [event(3, 'Step 30/90: training loss=1.2'), event(2, 'Step 29/90')]);
    await source.refresh();
    assert.deepEqual(source.store.progressOf('a'), { step: 30, totalSteps: 90, fraction: 1 / 3 });
    assert.equal(asked(/jobs\/b\/events/), 0);
  });

  it('costs a job its percentage alone when its events cannot be had', async () => {
    jobs = [job('a', 1, { status: 'running' })];
    refusal = ({ path }) => (path.endsWith('/events') ? 403 : null);
    await source.refresh();
    assert.equal(source.state.kind, 'ready');
    assert.equal(source.store.progressOf('a'), undefined);
  });

  it('requests nothing again that an open page has just fetched', async () => {
    jobs = [job('a', 1, { status: 'running' }), job('b', 2, { status: 'running' })];
    eventsOf.set('a', [event(3, 'Step 30/90: training loss=1.2')]);
    await source.refresh();
    await source.details('a').refresh(new AbortController().signal);
    server.requests.length = 0;
    eventsOf.set('a', [event(4, 'Step 60/90: training loss=1.1')]);
    const details = source.details('a');
    await details.refresh(new AbortController().signal);
    assert.equal(source.store.progressOf('a')?.step, 60);
    await source.refresh();
    const requests = server.requests.map(({ path }) => path.split('/fine_tuning/')[1]);
    assert.deepEqual(requests, ['jobs/a', 'jobs/a/events', 'jobs/a/checkpoints', 'jobs', 'jobs/b/events']);
    await source.refresh();
    assert.equal(asked(/jobs\/a\/events/), 2); // the page is gone: the poll follows the job again
  });

  it('gives every running job its turn', async () => {
    jobs = Array.from({ length: 12 }, (_, at) => job(`job-${String(at)}`, at, { status: 'running' }));
    await source.refresh();
    assert.equal(asked(/events/), 4);
    await source.refresh();
    await source.refresh();
    const followed = new Set(
      server.requests.map(({ path }) => path).filter((path) => path.includes('events')),
    );
    assert.equal(followed.size, 12);
  });

  describe('with active jobs older than the newest page', () => {
    beforeEach(async () => {
      jobs = [job('old', 1, { status: 'queued' })];
      await source.refresh();
      jobs = [
        ...Array.from({ length: 100 }, (_, at) => job(`new-${String(at)}`, 1_000 - at)),
        job('old', 1, { status: 'succeeded' }),
      ];
    });

    it('asks for them one by one', async () => {
      await source.refresh();
      assert.equal(source.store.get('old')?.status, 'succeeded');
      await source.refresh();
      assert.equal(asked(/jobs\/old$/), 1);
    });

    it('forgets one that is gone', async () => {
      jobs.pop();
      await source.refresh();
      assert.equal(source.store.get('old'), undefined);
    });

    it('keeps one that may not be seen alone, and the poll is good all the same', async () => {
      refusal = ({ path }) => (path.endsWith('/old') ? 403 : null);
      await source.refresh();
      assert.equal(source.store.get('old')?.status, 'queued');
      assert.equal(source.state.kind, 'ready');
    });
  });

  it('loads older pages one after the other, however often they are requested', async () => {
    jobs = Array.from({ length: 250 }, (_, at) => job(`job-${String(at)}`, 1_000 - at));
    await source.refresh();
    await Promise.all([source.loadOlder(), source.loadOlder()]);
    assert.equal(source.store.size, 200);
    await source.loadOlder();
    await source.loadOlder();
    assert.equal(source.store.size, 250);
    assert.equal(asked(/after=/), 2);
  });

  it('believes the next poll about a job that was reported by itself before', async () => {
    jobs = [job('a', 1, { status: 'running' })];
    source.store.apply([await client.jobs.retrieve('a')]);
    jobs = [job('a', 1, { status: 'failed' })];
    await source.refresh();
    assert.equal(source.store.get('a')?.status, 'failed');
  });

  it('keeps a job that was created while a poll was under way', async () => {
    jobs = [job('a', 1)];
    await source.refresh();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const list = client.jobs.list.bind(client.jobs);
    client.jobs.list = (...args) => {
      const pages = list(...args);
      const first = pages.first.bind(pages);
      pages.first = async () => {
        const answer = await first();
        await held;
        return answer;
      };
      return pages;
    };
    const polling = source.refresh();
    const created = job('created', 2, { status: 'queued' });
    source.store.apply([await retrieveCreated(created)]);
    release();
    await polling;
    assert.deepEqual(ids(), ['created', 'a']);
  });

  async function retrieveCreated(created: Wire) {
    const before = jobs;
    // The list was sent without it before it is there.
    while (asked(/limit=100/) < 2) await new Promise((resolve) => setImmediate(resolve));
    jobs = [created, ...before];
    return client.jobs.retrieve(created.id);
  }

  it('ends with its window: what is under way is aborted, nothing follows', async () => {
    jobs = [job('a', 1, { status: 'running' })];
    await source.refresh();
    const before = server.requests.length;
    source.watch();
    source.dispose();
    clock.advance(3_600_000);
    await source.refresh();
    assert.ok(server.requests.length <= before + 1);
    assert.equal(clock.sleeping, 0);
  });
});

function job(id: string, createdAt: number, wire: Record<string, unknown> = {}): Wire {
  return { id, created_at: 1_700_000_000 + createdAt, status: 'succeeded', ...wire };
}

function event(createdAt: number, message: string): unknown {
  return {
    id: `e-${String(createdAt)}`,
    created_at: 1_700_000_000 + createdAt,
    level: 'info',
    message,
    type: 'message',
  };
}

function page(jobs: readonly Wire[], query: URLSearchParams): unknown {
  const rest = jobs.slice(jobs.findIndex(({ id }) => id === query.get('after')) + 1);
  const limit = Number(query.get('limit'));
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit };
}
