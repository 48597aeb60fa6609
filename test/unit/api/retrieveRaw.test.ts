import assert from 'node:assert/strict';
import { startServer, type TestServer } from '../../support/httpServer';
import { testClient } from '../../support/testClient';

describe('the JSON of a job’s lists', () => {
  let server: TestServer;
  let body: string;

  beforeEach(async () => {
    server = await startServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(body);
    });
  });

  afterEach(() => server.close());

  const events = () => testClient(`${server.origin}/v1`).jobs.retrieveRaw('job-1', 'events');

  it('is as it came, also where it is only the beginning of the list', async () => {
    body = '{"data": [{"id": "e1", "loss": 1.0}, {"id": "e2"}], "has_more": true}';
    assert.deepEqual(await events(), { text: body, beginning: { shown: 2, total: null } });
    body = '{"data": [{"id": "e1"}], "has_more": true, "total": 7}';
    assert.deepEqual(await events(), { text: body, beginning: { shown: 1, total: 7 } });
  });

  it('says nothing where it is all of the list, or none at all', async () => {
    for (body of [
      '{"data": [{"id": "e1"}], "has_more": false}',
      '{"data": [], "has_more": true}',
      'oops',
      '[{',
    ])
      assert.deepEqual(await events(), { text: body, beginning: null });
  });

  it('comes in pages of 100', async () => {
    body = '[]';
    await events();
    assert.equal(server.requests[0]?.query.get('limit'), '100');
  });

  it('says so also of a list within the response', async () => {
    const client = testClient(server.origin, { connection: { dialect: 'dashscope' } });
    body = JSON.stringify({ output: { data: Array(100).fill({ checkpoint: 'checkpoint-1' }), total: 250 } });
    const { beginning } = await client.jobs.retrieveRaw('ft-1', 'checkpoints');
    assert.deepEqual(beginning, { shown: 100, total: 250 });
  });

  it('says of a log how many lines it has, where not all of them came', async () => {
    const log = (total: number) => {
      body = JSON.stringify({ output: { logs: ['one', 'two'], total } });
      const client = testClient(server.origin, { connection: { dialect: 'dashscope' } });
      return client.jobs.retrieveRaw('ft-1', 'events');
    };
    assert.deepEqual((await log(250)).beginning, { shown: 2, total: 250 });
    assert.equal((await log(2)).beginning, null);
  });
});
