import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { FineTuningClient } from '../../../../src/api/client';
import { lastMeasure } from '../../../../src/jobs/progress';
import type { ProviderSource } from '../../../../src/jobs/provider/providerSource';
import { RunMemory } from '../../../../src/jobs/runMemory';
import { until } from '../../../support/eventually';
import {
  type Received,
  sendError,
  sendJson,
  startServer,
  type TestServer,
} from '../../../support/httpServer';
import { testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';
import { TestMemory } from '../../../support/testMemory';
import { testSource } from '../../../support/testSource';

type Wire = Record<string, unknown> & { id: string };

describe('ProviderSource', () => {
  let server: TestServer;
  let jobs: Wire[];
  /** Jobs that are shown by themselves otherwise than in the list. */
  let shown: Map<string, Wire>;
  let eventsOf: Map<string, unknown[]>;
  /** The status that the server responds with instead; 0: it does not respond. */
  let refusal: (request: Received) => number | null;
  /** Keeps a response back, which is of the jobs when the request came. */
  let held: (request: Received) => Promise<void> | null;
  let clock: TestClock;
  /** Milliseconds of the pauses between polls, as they were begun. */
  let pauses: number[];
  let client: FineTuningClient;
  let source: ProviderSource;

  beforeEach(async () => {
    jobs = [];
    shown = new Map();
    eventsOf = new Map();
    refusal = () => null;
    held = () => null;
    server = await startServer((request, response) => {
      const status = refusal(request);
      const [, id, part] = /\/jobs\/([^/]+)(\/events)?$/.exec(request.path) ?? [];
      const one = shown.get(id ?? '') ?? jobs.find((job) => job.id === id);
      if (status === 0) return; // it hangs
      if (status !== null) sendError(response, status, `refused with ${String(status)}`);
      else if (part !== undefined)
        sendJson(response, { data: eventsOf.get(id ?? '') ?? [], has_more: false });
      else if (id === undefined) {
        const answer = page(jobs, request.query);
        const release = held(request);
        if (release === null) sendJson(response, answer);
        else
          void release.then(() => {
            sendJson(response, answer);
          });
      } else if (one !== undefined) sendJson(response, one);
      else sendError(response, 404, 'no such job');
    });
    pauses = [];
    clock = new (class extends TestClock {
      override sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
        pauses.push(milliseconds);
        return super.sleep(milliseconds, signal);
      }
    })();
    client = testClient(`${server.origin}/v1`);
    const connection = { name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` } as const;
    source = testSource(connection, () => Promise.resolve(client), clock);
  });

  afterEach(async () => {
    source.dispose();
    await server.close();
  });

  const asked = (pattern: RegExp) => server.requests.filter(({ url }) => pattern.test(url)).length;
  const ids = () => source.store.all().map(({ id }) => id);

  it('does not wait for its client once a request is cancelled, or it is disposed of itself', async () => {
    const connection = { name: 'Test', dialect: 'openai', baseUrl: server.origin } as const;
    const waiting = testSource(connection, () => new Promise(() => undefined), clock);
    const refreshing = waiting.refresh();
    const request = new AbortController();
    const { signal } = request;
    const all = Promise.allSettled([
      waiting.retrieve('a', signal),
      waiting.find({ metadata: { team: 'blue' } }, signal),
      waiting.json('a', 'job', signal),
      waiting.change('cancel', 'a', signal),
      (await waiting.details('a')).refresh(signal),
      (await waiting.details('a')).loadOlderEvents(signal),
      waiting.files.retrieve('file', signal),
      waiting.creation.listModels(signal),
    ]);
    request.abort();
    for (const each of await all)
      assert.equal(each.status === 'rejected' ? each.reason : each.status, signal.reason);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    waiting.dispose();
    await refreshing;
  });

  it('looks again at once after failures when the server has answered another request', async () => {
    jobs = [job('a', 1)];
    source.watch();
    await until(() => source.state.kind === 'ready');
    refusal = () => 403;
    for (let count = 0; count < 3; count++) await source.refresh();
    assert.equal(source.state.kind, 'failed');
    assert.equal(source.retryAt, clock.now() + 20_000);
    clock.advance(10_000);
    refusal = () => null;
    await source.retrieve('a', new AbortController().signal);
    await until(() => source.state.kind === 'ready');
    assert.equal(source.retryAt, null);
  });

  it('knows nothing before the first poll, and then the newest jobs and since when', async () => {
    assert.equal(source.state.kind, 'unknown');
    jobs = [job('b', 2), job('a', 1)];
    await source.refresh();
    assert.equal(source.state.kind, 'ready');
    assert.deepEqual(ids(), ['b', 'a']);
    assert.equal(source.fetchedAt, clock.now());
  });

  it('follows a job by itself whose list has no status', async () => {
    jobs = [{ id: 'a' }];
    await source.refresh();
    assert.equal(source.store.get('a')?.status, '');
    const full = (status: string) => {
      server.requests.length = 0;
      shown.set('a', { id: 'a', status, created_at: 1 });
    };
    full('running');
    await source.retrieve('a', new AbortController().signal);
    await source.refresh();
    assert.equal(source.store.get('a')?.status, 'running');
    full('succeeded');
    await source.refresh();
    assert.equal(source.store.get('a')?.status, 'succeeded');
    await source.refresh();
    assert.equal(source.store.get('a')?.status, 'succeeded');
    assert.equal(asked(/\/jobs\/a$/), 1);
  });

  it('keeps a job that the list has and the server does not find by itself', async () => {
    jobs = [{ id: 'a' }];
    shown.set('a', { id: 'a', status: 'running', created_at: 1 });
    await source.refresh();
    await source.retrieve('a', new AbortController().signal);
    refusal = ({ path }) => (path.endsWith('/jobs/a') ? 404 : null);
    await source.refresh();
    assert.equal(source.store.get('a')?.status, 'running');
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
    const broken = testSource(
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
    const known = source.store.progressOf('a');
    assert.deepEqual([known?.step, known?.totalSteps, known?.fraction], [30, 90, 1 / 3]);
    assert.equal(lastMeasure(known)?.value, 1.2);
    assert.equal(asked(/jobs\/b\/events/), 0);
  });

  it('knows what a run reported last once it was seen to end, page or not', async () => {
    jobs = [job('a', 1, { status: 'running' }), job('b', 2, { status: 'succeeded' })];
    eventsOf.set('a', [event(3, 'Step 30/90: training loss=1.2')]);
    eventsOf.set('b', [event(3, 'Step 30/90: training loss=1.7')]);
    await source.refresh();
    const others = Array.from({ length: 60 }, (_, at) => event(120 + at, 'Checkpoint created'));
    eventsOf.set('a', [...others.reverse(), event(92, 'Step 90/90: training loss=0.8')]);
    jobs = [job('a', 1, { status: 'succeeded' }), ...jobs.slice(1)];
    await source.refresh();
    await source.lastReportsOf('a');
    assert.equal(source.store.progressOf('a')?.step, 90);
    assert.equal(lastMeasure(source.store.progressOf('a'))?.value, 0.8);
    await source.lastReportsOf('b'); // was never seen active
    assert.equal(source.store.progressOf('b'), undefined);
  });

  it('remembers over windows how far jobs came that have ended', async () => {
    const memory = new TestMemory();
    const open = () =>
      testSource({ name: 'Test', dialect: 'openai' }, () => Promise.resolve(client), clock, {
        runs: new RunMemory(memory),
      });
    jobs = [job('a', 1, { status: 'running' })];
    const first = open();
    await first.refresh();
    jobs = [job('a', 1, { status: 'succeeded' })];
    eventsOf.set('a', [event(92, 'Step 90/90: training loss=0.8')]);
    await first.refresh();
    await first.lastReportsOf('a');
    first.dispose();
    const second = open();
    await second.refresh();
    assert.equal(second.store.progressOf('a')?.step, 90);
    assert.equal(lastMeasure(second.store.progressOf('a'))?.value, 0.8);
    second.dispose();
  });

  it('knows no progress where the newest events report none', async () => {
    jobs = [job('a', 1, { status: 'running' })];
    eventsOf.set('a', [event(3, 'Job started')]);
    await source.refresh();
    assert.equal(source.store.progressOf('a'), undefined);
    assert.equal(source.state.kind, 'ready');
  });

  it('requests no events where the provider keeps none', async () => {
    jobs = [job('a', 1, { status: 'training' })];
    const connection = { name: 'Test', dialect: 'localai', baseUrl: `${server.origin}/v1` } as const;
    client = testClient(connection.baseUrl, { connection });
    const bare = testSource(connection, () => Promise.resolve(client), clock);
    await bare.refresh();
    assert.deepEqual(
      bare.store.all().map(({ id, status }) => [id, status]),
      [['a', 'training']],
    );
    assert.equal(asked(/events/), 0);
    bare.dispose();
  });

  it('reads the streams of the oldest jobs where it cannot read all that move their jobs', async () => {
    jobs = Array.from({ length: 6 }, (_, at) => job(`job-${String(at)}`, 10 - at, { status: 'training' }));
    const connection = { name: 'Test', dialect: 'localai', baseUrl: `${server.origin}/v1` } as const;
    client = testClient(connection.baseUrl, { connection });
    const moved = testSource(connection, () => Promise.resolve(client), clock);
    await moved.refresh();
    await until(() => asked(/progress/) === 4);
    const read = server.requests.flatMap(({ path }) => /([^/]+)\/progress/.exec(path)?.[1] ?? []);
    assert.deepEqual(read.toSorted(), ['job-2', 'job-3', 'job-4', 'job-5']);
    moved.dispose();
  });

  it('reads the streams of newer jobs where those of the oldest bring nothing but failures', async () => {
    jobs = Array.from({ length: 6 }, (_, at) => job(`job-${String(at)}`, 10 - at, { status: 'training' }));
    refusal = ({ path }) => (/job-[2-5]\/progress$/.test(path) ? 500 : null);
    const connection = { name: 'Test', dialect: 'localai', baseUrl: `${server.origin}/v1` } as const;
    client = testClient(connection.baseUrl, { connection });
    const moved = testSource(connection, () => Promise.resolve(client), clock);
    await moved.refresh();
    await until(() => asked(/progress/) === 4);
    await until(() => pauses.filter((pause) => pause === 2_000).length === 4);
    clock.advance(2_000);
    await until(() => asked(/progress/) === 8);
    const details = await moved.details('job-2');
    await until(() => details.problems.length > 0);
    await moved.refresh();
    await until(() => asked(/job-[01]\/progress/) > 0);
    moved.dispose();
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
    await (await source.details('a')).refresh(new AbortController().signal);
    server.requests.length = 0;
    eventsOf.set('a', [event(4, 'Step 60/90: training loss=1.1')]);
    const details = await source.details('a');
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
      jobs.splice(-1, 1, job('older', 0));
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

  it('finds the jobs between, where more came since the last poll than a page has', async () => {
    const made = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => job(`job-${String(from + at)}`, 10_000 - from - at));
    jobs = made(1_000, 350);
    await source.refresh();
    await source.loadOlder();
    assert.equal(source.store.size, 200);
    jobs = [...made(700, 300), ...jobs];
    source.store.apply([await client.jobs.retrieve('job-700')]); // created here: it is no part of the list that was read
    await source.refresh();
    assert.equal(source.store.size, 300);
    assert.equal(source.store.listedUntil, source.store.get('job-799')?.createdAt);
    while (source.store.nextCursor !== null) await source.loadOlder();
    assert.deepEqual([source.store.size, source.olderProblem], [650, null]);
    const before = server.requests.length;
    await source.refresh();
    assert.deepEqual([source.store.nextCursor, server.requests.length], [null, before + 1]);
  });

  it('knows no more than the newest page, where an older one was on its way when more came between', async () => {
    const made = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => job(`job-${String(from + at)}`, 10_000 - from - at));
    jobs = made(1_000, 350);
    await source.refresh();
    let release: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (release = resolve));
    held = ({ query }) => (query.has('after') ? late : null);
    const loading = source.loadOlder();
    await until(() => asked(/after=/) > 0);
    jobs = [...made(700, 300), ...jobs];
    await source.refresh();
    release();
    await loading;
    held = () => null;
    assert.equal(source.store.listedUntil, source.store.get('job-799')?.createdAt);
    while (source.store.nextCursor !== null) await source.loadOlder();
    assert.deepEqual([source.store.size, source.olderProblem], [650, null]);
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

  describe('while it is watched', () => {
    /** The pause after a poll that finds what `change` makes of a quiet world. */
    const pauseAfter = async (change: () => void) => {
      source.watch();
      await source.refresh();
      await source.refresh();
      await until(() => clock.sleeping === 1);
      assert.equal(pauses.at(-1), 4_500);
      change();
      await source.refresh();
      await until(() => clock.sleeping === 1);
      return pauses.at(-1);
    };

    beforeEach(() => {
      jobs = [job('b', 2, { status: 'running' }), job('a', 1)];
    });

    it('polls less often while nothing changes', async () => {
      assert.equal(await pauseAfter(() => undefined), 6_750);
    });

    it('polls soon again where a job came, changed or went', async () => {
      assert.equal(await pauseAfter(() => jobs.unshift(job('c', 3))), 3_000);
      await source.refresh();
      jobs[1] = job('b', 2, { status: 'running', estimated_finish: 1_800_000_000 });
      await source.refresh();
      await until(() => clock.sleeping === 1);
      assert.equal(pauses.at(-1), 3_000);
      await source.refresh();
      jobs.pop();
      await source.refresh();
      await until(() => clock.sleeping === 1);
      assert.equal(pauses.at(-1), 3_000);
    });

    it('polls soon again where a job comes further', async () => {
      const pause = await pauseAfter(() => {
        eventsOf.set('b', [event(3, 'Step 30/90: training loss=1.2')]);
      });
      assert.equal(pause, 3_000);
    });

    it('polls soon again where one of several comes further', async () => {
      jobs.unshift(job('c', 3, { status: 'running' }));
      eventsOf.set('b', [event(3, 'Step 30/90: training loss=1.2')]);
      const pause = await pauseAfter(() => {
        eventsOf.set('c', [event(3, 'Step 31/90: training loss=1.2')]);
      });
      assert.equal(pause, 3_000);
    });

    for (const [what, change] of [
      ['changed', () => jobs.splice(-2, 1, job('old', 1, { status: 'running' }))],
      ['went', () => jobs.splice(-2, 1)],
    ] as const)
      it(`polls soon again where a job behind the newest page ${what}`, async () => {
        jobs = [job('old', 1, { status: 'queued' })];
        await source.refresh();
        const newer = Array.from({ length: 100 }, (_, at) => job(`new-${String(at)}`, 1_000 - at));
        jobs = [job('newest', 2_000, { status: 'running' }), ...newer, ...jobs, job('older', 0)];
        assert.equal(await pauseAfter(change), 3_000);
      });

    it('polls slowly where nobody knows whether a status is final, and slower where nothing runs', async () => {
      jobs = [job('a', 1, { status: 'dreaming' }), job('b', 2, { status: 'paused' })];
      source.watch();
      await until(() => clock.sleeping === 1);
      assert.deepEqual(pauses, [30_000]);
      jobs = [job('b', 2, { status: 'paused' })];
      await source.refresh();
      await until(() => clock.sleeping === 1);
      assert.deepEqual(pauses, [30_000, 60_000]);
    });

    it('knows that it is watched, and leaves the provider to the focused window', async () => {
      source.setFocused(false);
      assert.equal(source.isWatched, false);
      const watch = source.watch();
      assert.equal(source.isWatched, true);
      await until(() => clock.sleeping === 1);
      assert.deepEqual(pauses, [12_000]);
      watch.dispose();
      assert.equal(source.isWatched, false);
    });
  });

  it('polls for running jobs that nobody watches, as long as they are on screen', async () => {
    jobs = [job('a', 1, { status: 'running' })];
    await source.refresh();
    await until(() => clock.sleeping === 1);
    assert.deepEqual(pauses, [30_000]);
  });

  it('reports how the last poll went, each time that it changes or fails', async () => {
    const states: string[] = [];
    source.onDidChangeState(({ kind }) => states.push(kind));
    await source.refresh();
    await source.refresh();
    assert.deepEqual(states, ['ready']);
    refusal = () => 403;
    await source.refresh();
    await source.refresh();
    assert.deepEqual(states, ['ready', 'failed', 'failed']);
    refusal = () => null;
    await source.refresh();
    assert.deepEqual(states, ['ready', 'failed', 'failed', 'ready']);
  });

  it('requests the newest hundred jobs, and ten events of each that runs', async () => {
    jobs = [job('a', 1, { status: 'running' })];
    await source.refresh();
    assert.deepEqual(
      server.requests.map(({ query }) => query.get('limit')),
      ['100', '10'],
    );
  });

  it('forgets a job of the newest page that was deleted at the provider', async () => {
    jobs = Array.from({ length: 102 }, (_, at) => job(`job-${String(at)}`, 1_000 - at));
    await source.refresh();
    jobs.splice(1, 1);
    await source.refresh();
    assert.equal(source.store.get('job-1'), undefined);
  });

  it('takes no progress of events for that of a job that reports it itself', async () => {
    jobs = [0, 0.5].map((progress, at) => job(`job-${String(at)}`, 1, { status: 'running', progress }));
    await source.refresh();
    assert.equal(source.store.get('job-1')?.reportedProgress?.fraction, 0.5);
    assert.equal(asked(/events/), 0);
  });

  it('asks the events of a job that reports no more than when it will finish', async () => {
    jobs = [job('a', 1, { status: 'running', estimated_finish: 2_000_000_000 })];
    await source.refresh();
    assert.equal(asked(/events/), 1);
  });

  it('says that its first look was cancelled, and not that a later one was', async () => {
    refusal = () => 0;
    const cancel = new AbortController();
    const looking = source.refreshAgain(cancel.signal);
    await until(() => server.requests.length > 0);
    cancel.abort();
    await looking;
    assert.match(String(source.state.kind === 'failed' && source.state.error), /The refresh was cancelled/);
    refusal = () => null;
    await source.refresh();
    await source.refreshAgain(AbortSignal.abort());
    assert.equal(source.state.kind, 'ready');
  });

  for (const [what, pattern] of [
    ['the newest jobs', /jobs\?/],
    ['an old job', /\/old$/],
    ['the events of a job', /\/events/],
  ] as const)
    it(`begins again at once where the server does not send ${what}`, async () => {
      jobs = [job('old', 1, { status: 'running' })];
      await source.refresh();
      jobs.unshift(...Array.from({ length: 100 }, (_, at) => job(`new-${String(at)}`, 1_000 - at)));
      const failures: unknown[] = [];
      let polls = 0;
      source.onDidFail((error) => failures.push(error));
      source.onDidRefresh(() => polls++);
      let isHanging = true;
      refusal = ({ url }) => (isHanging && pattern.test(url) ? 0 : null);
      server.requests.length = 0;
      const hanging = source.refresh();
      await until(() => asked(pattern) > 0);
      isHanging = false;
      await source.refreshAgain();
      await hanging;
      assert.deepEqual(failures, []);
      assert.equal(polls, 1);
    });

  describe('a page', () => {
    const { signal } = new AbortController();
    const open = async (id: string) => (await source.details(id)).refresh(signal);

    it('brings the progress of its job into the list, from all of its events', async () => {
      jobs = [job('a', 1, { status: 'running' })];
      const quiet = Array.from({ length: 10 }, (_, at) => event(20 - at, `Line ${String(at)}`));
      eventsOf.set('a', [...quiet, event(2, 'Step 30/90: training loss=1.2')]);
      await open('a');
      assert.equal(source.store.progressOf('a')?.step, 30);
      eventsOf.set('a', [event(30, 'Step 45/90: training loss=1.1'), ...quiet]);
      await open('a');
      assert.equal(source.store.progressOf('a')?.step, 45);
    });

    it('brings the last loss of a job that has ended', async () => {
      jobs = [job('a', 1, { status: 'failed' })];
      eventsOf.set('a', [event(3, 'Step 30/90: training loss=1.2')]);
      await open('a');
      assert.equal(lastMeasure(source.store.progressOf('a'))?.value, 1.2);
    });
  });

  describe('one job', () => {
    const { signal } = new AbortController();

    beforeEach(() => {
      jobs = [job('a', 1, { status: 'running', custom: 'kept' })];
    });

    it('is retrieved into the store, or as its provider wrote it', async () => {
      assert.equal((await source.retrieve('a', signal)).status, 'running');
      assert.equal(source.store.get('a')?.status, 'running');
      const sent = await source.json('a', 'job', signal);
      assert.deepEqual([JSON.parse(sent.text), sent.beginning], [jobs[0], null]);
      eventsOf.set('a', [event(1, 'Created')]);
      assert.deepEqual(source.jsonParts, ['job', 'events', 'checkpoints']);
      const events = await source.json('a', 'events', signal);
      assert.deepEqual(JSON.parse(events.text), { data: eventsOf.get('a'), has_more: false });
      assert.equal(events.beginning, null);
    });

    it('is what the provider makes of it when it is cancelled, and is watched closely', async () => {
      await source.refresh();
      pauses.length = 0;
      jobs = [job('a', 1, { status: 'cancelling' })];
      await source.change('cancel', 'a', signal);
      assert.equal(source.store.get('a')?.status, 'cancelling');
      assert.equal(pauses.length, 1);
    });

    it('is requested no more once nobody waits', async () => {
      const ended = AbortSignal.abort();
      await assert.rejects(source.retrieve('a', ended), { name: 'AbortError' });
      await assert.rejects(source.json('a', 'job', ended), { name: 'AbortError' });
      await assert.rejects(source.change('cancel', 'a', ended), { name: 'AbortError' });
      assert.equal(server.requests.length, 0);
    });

    describe('that is deleted', () => {
      beforeEach(async () => {
        await source.refresh();
        client = testClient(`${server.origin}/openai`, {
          connection: { dialect: 'azure', apiVersion: '2025-04-01-preview' },
        });
      });

      it('leaves the list', async () => {
        await source.change('delete', 'a', signal);
        assert.equal(source.store.get('a'), undefined);
        assert.equal(server.requests.at(-1)?.method, 'DELETE');
      });

      it('leaves the list where the provider no longer has it', async () => {
        refusal = () => 404;
        await source.change('delete', 'a', signal);
        assert.equal(source.store.get('a'), undefined);
      });

      it('stays where the provider refuses', async () => {
        refusal = () => 403;
        await assert.rejects(source.change('delete', 'a', signal), { status: 403 });
        assert.notEqual(source.store.get('a'), undefined);
        await assert.rejects(source.change('delete', 'a', AbortSignal.abort()), { name: 'AbortError' });
        assert.notEqual(source.store.get('a'), undefined);
      });
    });
  });

  it('says why older jobs are not loaded where the server repeats itself', async () => {
    jobs = Array.from({ length: 150 }, (_, at) => job(`job-${String(at)}`, 1_000 - at));
    await source.refresh();
    assert.equal(source.olderProblem, null);
    refusal = ({ query }) => {
      if (query.get('after') === null) return null;
      query.set('after', 'nothing');
      query.set('limit', '50');
      return null;
    };
    await source.loadOlder();
    assert.equal(source.store.nextCursor, null);
    assert.equal(
      source.olderProblem,
      'The server repeats itself: it sends no older jobs, although it says that there are some.',
    );
    server.requests.length = 0;
    await source.loadOlder();
    assert.equal(server.requests.length, 0);
  });

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
  const limit = Number(query.get('limit') ?? Infinity);
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit };
}
