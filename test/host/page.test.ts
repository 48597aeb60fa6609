import assert from 'node:assert/strict';
import type { Connection } from '../../src/api/connection';
import { nonceKey } from '../../src/api/wire/nonce';
import { JobMarks } from '../../src/jobs/jobMarks';
import type { Sources } from '../../src/jobs/sources';
import { editorFormat } from '../../src/platform/editorFormat';
import type { ToPage } from '../../src/shared/protocol';
import type { JobPage } from '../../src/views/jobPage';
import { eventually } from '../support/eventually';
import { type Received, sendError, sendJson, startServer, type TestServer } from '../support/httpServer';
import { openTestPage, testSources } from '../support/jobPage';
import { testClient } from '../support/testClient';
import { TestClock } from '../support/testClock';
import { TestMemory } from '../support/testMemory';
import { TestPanel } from '../support/testPanel';

describe('the page of a job', () => {
  let server: TestServer;
  let status: string;
  let metadata: Record<string, string>;
  let files: string[];
  let answer: (request: Received) => number | 'never' | null;
  let available: Connection[];
  let clock: TestClock;
  let sources: Sources;
  let panel: TestPanel<ToPage>;
  let page: JobPage;
  let problems: string[];
  let marks: JobMarks;

  beforeEach(async () => {
    status = 'running';
    metadata = {};
    files = [];
    answer = () => null;
    server = await startServer((request, response) => {
      const refusal = answer(request);
      if (refusal === 'never') return;
      if (refusal === 429) response.setHeader('retry-after', '15');
      if (refusal !== null) sendError(response, refusal, 'refused');
      else if (request.path.endsWith('/job-1'))
        sendJson(response, {
          id: 'job-1',
          created_at: 1_700_000_000,
          status,
          metadata,
          training_file: files[0],
        });
      else if (request.path.endsWith('/content')) response.end('{"a":1}\n{"a":2}\n');
      else if (request.path.endsWith('/jobs')) sendJson(response, { data: [], has_more: false });
      else if (request.path.endsWith('/events')) sendJson(response, { data: [event], has_more: false });
      else sendJson(response, { data: [], has_more: false });
    });
    available = [{ name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` }];
    clock = new TestClock();
    marks = new JobMarks(new TestMemory());
    sources = await testSources(
      () => available,
      ({ baseUrl }) => testClient(baseUrl ?? ''),
      clock,
      marks,
    );
    panel = new TestPanel();
    problems = [];
    const services = { sources, clock, marks };
    page = await openTestPage(panel, 'Test/job-1', services, (attempt) => problems.push(attempt));
  });

  afterEach(async () => {
    page.dispose();
    sources.dispose();
    await server.close();
  });

  const facts = () => panel.sent.filter(({ type }) => type !== 'curves');
  /** What was sent but curves, in order; how often the job is shown meanwhile does not matter. */
  const sent = () =>
    facts()
      .map((message) => (message.type === 'events' ? message.mode : message.type))
      .filter((type, index, all) => type !== 'show' || all[index - 1] !== 'show');
  const last = () => facts().at(-1);

  async function ready(): Promise<void> {
    panel.say({ type: 'ready' });
    await eventually(() => {
      assert.deepEqual(sent(), ['show', 'reset', 'show']);
    });
    await sources.shown[0]?.refresh();
    await page.refresh();
    panel.sent.length = 0;
  }

  it('is given everything again whenever its script starts, each event once', async () => {
    await ready();
    panel.say({ type: 'ready' });
    await eventually(() => {
      assert.deepEqual(sent(), ['show', 'reset', 'show']);
    });
    const curves = panel.sent.find(({ type }) => type === 'curves');
    assert.ok(curves?.type === 'curves' && curves.isReset);
  });

  it('says at once that the provider asks to wait, and until when', async () => {
    let tries = 0;
    answer = ({ path }) => (path.endsWith('/job-1') && tries++ === 0 ? 429 : null);
    const next = editorFormat.time(clock.now() / 1000 + 15);
    panel.say({ type: 'ready' });
    await eventually(() => {
      assert.deepEqual(sent(), ['unavailable', 'show', 'reset', 'show']);
    });
    const [said] = facts();
    assert.ok(said?.type === 'unavailable');
    assert.match(said.title, /refused/);
    assert.equal(said.message, `The provider asks to wait. The job is requested again at ${next}.`);
  });

  it('costs nothing while it is hidden: what is under way ends, nothing is polled or sent', async () => {
    await ready();
    const [source] = sources.shown;
    answer = ({ path }) => (path.endsWith('/job-1') ? 'never' : null);
    void page.refresh();
    const count = server.requests.length;
    await eventually(() => {
      assert.equal(server.requests.length, count + 1);
    });
    panel.show(false);
    assert.equal(source?.isWatched, false);
    await eventually(() => {
      assert.ok(server.requests.at(-1)?.message.destroyed);
    });
    assert.deepEqual(problems, []);
    answer = () => null;
    panel.show(true);
    assert.equal(source.isWatched, true);
    await ready();
  });

  it('follows its job as the account is polled, until the job has ended', async () => {
    await ready();
    status = 'succeeded';
    await sources.shown[0]?.refresh();
    await eventually(() => {
      const message = last();
      assert.equal(message?.type === 'show' && message.jobs[0]?.job.status, 'succeeded');
    });
    const asked = () => server.requests.filter(({ path }) => path.endsWith('/job-1')).length;
    const before = asked();
    await sources.shown[0]?.refresh();
    assert.equal(asked(), before);
  });

  it('marks what it shows as old when the server fails, and takes the mark away', async () => {
    await ready();
    for (const isStale of [true, false]) {
      answer = () => (isStale ? 403 : null);
      await sources.shown[0]?.refresh();
      await eventually(() => {
        const message = last();
        assert.equal(message?.type === 'show' && message.jobs[0]?.isStale, isStale);
      });
    }
  });

  describe('whose refresh is cancelled', () => {
    let cancel: AbortController;

    /** Refreshes the page, of which one request hangs, and cancels the refresh. */
    async function refreshInVain(hanging: string, meanwhile = () => Promise.resolve()): Promise<void> {
      cancel = new AbortController();
      answer = ({ path }) => (path.endsWith(hanging) ? 'never' : null);
      const count = server.requests.length;
      const refreshing = page.refresh(cancel.signal);
      await eventually(() => {
        assert.ok(server.requests.slice(count).some(({ path }) => path.endsWith(hanging)));
      });
      await meanwhile();
      cancel.abort();
      await refreshing;
      answer = () => null;
    }

    it('is brought up to date by the next poll, also when its job has ended', async () => {
      status = 'succeeded';
      await ready();
      await refreshInVain('/events');
      const count = server.requests.length;
      await sources.shown[0]?.refresh();
      await eventually(() => {
        assert.ok(server.requests.slice(count).some(({ path }) => path.endsWith('/checkpoints')));
      });
      assert.deepEqual(problems, []);
    });

    it('still gets what else it asked for', async () => {
      await ready();
      let other: AbortSignal | undefined;
      await refreshInVain('/job-1', () => {
        other = page.signalOf('Test/job-1');
        return Promise.resolve();
      });
      assert.equal(other?.aborted, false);
    });

    it('says so where it has nothing to show', async () => {
      answer = ({ path }) => (path.endsWith('/job-1') ? 'never' : null);
      panel.say({ type: 'ready' });
      await refreshInVain('/job-1');
      const message = last();
      assert.equal(message?.type === 'unavailable' && message.title, 'The refresh was cancelled');
    });
  });

  it('says so when the job is not there, and shows it when it is', async () => {
    answer = ({ path }) => (path.endsWith('/job-1') ? 404 : null);
    panel.say({ type: 'ready' });
    await eventually(() => {
      assert.equal(last()?.type, 'unavailable');
    });
    answer = () => null;
    await page.refresh();
    assert.deepEqual(sent().slice(-3), ['show', 'reset', 'show']);
  });

  it('follows its connection: changed, removed and back', async () => {
    await ready();
    const before = available;
    available = available.map((connection) => ({ ...connection, organization: 'org-1' }));
    await sources.reload();
    await eventually(() => {
      assert.deepEqual(sent(), ['show', 'reset', 'show']);
    });
    available = [];
    await sources.reload();
    await eventually(() => {
      assert.equal(last()?.type, 'unavailable');
    });
    available = before;
    await sources.reload();
    await eventually(() => {
      assert.deepEqual(sent().slice(-3), ['show', 'reset', 'show']);
    });
  });

  it('has the beginning of a file, or says that it could not be read', async () => {
    await ready();
    files = ['file-a'];
    await page.refresh();
    panel.sent.length = 0;
    panel.say({ type: 'preview', job: 'Test/job-1', fileId: 'file-a' });
    await eventually(() => {
      const message = panel.sent.find(({ type }) => type === 'preview');
      assert.deepEqual(message?.type === 'preview' && message.preview, {
        ...{ rows: ['{"a":1}', '{"a":2}'], count: 2, bytesRead: 16, isWhole: true },
      });
    });
    for (const [status, outcome] of [
      [403, null],
      [404, 'gone'],
    ] as const) {
      answer = ({ path }) => (path.endsWith('/content') ? status : null);
      panel.sent.length = 0;
      panel.say({ type: 'preview', job: 'Test/job-1', fileId: 'file-a' });
      await eventually(() => {
        const message = panel.sent.find(({ type }) => type === 'preview');
        assert.equal(message?.type === 'preview' && message.preview, outcome);
      });
    }
    assert.deepEqual(problems, ['Reading file-a failed', 'Reading file-a failed']);
  });

  it('shows metadata that people have set, and not our own', async () => {
    metadata = { team: 'support', [nonceKey]: 'a1b2' };
    panel.say({ type: 'ready' });
    await eventually(() => {
      const message = last();
      assert.deepEqual(message?.type === 'show' && message.jobs[0]?.job.metadata, { team: 'support' });
    });
  });

  it('is called as the person calls the job, at once, and says what its provider calls it', async () => {
    await ready();
    const shown = () => {
      const message = panel.sent.findLast(({ type }) => type === 'show');
      return message?.type === 'show' ? message.jobs[0] : undefined;
    };
    await marks.change(['Test/job-1'], { name: 'Best one', note: 'seed 7' });
    assert.deepEqual([panel.title, shown()?.name, shown()?.mark?.note], ['Best one', 'Best one', 'seed 7']);
    assert.match(shown()?.providerName ?? '', /^Job, /);
    panel.sent.length = 0;
    await marks.change(['Test/another'], { name: 'x' });
    assert.deepEqual(panel.sent, []);
    await marks.change(['Test/job-1'], { name: null });
    assert.deepEqual([shown()?.name, shown()?.providerName], [panel.title, null]);
  });

  it('keeps what it shows until a connection that was changed has answered', async () => {
    await ready();
    answer = () => 'never';
    available = available.map((connection) => ({ ...connection, organization: 'org-1' }));
    const count = server.requests.length;
    await sources.reload();
    await eventually(() => {
      assert.ok(server.requests.slice(count).some(({ path }) => path.endsWith('/job-1')));
    });
    assert.deepEqual(panel.sent, []);
  });

  it('does not wait for the server of a connection that was changed', async () => {
    await ready();
    answer = () => 'never';
    void page.refresh();
    const other = await startServer((request, response) => {
      if (request.path.endsWith('/job-1'))
        sendJson(response, { id: 'job-1', created_at: 1, status: 'failed' });
      else sendJson(response, { data: [], has_more: false });
    });
    available = [{ name: 'Test', dialect: 'openai', baseUrl: `${other.origin}/v1` }];
    await sources.reload();
    await eventually(() => {
      const message = panel.sent.find(({ type }) => type === 'show');
      assert.equal(message?.type === 'show' && message.jobs[0]?.job.status, 'failed');
    });
    await other.close();
  });

  it('requests nothing after its end', async () => {
    await ready();
    panel.dispose();
    const count = server.requests.length;
    await page.refresh();
    await page.loadOlderEvents('Test/job-1');
    assert.equal(server.requests.length, count);
    assert.equal(page.signalOf('Test/job-1').aborted, true);
  });

  it('ends quietly in the middle of its work', async () => {
    await ready();
    const refreshing = page.refresh();
    const older = page.loadOlderEvents('Test/job-1');
    panel.dispose();
    await Promise.all([refreshing, older.catch(() => undefined)]);
    page.send({ type: 'raw', job: 'Test/job-1', part: 'job', text: '{}' });
    assert.deepEqual(problems, []);
    assert.equal(sources.shown[0]?.isWatched, false);
  });
});

const event = { id: 'e-1', created_at: 1_700_000_000, level: 'info', message: 'Created', type: 'message' };
