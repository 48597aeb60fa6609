import assert from 'node:assert/strict';
import { ProviderSource } from '../../../../src/jobs/provider/providerSource';
import { type Received, sendJson, startServer, type TestServer } from '../../../support/httpServer';
import { openaiJob, pageOf, type Wire } from '../../../support/providers/openai';
import { testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';

const never = new AbortController().signal;
/** 500 jobs, of which the 120 that were created between the 100th and the 219th are blue. */
const jobs = Array.from({ length: 500 }, (_, at) =>
  openaiJob(at + 1, { metadata: at >= 100 && at < 220 ? { team: 'blue', stage: 'a=b' } : null }),
);

describe('jobs found by metadata', () => {
  let server: TestServer;
  let source: ProviderSource;
  let answer: (request: Received, response: Parameters<typeof sendJson>[0]) => unknown;

  before(async () => {
    server = await startServer((request, response) => void answer(request, response));
  });
  after(() => server.close());

  beforeEach(() => {
    server.requests.length = 0;
    answer = (request, response) => pageOf(jobs)(request, response, []);
    source = sourceOf('openai');
  });
  afterEach(() => {
    source.dispose();
  });

  const sourceOf = (dialect: 'openai' | 'azure') => {
    const connection = { name: 'Test', dialect, baseUrl: `${server.origin}/v1` };
    const client = testClient(connection.baseUrl);
    return new ProviderSource(connection, () => Promise.resolve(client), new TestClock());
  };
  const blue = () => source.store.all().filter(({ links }) => links?.metadata.includes('team=blue'));

  it('come from the provider’s own search, all pages of it and nothing else', async () => {
    await source.refresh();
    server.requests.length = 0;
    assert.equal(await source.find({ team: 'blue', stage: 'a=b' }, never), true);
    assert.equal(blue().length, 120);
    assert.equal(source.store.size, 220);
    assert.deepEqual(
      server.requests.map(({ query }) => [query.get('metadata[team]'), query.get('metadata[stage]')]),
      [
        ['blue', 'a=b'],
        ['blue', 'a=b'],
      ],
    );
  });

  it('do not move where the list goes on, and are no repetition when their page comes', async () => {
    await source.refresh();
    const { nextCursor, listedUntil } = source.store;
    await source.find({ team: 'blue' }, never);
    assert.deepEqual([source.store.nextCursor, source.store.listedUntil], [nextCursor, listedUntil]);
    while (source.store.nextCursor !== null) await source.loadOlder();
    assert.equal(source.olderProblem, null);
    assert.equal(source.store.size, 500);
    assert.equal(source.store.listedUntil, jobs[0]?.['created_at']);
  });

  it('outlive the next look at the newest jobs', async () => {
    await source.refresh();
    await source.find({ team: 'blue' }, never);
    await source.refresh();
    assert.equal(blue().length, 120);
  });

  it('are only those that fit, where a server ignores what was requested', async () => {
    const deaf: Wire[] = [...jobs, openaiJob(900, { metadata: { team: 'blue' } })];
    answer = ({ query }, response) => {
      sendJson(response, { data: deaf.toReversed().slice(0, Number(query.get('limit'))), has_more: true });
    };
    assert.equal(await source.find({ team: 'blue' }, never), false);
    assert.deepEqual(
      source.store.all().map(({ id }) => id),
      ['ftjob-900'],
    );
    assert.equal(server.requests.length, 1);
  });

  it('end after 20 pages', async () => {
    let at = 0;
    answer = ({ query }, response) => {
      const data = Array.from({ length: Number(query.get('limit')) }, () =>
        openaiJob(++at, { metadata: { a: '' } }),
      );
      sendJson(response, { data, has_more: true });
    };
    assert.equal(await source.find({ a: '' }, never), false);
    assert.equal(server.requests.length, 20);
  });

  it('are not requested of a provider that cannot look for them', async () => {
    source.dispose();
    source = sourceOf('azure');
    assert.equal(await source.find({ team: 'blue' }, never), false);
    assert.equal(server.requests.length, 0);
  });
});
