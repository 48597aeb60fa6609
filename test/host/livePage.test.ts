import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { JobMarks } from '../../src/jobs/jobMarks';
import type { Sources } from '../../src/jobs/sources';
import type { JobSnapshot, ToPage } from '../../src/shared/protocol';
import type { JobPage } from '../../src/views/jobPage';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { openTestPage, testSources } from '../support/jobPage';
import { progressEvent } from '../support/providers/localai';
import { instantRetries, testClient } from '../support/testClient';
import { TestClock } from '../support/testClock';
import { TestMemory } from '../support/testMemory';
import { TestPanel } from '../support/testPanel';

describe('the page of a job that is streamed', () => {
  let server: TestServer;
  let status: string;
  /** The streams that are open. */
  let streams: Set<ServerResponse>;
  let opened: number;
  let sources: Sources;
  let panel: TestPanel<ToPage>;
  let page: JobPage;

  beforeEach(async () => {
    status = 'queued';
    streams = new Set();
    opened = 0;
    server = await startServer(({ path }, response) => {
      const job = { id: 'a1', model: 'm', status, created_at: '2026-01-01T00:00:00Z' };
      if (path.endsWith('/progress')) {
        opened++;
        streams.add(response);
        response.on('close', () => streams.delete(response));
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(step(opened));
      } else if (path.endsWith('/checkpoints')) sendJson(response, { checkpoints: null });
      else sendJson(response, path.endsWith('/jobs') ? [job] : job);
    });
    const clock = new TestClock();
    const marks = new JobMarks(new TestMemory());
    const client = () =>
      testClient(server.origin, { connection: { dialect: 'localai' }, clock: instantRetries() });
    const connection = { name: 'Test', dialect: 'localai', baseUrl: server.origin } as const;
    sources = await testSources(() => [connection], client, clock, marks);
    for (const source of sources.shown) source.isShown = false; // nobody looks but the page
    panel = new TestPanel();
    page = await openTestPage(panel, 'Test/a1', { sources, clock, marks });
    panel.say({ type: 'ready' });
  });

  afterEach(async () => {
    page.dispose();
    sources.dispose();
    await server.close();
  });

  const step = (at: number, more: object = {}) =>
    progressEvent({ current_step: at, total_steps: 10, loss: 3, learning_rate: 1, eta_seconds: 50, ...more });
  const shown = (): JobSnapshot | undefined => {
    const message = panel.sent.findLast(({ type }) => type === 'show');
    return message?.type === 'show' ? message.jobs[0] : undefined;
  };
  const isAtStep = (at: number) =>
    eventually(() => {
      assert.equal(shown()?.progress?.step, at);
    });

  it('gets status, step and time left while it is open', async () => {
    await isAtStep(1);
    assert.equal(shown()?.job.status, 'training');
    assert.ok(panel.sent.some(({ type }) => type === 'curves'));
    const finishAt = shown()?.progress?.finishAt;
    for (const stream of streams) stream.write(step(2, { eta_seconds: 40 }));
    await isAtStep(2);
    assert.equal(shown()?.progress?.finishAt, (finishAt ?? NaN) - 10);
  });

  it('closes the stream while nobody looks, and for good with its tab', async () => {
    await isAtStep(1);
    panel.show(false);
    await eventually(() => {
      assert.equal(streams.size, 0);
    });
    panel.show(true);
    panel.say({ type: 'ready' });
    await isAtStep(2);
    assert.equal(streams.size, 1);
    panel.dispose();
    await eventually(() => {
      assert.equal(streams.size, 0);
    });
    assert.equal(opened, 2);
  });

  it('shows how the job ended as soon as the stream has said so', async () => {
    await isAtStep(1);
    status = 'completed';
    for (const stream of streams) stream.write(step(10, { status: 'completed' }));
    await eventually(() => {
      assert.equal(shown()?.group, 'succeeded');
    });
    await eventually(() => {
      assert.equal(streams.size, 0);
    });
    assert.equal(opened, 1);
  });
});
