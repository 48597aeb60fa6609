import assert from 'node:assert/strict';
import type { ServedModel, ServingRequest } from '../../../src/api/servingApi';
import { until } from '../../support/eventually';
import { sendError, sendJson, startServer, type TestServer } from '../../support/httpServer';
import { nebiusProvider } from '../../support/providers/nebius';
import { useProvider } from '../../support/providers/use';
import { instantRetries, testClient } from '../../support/testClient';
import { TestClock } from '../../support/testClock';

const request: ServingRequest = {
  jobId: 'ftjob-2',
  checkpointId: 'ftckpt_20',
  base: 'Qwen/Qwen3-4B',
  name: 'faq-step-20',
};
const name = 'Qwen/Qwen3-4B-LoRa:faq-step-20-udpd';
const preparing: ServedModel = { name, state: 'preparing', reason: null };

describe('a checkpoint at Nebius', () => {
  const nebius = useProvider('nebius', () => nebiusProvider());
  const client = (clock = instantRetries()) => nebius.client({ clock, connection: { project: 'p-1' } });

  it('becomes a model beside the API of jobs, in the project of the connection', async () => {
    assert.deepEqual(await (await client().serving()).create(request), preparing);
    const [post] = nebius.server.requests;
    assert.equal(post?.url, '/v0/models?ai_project_id=p-1');
    assert.deepEqual(await post.json(), {
      name: 'faq-step-20',
      base_model: 'Qwen/Qwen3-4B',
      source: 'ftjob-2:ftckpt_20',
    });
  });

  it('is looked at every few seconds until it answers, also while the server does not know it', async () => {
    const clock = instantRetries();
    const serving = await client(clock).serving();
    const made = await serving.create(request);
    assert.deepEqual(await serving.untilSettled(made), { name, state: 'ready', reason: null });
    assert.deepEqual(
      nebius.server.requests.slice(1).map(({ path }) => path),
      Array<string>(3).fill('/v0/models/Qwen/Qwen3-4B-LoRa%3Afaq-step-20-udpd'),
    );
    assert.deepEqual(
      clock.pauses.filter((pause) => pause === 5_000),
      [5_000, 5_000, 5_000],
    );
    const models = await client().models.list().first();
    assert.ok(models.items.some(({ id }) => id === name));
  });

  it('that fails says why, in the words of the server', async () => {
    const serving = await client().serving();
    const made = await serving.create({ ...request, name: 'bad' });
    assert.deepEqual(await serving.untilSettled(made), {
      name: 'Qwen/Qwen3-4B-LoRa:bad-udpd',
      state: 'failed',
      reason: 'LoRA rank 128 is above 64',
    });
  });

  it('that is refused says why', async () => {
    await assert.rejects((await client().serving()).create({ ...request, base: 'other/model' }), {
      name: 'ApiError',
      status: 400,
      message: 'Model other/model does not support LoRA adapters',
    });
  });

  it('is served with what was trained, which may answer under another name', async () => {
    const bases = await (await client().serving()).bases('Qwen/Qwen3-4B');
    assert.deepEqual(bases, { likely: ['Qwen/Qwen3-4B'], others: [] });
    assert.deepEqual(await (await client().serving()).bases(null), { likely: [], others: ['Qwen/Qwen3-4B'] });
    const listed = [
      'meta-llama/Meta-Llama-3.1-8B-Instruct',
      'meta-llama/Meta-Llama-3.1-8B-Instruct-fast',
      'meta-llama/Llama-3.3-70B-Instruct',
      'meta-llama/Meta-Llama-3.1-8B-Instruct-LoRa:mine-abcd',
    ];
    const server = await startServer((_, response) => {
      sendJson(response, { object: 'list', data: listed.map((id) => ({ id, object: 'model' })) });
    });
    const llama = testClient(`${server.origin}/v1`, { connection: { dialect: 'nebius' } });
    assert.deepEqual(await (await llama.serving()).bases('meta-llama/Llama-3.1-8B-Instruct'), {
      likely: listed.slice(0, 2),
      others: [listed[2]],
    });
    await server.close();
  });
});

describe('the deployment of a checkpoint', () => {
  let server: TestServer;
  let answer: Parameters<typeof startServer>[0];

  before(async () => {
    server = await startServer((received, response) => answer(received, response));
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
  });

  const client = (clock = instantRetries()) =>
    testClient(`${server.origin}/v1`, { connection: { dialect: 'nebius' }, clock });

  it('is not requested again where no response comes', async () => {
    answer = (_, response) => {
      response.destroy();
    };
    await assert.rejects((await client().serving()).create(request), {
      name: 'NetworkError',
      mayHaveArrived: true,
    });
    answer = (_, response) => {
      sendJson(response, { detail: 'busy' }, 503);
    };
    await assert.rejects((await client().serving()).create(request), { name: 'ApiError', status: 503 });
    assert.equal(server.requests.length, 2);
  });

  it('needs a model in the response', async () => {
    for (const body of [{}, [], null, { name: '' }, { name: 'x'.repeat(2_000) }, 'active']) {
      answer = (_, response) => {
        sendJson(response, body);
      };
      await assert.rejects((await client().serving()).create(request), { name: 'InvalidResponseError' });
    }
  });

  it('waits for a status that it does not know, and takes a deleted model for a failure', async () => {
    const statuses = [undefined, 7, 'warming', 'deleted'];
    answer = (_, response) => {
      sendJson(response, { name: 'another', status: statuses.shift() });
    };
    const settled = await (await client().serving()).untilSettled(preparing);
    assert.deepEqual(settled, { name, state: 'failed', reason: 'it was deleted' });
    assert.deepEqual(statuses, []);
  });

  it('shows neither the key nor more of a reason than can be read', async () => {
    answer = (_, response) => {
      const reason = `sk-test-key is wrong${'!'.repeat(9_000)}`;
      sendJson(response, { name, status: 'error', status_reason: reason });
    };
    const { reason } = await (await client().serving()).untilSettled(preparing);
    assert.ok(reason?.length === 2_000);
    assert.ok(!reason.includes('sk-test-key'));
  });

  it('is not looked at without an end', async () => {
    answer = (_, response) => {
      sendJson(response, { name, status: 'validating' });
    };
    const settled = await (await client().serving()).untilSettled(preparing);
    assert.deepEqual(settled, preparing);
    assert.equal(server.requests.length, 360);
  });

  it('is waited for while the server does not respond, but not for long', async () => {
    let failures = 20;
    answer = (_, response) => {
      if (failures-- > 0) sendJson(response, { detail: 'Bad gateway' }, 502);
      else sendJson(response, { name, status: 'active' });
    };
    assert.equal((await (await client().serving()).untilSettled(preparing)).state, 'ready');
    failures = Infinity;
    const clock = instantRetries();
    const begin = clock.monotonic();
    await assert.rejects((await client(clock).serving()).untilSettled(preparing), {
      name: 'ApiError',
      status: 502,
    });
    const minutes = (clock.monotonic() - begin) / 60_000;
    assert.ok(minutes > 5 && minutes < 6, String(minutes));
  });

  it('is looked at no sooner than the server wants', async () => {
    let isBusy = true;
    answer = (_, response) => {
      if (isBusy) sendError(response, 429, 'Slow down', null, { 'retry-after': '25' });
      else sendJson(response, { name, status: 'active' });
      isBusy = false;
    };
    const clock = new TestClock(undefined, 29_000);
    assert.equal((await (await client(clock).serving()).untilSettled(preparing)).state, 'ready');
    assert.deepEqual(clock.pauses, [5_000, 25_000]);
    answer = (_, response) => {
      sendError(response, 503, 'Come back later', null, { 'retry-after': '3600' });
    };
    await assert.rejects((await client().serving()).untilSettled(preparing), {
      name: 'ApiError',
      status: 503,
    });
  });

  it('ends where the model is gone', async () => {
    answer = (_, response) => {
      sendJson(response, { detail: 'Not found' }, 404);
    };
    await assert.rejects((await client().serving()).untilSettled(preparing), {
      name: 'ApiError',
      status: 404,
    });
    assert.equal(server.requests.length, 13);
    answer = (_, response) => {
      sendError(response, 404, 'Not found', null, { 'retry-after': '3600' });
    };
    const clock = instantRetries();
    await assert.rejects((await client(clock).serving()).untilSettled(preparing), {
      name: 'ApiError',
      status: 404,
    });
    assert.ok(Math.max(...clock.pauses) < 60_000);
  });

  it('is let go with the signal', async () => {
    const clock = new TestClock();
    const stop = new AbortController();
    const looking = (await client(clock).serving()).untilSettled(preparing, { signal: stop.signal });
    const ended = assert.rejects(looking, { name: 'AbortError' });
    await until(() => clock.sleeping > 0);
    stop.abort();
    await ended;
    assert.equal(server.requests.length, 0);
  });

  it('leads nowhere else, whatever the model is called', async () => {
    for (const odd of ['../../secrets', 'a/../b', 'a//b', '..']) {
      const made = { ...preparing, name: odd };
      await assert.rejects((await client().serving()).untilSettled(made), { name: 'InvalidRequestError' });
    }
    assert.equal(server.requests.length, 0);
  });

  it('is refused where a provider deploys none', async () => {
    const serving = await testClient('http://127.0.0.1:9').serving();
    await assert.rejects(async () => serving.create(request), {
      message: 'OpenAI or compatible cannot do this',
    });
    await assert.rejects(serving.bases('m'), { name: 'InvalidRequestError' });
  });
});
