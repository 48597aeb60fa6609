import assert from 'node:assert/strict';
import type { FineTuningClient } from '../../../src/api/client';
import type { DialectId } from '../../../src/api/connection';
import { InvalidResponseError } from '../../../src/api/http/errors';
import { heapUsed } from '../../support/heap';
import { textLength } from '../../support/hostile/memory';
import { type Handler, sendJson, startServer, type TestServer } from '../../support/httpServer';
import { instantRetries, testClient } from '../../support/testClient';
import { testSource } from '../../support/testSource';

const megabyte = 1024 * 1024;
/** Everything that reads an answer whole, of a provider that can do all of it, and the megabytes that it reads at most. */
const readers: readonly (readonly [string, number, (client: FineTuningClient) => Promise<unknown>])[] = [
  ['a list of jobs', 32, (client) => client.jobs.list().first()],
  ['a list of events', 32, (client) => client.jobs.listEvents('a').first()],
  ['a list of checkpoints', 32, (client) => client.jobs.listCheckpoints('a').first()],
  ['a list of files', 32, (client) => client.files.list().first()],
  ['a list of models', 32, (client) => client.models.list().first()],
  ['a job', 8, (client) => client.jobs.retrieve('a')],
  ['a job’s JSON', 8, (client) => client.jobs.retrieveRaw('a')],
  ['the answer to an action', 8, (client) => client.jobs.cancel('a')],
  ['a file', 8, (client) => client.files.retrieve('a')],
  ['the answer to a deletion', 8, (client) => client.jobs.delete('a')],
];

describe('what is too much', () => {
  let server: TestServer;
  let handle: Handler;
  before(async () => {
    server = await startServer((request, response) => handle(request, response));
  });
  after(() => server.close());
  const clock = instantRetries();
  const client = (dialect: DialectId = 'openai') =>
    testClient(`${server.origin}/v1`, { clock, connection: { dialect } });
  const sourceOf = (connected: FineTuningClient) => {
    const connection = { name: 'Test', dialect: 'openai', baseUrl: server.origin } as const;
    return testSource(connection, () => Promise.resolve(connected), clock);
  };

  for (const [what, max, read] of readers) {
    it(`is refused in ${what}, above ${String(max)} MB`, async () => {
      const body = Buffer.alloc((max + 1) * megabyte, ' ');
      handle = (_, response) => void response.end(body);
      await assert.rejects(read(client('together')), (error: unknown) => {
        assert.ok(error instanceof InvalidResponseError);
        assert.match(error.message, new RegExp(`more than ${String(max)} MB`));
        return true;
      });
    });
  }

  it('is not kept for a small item of a large list that cannot be read', async () => {
    handle = (_, response) => {
      const large = { id: 'a', note: 'x'.repeat(4 * megabyte) };
      sendJson(response, { data: [large, { status: 'without an id' }], has_more: false });
    };
    const kept: unknown[] = [];
    const list = async () => kept.push((await client().jobs.listSummaries().first()).unreadable);
    await list();
    const before = await heapUsed();
    for (let page = 0; page < 10; page++) await list();
    assert.ok((await heapUsed()) - before < 15 * megabyte);
    assert.equal(kept.length, 11);
  });

  it('is not kept of events: 20,000 at most', async () => {
    let page = 0;
    handle = ({ path }, response) => {
      if (!path.endsWith('/events')) sendJson(response, { id: 'a', status: 'running', created_at: 1 });
      else {
        page++;
        const data = Array.from({ length: 2_000 }, (_, at) => ({
          ...{
            id: `e-${String(page)}-${String(at)}`,
            created_at: 1e9 - page,
            message: 'A line',
          },
        }));
        sendJson(response, { data, has_more: true });
      }
    };
    const source = sourceOf(client());
    const details = await source.details('a');
    const { signal } = new AbortController();
    await details.refresh(signal);
    while (details.hasOlderEvents) await details.loadOlderEvents(signal);
    assert.ok(details.events.length <= 22_000, String(details.events.length));
    assert.match(details.problems.join(' '), /Only the newest 20,000 events/);
    source.dispose();
  });

  it('is not kept of jobs that cannot be read', async () => {
    let page = 0;
    handle = (_, response) => {
      page++;
      const data = Array.from({ length: 1_000 }, (_, at) => ({ id: `${String(page)}-${String(at)}` }));
      sendJson(response, { data, has_more: page < 6 });
    };
    const source = sourceOf(client());
    await source.refresh();
    while (source.store.nextCursor !== null) await source.loadOlder();
    assert.equal(page, 6);
    assert.ok(source.store.unreadable.length <= 2_001, String(source.store.unreadable.length));
    source.dispose();
  });

  it('is not kept of a job: a summary holds no more than a row shows', async () => {
    const long = 'x'.repeat(300_000);
    const fields = ['model', 'fine_tuned_model', 'suffix', 'training_file', 'organization_id', 'web_url'];
    const job = Object.fromEntries(fields.map((name) => [name, long]));
    const data = Array.from({ length: 10 }, (_, at) => ({
      ...{ ...job, id: `job-${String(at)}`, status: 'failed', created_at: 1e9, error: { message: long } },
    }));
    handle = (_, response) => {
      sendJson(response, { data });
    };
    const source = sourceOf(client());
    await source.refresh();
    assert.equal(source.store.size, 10);
    assert.ok(textLength(source.store.all()) <= 10 * 50_000);
    source.dispose();
  });

  it('is bounded where the names of metrics are ever new', async () => {
    const metrics = Array.from({ length: 400 }, (_, row) => ({
      step: row,
      ...Object.fromEntries(Array.from({ length: 20 }, (__, at) => [`m${String(row)}_${String(at)}`, 1])),
    }));
    const answer = JSON.stringify({ metrics });
    handle = ({ path }, response) => {
      if (path.endsWith('/metrics')) response.end(answer);
      else
        sendJson(
          response,
          path.endsWith('/a') ? { id: 'a', status: 'running', created_at: 1 } : { data: [] },
        );
    };
    const source = sourceOf(
      testClient(`${server.origin}/v1`, { clock, connection: { dialect: 'together' } }),
    );
    const details = await source.details('a');
    await details.refresh(new AbortController().signal);
    assert.equal(details.metrics.series.length, 60);
    assert.deepEqual(details.judgement.problems, ['There are too many metrics: only 60 of them are shown.']);
    source.dispose();
  });
});
