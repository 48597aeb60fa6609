import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FineTuningClient } from '../../../src/api/client';
import type { Connection } from '../../../src/api/connection';
import type { RequestSpec, Transport } from '../../../src/api/http/transport';
import { JobsApi } from '../../../src/api/jobsApi';
import type { ProviderSource } from '../../../src/jobs/provider/providerSource';
import type { JobSource } from '../../../src/jobs/source';
import { Sources } from '../../../src/jobs/sources';
import { JobFeed } from '../../../src/views/jobFeed';
import { census } from '../../support/census';
import { dialects } from '../../support/dialects';
import { until } from '../../support/eventually';
import { collectGarbage, heapUsed } from '../../support/heap';
import { sendJson, startServer, type TestServer } from '../../support/httpServer';
import { instantRetries, testClient } from '../../support/testClient';
import { TestClock } from '../../support/testClock';
import { TestMemory } from '../../support/testMemory';
import { testSource } from '../../support/testSource';

/** Milliseconds: no pause between two polls that succeed is longer. */
const untilNextPoll = 60_000;
/** Bytes that a poll may seem to keep: heaps cannot be measured exactly. */
const maxGrowthPerPoll = 500;

const job = { id: 'job', created_at: 1_700_000_000, status: 'running' };
const event = {
  id: 'event',
  created_at: 1_700_000_000,
  type: 'metrics',
  message: 'Step 1',
  data: { step: 1, total_steps: 3, train_loss: 2 },
};

/** What a server with one job responds to a request for this path. */
function responseTo(path: string): unknown {
  if (path.endsWith('/job')) return job;
  if (path.endsWith('/jobs')) return { data: [job], has_more: false };
  return { data: path.endsWith('/events') ? [event] : [], has_more: false };
}

describe('leaks', () => {
  let server: TestServer;
  let isHanging: boolean;
  /** Responses that the server has begun and not ended. */
  let open: Set<ServerResponse>;
  let clock: TestClock;
  /** Of the clients: it has their time limits. */
  let limits: TestClock;

  beforeEach(async () => {
    isHanging = false;
    open = new Set();
    server = await startServer(({ path }, response) => {
      server.requests.length = 0; // of thousands, nothing may be kept
      open.add(response);
      response.on('close', () => open.delete(response));
      if (!isHanging) sendJson(response, responseTo(path));
    });
    clock = new TestClock();
    limits = instantRetries();
  });

  afterEach(() => server.close());

  const connectionOf = (name: string, more: Partial<Connection> = {}): Connection => ({
    name,
    dialect: 'openai',
    baseUrl: `${server.origin}/v1`,
    ...more,
  });

  function openSource(connection: Connection): ProviderSource {
    const client = testClient(connection.baseUrl ?? '', { clock: limits });
    return testSource(connection, () => Promise.resolve(client), clock);
  }

  /** Polls the watched source so often, each time when its pause is over. */
  async function poll(source: JobSource, times: number): Promise<void> {
    let polls = 0;
    const listener = source.onDidRefresh(() => polls++);
    await until(() => clock.sleeping === 1);
    polls = 0;
    for (let target = 1; target <= times; target++) {
      clock.advance(untilNextPoll);
      await until(() => polls === target && clock.sleeping === 1);
    }
    listener.dispose();
  }

  /** Bytes. A heap also grows by what is compiled while it runs, in some rounds; by what is kept it grows in each. */
  async function minGrowthPerPoll(source: JobSource, perRound: number): Promise<number> {
    let min = Infinity;
    for (let round = 0; round < 10 && min >= maxGrowthPerPoll; round++) {
      const before = await heapUsed();
      await poll(source, perRound);
      min = Math.min(min, ((await heapUsed()) - before) / perRound);
    }
    return min;
  }

  /** Polls often and checks that nothing is kept of it: listeners, timers, objects, memory. */
  async function assertKeepsNothing(
    source: JobSource,
    { polls, perRound }: Record<'polls' | 'perRound', number>,
  ) {
    const watch = source.watch();
    await poll(source, 100);
    const before = census([source]);
    await poll(source, polls);
    const growth = await minGrowthPerPoll(source, perRound);
    assert.deepEqual(census([source]), before);
    assert.ok(growth < maxGrowthPerPoll, `each poll keeps ${growth.toFixed()} bytes`);
    watch.dispose();
    source.dispose();
    assert.equal(clock.sleeping, 0);
  }

  it('has none in 10,000 polls', async () => {
    const source = testSource(connectionOf('one'), () => Promise.resolve(promptClient()), clock);
    await assertKeepsNothing(source, { polls: 8_000, perRound: 2_000 });
  });

  it('has none in 1,000 polls of a server', async () => {
    await assertKeepsNothing(openSource(connectionOf('one')), { polls: 750, perRound: 250 });
    assert.equal(limits.sleeping, 0);
    await until(() => open.size === 0);
    assert.ok(server.sockets.size <= 1, 'one connection serves them all');
  });

  it('has none when connections are shown, hidden, changed and removed, also while requests are under way', async () => {
    const opened: WeakRef<JobSource>[] = [];
    const one = connectionOf('one');
    let available = [one, connectionOf('two')];
    const sources = new Sources({
      available: () => available,
      prepare: (connection) =>
        Promise.resolve(() => {
          const source = openSource(connection);
          opened.push(new WeakRef(source));
          return source;
        }),
      isSaved: () => true,
      memory: new TestMemory(),
      onProblem: assert.ifError,
    });
    await sources.reload();
    const before = census([sources]);
    for (let round = 0; round < 50; round++) {
      isHanging = round % 2 === 1;
      available = [one, connectionOf('two', { organization: `org-${String(round)}` })];
      await sources.show(['two']);
      for (const name of ['one', 'two']) sources.find(name)?.watch();
      if (!isHanging) await sources.shown[0]?.refresh();
      await sources.show(['one']);
      available = [];
      await sources.reload();
    }
    available = [one, connectionOf('two')];
    await sources.reload();
    const { listeners, abortListeners, objects } = census([sources]);
    assert.deepEqual([listeners, abortListeners], [before.listeners, before.abortListeners]);
    assert.equal(clock.sleeping, 0);
    await until(() => open.size === 0 && limits.sleeping === 0);
    await collectGarbage();
    assert.equal(opened.filter((each) => each.deref() !== undefined).length, 1);
    assert.ok(objects <= before.objects + 1, `${String(objects - before.objects)} more objects`);
    sources.dispose();
  });

  it('has none when pages come and go, also while they fetch', async () => {
    const source = openSource(connectionOf('one'));
    const feeds: WeakRef<JobFeed>[] = [];
    await source.refresh(); // its poller waits from now on, for the job that runs
    const before = census([source]);
    for (let round = 0; round < 50; round++) {
      isHanging = round % 2 === 1;
      const feed = await JobFeed.open('one/job', source);
      feeds.push(new WeakRef(feed));
      let signal: AbortSignal | undefined;
      const update = feed.once((each) => feed.details.refresh((signal = each)));
      if (isHanging) await until(() => open.size > 0);
      else await update;
      feed.stop();
      await update.catch(() => undefined);
      assert.ok(signal !== undefined);
      assert.equal(getEventListeners(signal, 'abort').length, 0);
      await until(() => open.size === 0);
    }
    await collectGarbage();
    assert.equal(feeds.filter((each) => each.deref() !== undefined).length, 0);
    const { listeners, abortListeners } = census([source]);
    assert.deepEqual([listeners, abortListeners], [before.listeners, before.abortListeners]);
    source.dispose();
    assert.deepEqual([clock.sleeping, limits.sleeping], [0, 0]);
  });
});

/** A client whose responses are at hand: thousands of requests over HTTP would take long. */
function promptClient(): FineTuningClient {
  const dialect = dialects.openai;
  const facts = { nextQuery: null };
  const json = ({ path }: RequestSpec, read: (raw: unknown, known: typeof facts) => unknown) =>
    Promise.resolve(read(responseTo(path), facts));
  const transport = { clock: new TestClock(), json } as unknown as Transport; // as much of it as a poll needs
  const jobs = new JobsApi(transport, dialect, '');
  return { jobs, dialect } as unknown as FineTuningClient; // likewise
}
