import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { jobProgress } from '../../../../src/jobs/progress';
import type { ProviderSource } from '../../../../src/jobs/provider/providerSource';
import type { DetailsChange, JobDetails } from '../../../../src/jobs/source';
import { until } from '../../../support/eventually';
import { sendError, sendJson, startServer, type TestServer } from '../../../support/httpServer';
import { progressEvent, progressOfRun } from '../../../support/providers/localai';
import { instantRetries, testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';
import { testSource } from '../../../support/testSource';

describe('a run that is followed live', () => {
  let server: TestServer;
  let job: Record<string, unknown>;
  /** The streams that were opened. */
  let streams: ServerResponse[];
  let onStream: (response: ServerResponse) => void;
  let clock: TestClock;
  let source: ProviderSource;
  let page: AbortController;

  beforeEach(async () => {
    job = { id: 'a1', model: 'm', status: 'queued', created_at: '2026-01-01T00:00:00Z' };
    streams = [];
    onStream = () => undefined;
    server = await startServer(({ path }, response) => {
      if (path.endsWith('/progress')) {
        streams.push(response);
        onStream(response);
      } else if (path.endsWith('/checkpoints')) sendJson(response, { checkpoints: null });
      else sendJson(response, path.endsWith('/jobs') ? [job] : job);
    });
    clock = new TestClock();
    page = new AbortController();
    source = sourceBy(instantRetries());
  });

  afterEach(async () => {
    page.abort();
    source.dispose();
    await server.close();
  });

  const sourceBy = (clientClock: TestClock) => {
    const client = testClient(server.origin, { connection: { dialect: 'localai' }, clock: clientClock });
    const connection = { name: 'Test', dialect: 'localai', baseUrl: server.origin } as const;
    return testSource(connection, () => Promise.resolve(client), clock);
  };
  const { signal: always } = new AbortController();
  const opened = async (): Promise<JobDetails> => {
    const details = await source.details('a1');
    await details.refresh(always);
    return details;
  };
  const follow = (details: JobDetails, report: (change: DetailsChange) => void = () => undefined) =>
    details.follow(page.signal, report);
  const begin = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    return response;
  };
  const send = (response: ServerResponse, ...events: readonly string[]) =>
    begin(response).write(events.join(''));
  const step = (at: number, more: object = {}) =>
    progressEvent({ current_step: at, total_steps: 10, loss: 3 - at / 10, learning_rate: 1, ...more });
  const lossOf = ({ metrics }: JobDetails) =>
    Array.from(metrics.series.find(({ name }) => name === 'train_loss')?.values ?? []);
  const progress = () => {
    const known = source.store.get('a1');
    assert.ok(known !== undefined);
    return jobProgress(known, source.store.progressOf('a1'), clock.now() / 1000);
  };

  it('draws its curves, its log, its status and its end as they come', async () => {
    const details = await opened();
    const parts = new Set<string>();
    onStream = (response) =>
      send(
        response,
        progressEvent({ status: 'loading_model', message: 'Loading model m' }),
        step(1, { eta_seconds: 90, progress_percent: 10 }),
      );
    void follow(details, ({ part }) => parts.add(part));
    await until(() => lossOf(details).length === 1);
    assert.deepEqual([...parts].toSorted(), ['curves', 'events', 'facts']);
    assert.deepEqual(
      details.events.map(({ message }) => message),
      ['Loading model m'],
    );
    assert.equal(source.store.get('a1')?.status, 'training');
    const finishAt = clock.now() / 1000 + 90;
    assert.deepEqual(progress(), { step: 1, totalSteps: 10, fraction: 0.1, finishAt });

    streams[0]?.write(step(2, { eta_seconds: 80 }) + progressEvent({ current_step: 2, status: 'saving' }));
    await until(() => lossOf(details).length === 2);
    assert.deepEqual(lossOf(details), [2.9, 2.8]);
    assert.equal(progress()?.finishAt, finishAt - 10);
    assert.equal(source.store.get('a1')?.status, 'saving');
  });

  it('ends with the job: then a refresh brings what it came to', async () => {
    const details = await opened();
    onStream = (response) => {
      job = { ...job, status: 'completed' };
      send(response, ...progressOfRun);
    };
    assert.equal(await follow(details), true);
    assert.equal(details.job?.status, 'training'); // how it ended only the job says
    await details.refresh(always);
    assert.equal(details.job.status, 'completed');
    assert.deepEqual(lossOf(details), [2.5, 2, 1.75, 1.5]);
    assert.equal(await follow(details), false);
    assert.equal(streams.length, 1);
  });

  it('is closed once the job has ended, though its stream never does', async () => {
    const details = await opened();
    let isClosed = false;
    onStream = (response) => {
      send(response, step(1));
      response.on('close', () => (isClosed = true));
    };
    const following = follow(details);
    await until(() => lossOf(details).length === 1);
    job = { ...job, status: 'stopped' };
    await details.refresh(always);
    assert.equal(await following, true);
    await until(() => isClosed);
  });

  it('is closed with the page, and goes on with the next one, which has all of it', async () => {
    let isClosed = false;
    onStream = (response) => {
      send(response, step(streams.length));
      response.on('close', () => (isClosed = true));
    };
    const first = await opened();
    const following = follow(first);
    await until(() => lossOf(first).length === 1);
    page.abort();
    assert.equal(await following, false);
    await until(() => isClosed);
    page = new AbortController();
    const second = await opened();
    assert.deepEqual(lossOf(second), [2.9]);
    void follow(second);
    await until(() => lossOf(second).length === 2);
  });

  it('has one stream for all pages: a server may send a report to one reader alone', async () => {
    const [one, other] = [await opened(), await opened()];
    const otherPage = new AbortController();
    onStream = (response) => send(response, step(1));
    void follow(one);
    const leaving = other.follow(otherPage.signal, () => undefined);
    await until(() => lossOf(one).length === 1 && lossOf(other).length === 1);
    otherPage.abort();
    assert.equal(await leaving, false);
    streams[0]?.write(step(2));
    await until(() => lossOf(one).length === 2);
    assert.equal(streams.length, 1);
  });

  it('that breaks off is opened again, after a second, then after twice as long', async () => {
    const details = await opened();
    onStream = (response) => {
      send(response, step(1));
      response.end();
    };
    void follow(details);
    await until(() => lossOf(details).length === 1 && clock.sleeping === 1);
    onStream = (response) => response.destroy();
    clock.advance(999);
    assert.equal(clock.sleeping, 1);
    clock.advance(1);
    await until(() => streams.length === 2 && clock.sleeping === 1);
    assert.deepEqual(details.problems, []); // one that breaks off is nothing to speak of
    clock.advance(1_999);
    assert.equal(clock.sleeping, 1);
    clock.advance(1);
    await until(() => streams.length === 3 && clock.sleeping === 1);
    assert.match(details.problems.join(), /^Could not follow the job live: .*[^.]\.$/);
    onStream = (response) => send(response, step(2));
    clock.advance(4_000);
    await until(() => lossOf(details).length === 2);
    assert.deepEqual(details.problems, []);
  });

  it('that the server refuses is not requested again until the person asks', async () => {
    const details = await opened();
    onStream = (response) => {
      sendError(response, 404, 'no such path');
    };
    assert.equal(await follow(details), true);
    assert.deepEqual(details.problems, ['Could not follow the job live: no such path.']);
    assert.equal(await follow(details), false);
    assert.equal(streams.length, 1);
    onStream = (response) => send(response, step(1));
    details.forgive();
    void follow(details);
    await until(() => lossOf(details).length === 1);
    assert.deepEqual(details.problems, []);
  });

  it('is read up to 32 MB', async () => {
    const details = await opened();
    const event = step(1, { message: 'x'.repeat(50_000) });
    onStream = (response) => {
      const write = () => {
        while (!response.destroyed && response.write(event));
        response.once('drain', write);
      };
      begin(response);
      write();
    };
    void follow(details);
    await until(() => clock.sleeping === 1); // the stream was too long
    clock.advance(1_000);
    await until(() => details.problems.length > 0);
    assert.deepEqual(details.problems, ['Only the first 32 MB of what the run reports are drawn.']);
  });

  it('knows the time of a report that comes by itself, and of the last that come together', async () => {
    const gathering = new TestClock();
    source.dispose();
    source = sourceBy(gathering);
    const details = await opened();
    const has = (steps: number) =>
      until(() => {
        if (streams.length > 0) gathering.advance(100);
        return lossOf(details).length === steps;
      });
    const started = progressEvent({ message: 'Training started' });
    onStream = (response) => send(response, started, step(1), step(2));
    void follow(details);
    await has(2);
    assert.equal(details.metrics.clock.steps.length, 0); // they may have waited for their reader
    assert.deepEqual(
      details.timeline.map(({ milestone }) => milestone),
      ['created'],
    );
    const saved = progressEvent({ current_step: 3, status: 'saving', message: 'Checkpoint saved at step 3' });
    streams[0]?.write(step(3) + saved + step(4));
    await has(4);
    const { steps, values } = details.metrics.clock;
    assert.deepEqual([Array.from(steps), Array.from(values)], [[4], [clock.now() / 1000]]);
    // Nor is a checkpoint the first step of the run.
    assert.deepEqual(
      details.timeline.map(({ milestone }) => milestone),
      ['created'],
    );
  });

  it('is read without a page where the server moves the job by it, as long as somebody looks', async () => {
    onStream = (response) => {
      job = { ...job, status: 'training' };
      send(response, step(1, { progress_percent: 10 }));
    };
    source.isShown = false;
    const watch = source.watch();
    await until(() => progress()?.fraction === 0.1);
    assert.equal(source.store.get('a1')?.status, 'training');
    let isClosed = false;
    streams[0]?.on('close', () => (isClosed = true));
    watch.dispose();
    await until(() => isClosed);
    onStream = (response) => {
      job = { ...job, status: 'completed' };
      send(response, step(10, { status: 'completed' }));
    };
    clock.advance(3_000);
    source.watch();
    await until(() => source.store.get('a1')?.status === 'completed');
    assert.equal(streams.length, 2);
    assert.deepEqual(lossOf(await opened()), [2.9, 2]); // none of it is lost to a page
  });

  it('is none where the job has ended, or the provider streams nothing', async () => {
    job = { ...job, status: 'completed' };
    assert.equal(await follow(await opened()), false);
    assert.equal(streams.length, 0);
  });
});
