import assert from 'node:assert/strict';
import { NoKeyError } from '../../../../src/api/http/errors';
import { faults } from '../../../support/faultServer';
import { sendJson, startServer, type TestServer } from '../../../support/httpServer';
import { openaiJob } from '../../../support/providers/openai';
import { testClient } from '../../../support/testClient';

const wanted = {
  model: 'base',
  trainingFile: 'file-1',
  method: { type: 'supervised', hyperparameters: {} },
} as const;

describe('a key that the server refuses', () => {
  let server: TestServer;
  /** Keys that are good. */
  let good: readonly string[];
  let renewals: string[];
  /** What comes next of the key's source. */
  let keys: string[];

  beforeEach(async () => {
    good = ['new'];
    renewals = [];
    keys = ['old', 'new'];
    server = await startServer(({ headers }, response) => {
      const isGood = good.some((key) => headers.authorization === `Bearer ${key}`);
      if (isGood) sendJson(response, openaiJob(1, { id: 'ftjob-1' }));
      else faults.unauthorized(response);
    });
  });
  afterEach(() => server.close());

  const client = (mayRenew = true) =>
    testClient(`${server.origin}/v1`, {
      key: () => Promise.resolve(keys.shift() ?? 'last'),
      renewKey: (refused) => {
        renewals.push(refused);
        return mayRenew;
      },
    });

  it('is asked for once more, and the request is sent once more', async () => {
    assert.equal((await client().jobs.retrieve('ftjob-1')).id, 'ftjob-1');
    assert.deepEqual(renewals, ['old']);
    assert.equal(server.requests.length, 2);
  });

  it('is so also for a creation: a refusal created nothing', async () => {
    assert.equal((await client().jobs.create(wanted)).id, 'ftjob-1');
    assert.equal(server.requests.length, 2);
  });

  it('is reported to whoever gives it when the new one is refused too, and that is all', async () => {
    good = [];
    await assert.rejects(client().jobs.retrieve('ftjob-1'), { name: 'ApiError', status: 401 });
    assert.deepEqual(renewals, ['old', 'new']);
    assert.equal(server.requests.length, 2);
  });

  it('is not sent again where it is the same, or none other may be had', async () => {
    keys = ['old', 'old'];
    await assert.rejects(client().jobs.retrieve('ftjob-1'), { status: 401 });
    keys = ['old', 'new'];
    await assert.rejects(client(false).jobs.retrieve('ftjob-1'), { status: 401 });
    assert.equal(server.requests.length, 2);
  });

  it('is not renewed for any other refusal', async () => {
    const other = await startServer((_, response) => {
      faults.forbidden(response);
    });
    const renew = () => assert.fail('it was renewed');
    await assert.rejects(testClient(`${other.origin}/v1`, { renewKey: renew }).jobs.retrieve('a'), {
      status: 403,
    });
    await other.close();
  });

  it('that cannot be had ends the request before it is sent, with the reason', async () => {
    const failing = testClient(`${server.origin}/v1`, { key: () => Promise.reject(new Error('gcloud: no')) });
    await assert.rejects(failing.jobs.create(wanted), (error) => {
      assert.ok(error instanceof NoKeyError);
      assert.equal(error.message, 'gcloud: no');
      return true;
    });
    assert.equal(server.requests.length, 0);
  });

  it('is not waited for when nobody wants the request any more', async () => {
    const controller = new AbortController();
    const waiting = testClient(`${server.origin}/v1`, { key: () => new Promise(() => undefined) });
    const request = waiting.jobs.retrieve('ftjob-1', { signal: controller.signal });
    controller.abort(new Error('given up'));
    await assert.rejects(request, /given up/);
    assert.equal(server.requests.length, 0);
  });
});
