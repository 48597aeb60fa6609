import assert from 'node:assert/strict';
import type { App } from '../../src/commands/command';
import { findJobs } from '../../src/commands/view/findJobs';
import { until } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { openaiJob } from '../support/providers/openai';
import { extension, refresh, saveConnections } from './extension';

describe('a search for older jobs', () => {
  let app: App;
  let server: TestServer;
  /** Older pages that were requested, and the responses that wait. */
  let waiting: (() => void)[];
  let next: number;

  before(async () => {
    app = await extension();
    server = await startServer(({ path, query }, response) => {
      const page = () => {
        const job = openaiJob(next--, { status: 'succeeded', metadata: { team: 'blue' } });
        sendJson(response, { data: [job], has_more: true });
      };
      const isSearch = query.has('after') || query.has('metadata[team]');
      if (!path.endsWith('/jobs')) sendJson(response, { data: [], has_more: false });
      else if (isSearch) waiting.push(page);
      else page();
    });
  });
  after(() => server.close());

  beforeEach(async () => {
    waiting = [];
    next = 1_000;
    await saveConnections(app, [{ name: 'Searched', dialect: 'openai', baseUrl: `${server.origin}/v1` }]);
    await refresh();
  });
  afterEach(async () => {
    app.viewState.setFilter('');
    await saveConnections(app, []);
  });

  for (const filter of ['needle', 'team=blue'])
    it(`for “${filter}” ends with the connection`, async () => {
      app.viewState.setFilter(filter);
      const search = findJobs(app);
      await until(() => waiting.length === 1);
      await saveConnections(app, []);
      const { length } = server.requests;
      waiting.shift()?.();
      const isOver = search.then(() => true);
      const isRequested = until(() => waiting.length > 0).then(
        () => false,
        () => true,
      );
      assert.equal(await Promise.race([isOver, isRequested]), true);
      assert.equal(server.requests.length, length);
    });
});
