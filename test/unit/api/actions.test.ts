import assert from 'node:assert/strict';
import { sendJson, startServer, type TestServer } from '../../support/httpServer';
import { openaiJob } from '../../support/providers/openai';
import { testClient } from '../../support/testClient';

describe('an action on a job', () => {
  let server: TestServer;
  let answer: Record<string, unknown>;

  before(async () => {
    server = await startServer(({ method }, response) => {
      sendJson(response, method === 'POST' ? answer : openaiJob(1, { status: 'cancelled' }));
    });
  });
  after(() => server.close());

  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ['is answered by an acknowledgement', { ok: true }],
    ['is answered by a part of it', { id: 'ftjob-1', status: 'cancelled' }],
    ['is answered by another job', openaiJob(2, { status: 'running' })],
  ];
  for (const [what, answered] of cases)
    it(`gives that job where it ${what}`, async () => {
      answer = answered;
      const { id, status } = await testClient(`${server.origin}/v1`).jobs.cancel('ftjob-1');
      assert.deepEqual([id, status], ['ftjob-1', 'cancelled']);
    });
});
