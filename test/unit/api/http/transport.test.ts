import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import {
  ApiError,
  InvalidRequestError,
  InvalidResponseError,
  NetworkError,
  RequestError,
  TimeoutError,
} from '../../../../src/api/http/errors';
import type { Exchange } from '../../../../src/api/http/transport';
import { until } from '../../../support/eventually';
import { errorOfFault, type FaultName, faults } from '../../../support/faultServer';
import {
  type Received,
  sendError,
  sendJson,
  startServer,
  type TestServer,
} from '../../../support/httpServer';
import { collect } from '../../../support/providers/use';
import { testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';

const job = { id: 'ftjob-1', status: 'running', created_at: 1_700_000_000 };

describe('transport', () => {
  let server: TestServer;
  let answer: (request: Received, response: ServerResponse) => void | Promise<void>;

  before(async () => {
    server = await startServer((request, response) => answer(request, response));
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
    answer = (_, response) => {
      sendJson(response, job);
    };
  });

  const base = () => `${server.origin}/v1`;
  const failure = async (run: Promise<unknown>): Promise<unknown> => {
    try {
      await run;
    } catch (error) {
      return error;
    }
    throw new assert.AssertionError({ message: 'it did not fail' });
  };

  describe('addresses', () => {
    for (const suffix of ['', '/', '//']) {
      it(`takes a base URL that ends with “${suffix}”`, async () => {
        await testClient(`${base()}${suffix}`).jobs.retrieve('ftjob-1');
        assert.equal(server.requests[0]?.url, '/v1/fine_tuning/jobs/ftjob-1');
      });
    }

    it('keeps the parameters of the base URL', async () => {
      await testClient(`${base()}/?api-version=7#top`).jobs.retrieve('ftjob-1');
      assert.equal(server.requests[0]?.url, '/v1/fine_tuning/jobs/ftjob-1?api-version=7');
    });

    it('keeps an id in its segment', async () => {
      await testClient(base()).jobs.retrieve('../../files?x=1#y');
      assert.equal(server.requests[0]?.url, '/v1/fine_tuning/jobs/..%2F..%2Ffiles%3Fx%3D1%23y');
    });

    for (const id of ['.', '..', '', '\ud800']) {
      it(`refuses “${JSON.stringify(id)}” as an id`, async () => {
        assert.ok((await failure(testClient(base()).jobs.retrieve(id))) instanceof InvalidRequestError);
        assert.equal(server.requests.length, 0);
      });
    }
  });

  describe('authorization', () => {
    it('sends the key, organization, project and headers of the connection', async () => {
      const connection = { organization: 'org-1', project: 'proj-1', headers: { 'X-Team': 'blue' } };
      await testClient(base(), { connection }).jobs.retrieve('a');
      const { headers } = server.requests[0] ?? {};
      assert.equal(headers?.authorization, 'Bearer sk-test-key');
      assert.equal(headers['openai-organization'], 'org-1');
      assert.equal(headers['openai-project'], 'proj-1');
      assert.equal(headers['x-team'], 'blue');
    });

    it('sends no key where there is none', async () => {
      await testClient(base(), { key: () => Promise.resolve(undefined) }).jobs.retrieve('a');
      assert.equal(server.requests[0]?.headers.authorization, undefined);
    });

    it('sends one authorization, whatever its spelling in the settings', async () => {
      const connection = { headers: { Authorization: 'Bearer from-settings' } };
      await testClient(base(), { connection }).jobs.retrieve('a');
      assert.equal(server.requests[0]?.headers.authorization, 'Bearer sk-test-key');
    });

    for (const key of ['sk-one\nsk-two', 'sk-with-ellipsis…', 'sk-\u0000']) {
      it(`refuses a key that no header can carry, without quoting it: ${JSON.stringify(key)}`, async () => {
        const error = await failure(
          testClient(base(), { key: () => Promise.resolve(key) }).jobs.retrieve('a'),
        );
        assert.ok(error instanceof InvalidRequestError);
        assert.match(error.message, /API key/);
        assert.doesNotMatch(`${error.message} ${error.stack ?? ''} ${String(error.cause)}`, /sk-/);
        assert.equal(server.requests.length, 0);
      });
    }

    it('trims a key that was pasted with a line break', async () => {
      await testClient(base(), { key: () => Promise.resolve('sk-test-key\n') }).jobs.retrieve('a');
      assert.equal(server.requests[0]?.headers.authorization, 'Bearer sk-test-key');
    });

    it('takes out the key where the server repeats it', async () => {
      answer = (_, response) => {
        sendError(response, 401, 'Invalid key: sk-test-key');
      };
      const exchanges: Exchange[] = [];
      const client = testClient(base(), { onExchange: (exchange) => exchanges.push(exchange) });
      const error = await failure(client.jobs.retrieve('a'));
      assert.ok(error instanceof ApiError);
      assert.equal(error.message, 'Invalid key: •••');
      assert.doesNotMatch(JSON.stringify(exchanges), /sk-test-key/);
    });

    it('never follows a redirect, and never sends the key elsewhere', async () => {
      const elsewhere = await startServer((_, response) => {
        sendJson(response, job);
      });
      try {
        answer = (_, response) => {
          response.writeHead(307, { location: `${elsewhere.origin}/v1/x?signature=secret` }).end('moved');
        };
        const error = await failure(testClient(base()).jobs.retrieve('a'));
        assert.ok(error instanceof ApiError);
        assert.equal(error.status, 307);
        assert.match(error.message, new RegExp(`redirects to ${elsewhere.origin}/v1/x: set`));
        assert.equal(elsewhere.requests.length, 0);
      } finally {
        await elsewhere.close();
      }
    });
  });

  describe('faults', () => {
    for (const [name, send] of Object.entries(faults)) {
      it(`${name} becomes an error that says so`, async () => {
        answer = (_, response) => {
          send(response);
        };
        const error = await failure(testClient(base(), { retries: 0 }).jobs.list().first());
        assert.ok(error instanceof RequestError);
        assert.equal(error.name, errorOfFault[name as FaultName]); // the keys of faults
        assert.equal(error.request.method, 'GET');
        assert.equal(error.request.url, `${base()}/fine_tuning/jobs`);
      });
    }

    it('reports status, code, message and request id of a refusal', async () => {
      answer = (_, response) => {
        sendError(response, 401, 'Incorrect API key provided', 'invalid_api_key');
      };
      const error = await failure(testClient(base()).jobs.retrieve('a'));
      assert.ok(error instanceof ApiError);
      assert.deepEqual(
        [error.status, error.code, error.type, error.param, error.requestId, error.message],
        [401, 'invalid_api_key', 'invalid_request_error', null, 'req_test', 'Incorrect API key provided'],
      );
      assert.equal(server.requests.length, 1);
    });

    const envelopes: [unknown, string][] = [
      [{ error: 'model is required' }, 'model is required'],
      [{ code: 5, message: 'job not found', details: [] }, 'job not found'],
      [{ detail: 'Not Found' }, 'Not Found'],
      [{ detail: [{ loc: ['body', 'model'], msg: 'Field required' }] }, 'Field required'],
      [{ error: { code: 'BadRequest', message: 'The api-version is wrong' } }, 'The api-version is wrong'],
      [{ error: null }, 'The server responded with 400 Bad Request'],
      ['text', 'The server responded with 400 Bad Request'],
    ];
    for (const [body, message] of envelopes) {
      it(`reads the message of ${JSON.stringify(body)}`, async () => {
        answer = (_, response) => {
          sendJson(response, body, 400);
        };
        const error = await failure(testClient(base()).jobs.retrieve('a'));
        assert.ok(error instanceof ApiError);
        assert.equal(error.message, message);
      });
    }

    it('says that a web page came, and quotes its start', async () => {
      answer = (_, response) => {
        faults.html(response);
      };
      const error = await failure(testClient(base()).jobs.retrieve('a'));
      assert.ok(error instanceof InvalidResponseError);
      assert.match(error.message, /web page/);
      assert.match(error.excerpt, /^<!DOCTYPE/);
    });

    it('says what is missing in a job, with the request id', async () => {
      answer = (_, response) => {
        sendJson(response, { status: 7, created_at: 'soon' });
      };
      const error = await failure(testClient(base()).jobs.retrieve('a'));
      assert.ok(error instanceof InvalidResponseError);
      assert.equal(error.message, 'The job cannot be read: id: is missing or not text');
      assert.equal(error.requestId, 'req_test');
      assert.equal(error.request.url, `${base()}/fine_tuning/jobs/a`);
    });

    it('knows an unknown host, to which nothing was sent', async () => {
      const client = testClient('http://no-such-host.invalid/v1', { retries: 0 });
      const error = await failure(client.jobs.retrieve('a'));
      assert.ok(error instanceof NetworkError);
      assert.match(error.message, /host/i);
      assert.equal(error.mayHaveArrived, false);
    });

    it('knows a refused connection, to which nothing was sent', async () => {
      const gone = await startServer(() => undefined);
      await gone.close();
      const error = await failure(testClient(`${gone.origin}/v1`, { retries: 0 }).jobs.retrieve('a'));
      assert.ok(error instanceof NetworkError);
      assert.match(error.message, /refused/);
      assert.equal(error.code, 'ECONNREFUSED');
      assert.equal(error.mayHaveArrived, false);
    });

    it('reports a connection that was cut in mid-response', async () => {
      answer = (_, response) => {
        faults.cutContentLength(response);
      };
      const error = await failure(testClient(base(), { retries: 0 }).jobs.retrieve('a'));
      assert.ok(error instanceof NetworkError);
      assert.match(error.message, /cut/);
      assert.equal(error.mayHaveArrived, true);
    });
  });

  describe('retries', () => {
    /** Fails `times` times with `send`, then succeeds. */
    const failing = (times: number, send: (response: ServerResponse) => void) => {
      let left = times;
      answer = (_, response) => {
        if (left-- > 0) send(response);
        else sendJson(response, job);
      };
    };
    const limited = (headers: Record<string, string>) => (response: ServerResponse) => {
      sendError(response, 429, 'Too many requests', null, headers);
    };

    for (const name of ['serverError', 'hangUp', 'cutChunked', 'cutContentLength'] as const) {
      it(`tries again after ${name}`, async () => {
        failing(2, faults[name]);
        assert.equal((await testClient(base()).jobs.retrieve('a')).id, 'ftjob-1');
        assert.equal(server.requests.length, 3);
      });
    }

    it('gives up after two retries', async () => {
      failing(3, faults.serverError);
      assert.ok((await failure(testClient(base()).jobs.retrieve('a'))) instanceof ApiError);
      assert.equal(server.requests.length, 3);
    });

    it('waits longer each time, with jitter', async () => {
      failing(2, faults.serverError);
      const clock = new TestClock(0, 20_000);
      await testClient(base(), { clock, random: () => 0 }).jobs.retrieve('a');
      assert.deepEqual(clock.pauses, [375, 750]);
    });

    const date = new Date(Date.UTC(2026, 0, 1, 0, 0, 7)).toUTCString();
    const headers: [Record<string, string>, number][] = [
      [{ 'retry-after': '3' }, 3_000],
      [{ 'retry-after': date }, 7_000],
      [{ 'retry-after': '3', 'retry-after-ms': '1500' }, 1_500],
      [{ 'retry-after': 'soon' }, 500],
      [{}, 500],
    ];
    for (const [header, pause] of headers) {
      it(`honours ${JSON.stringify(header)}`, async () => {
        failing(1, limited(header));
        const clock = new TestClock(Date.UTC(2026, 0, 1), 20_000);
        await testClient(base(), { clock }).jobs.retrieve('a');
        assert.deepEqual(clock.pauses, [pause]);
      });
    }

    it('does not wait for a server that requests too long a pause, but reports it', async () => {
      failing(1, limited({ 'retry-after': '3600' }));
      const error = await failure(testClient(base()).jobs.retrieve('a'));
      assert.ok(error instanceof ApiError);
      assert.equal(error.retryAfter, 3_600_000);
      assert.equal(server.requests.length, 1);
    });

    it('obeys x-should-retry', async () => {
      failing(1, (response) => {
        sendError(response, 500, 'no', null, { 'x-should-retry': 'false' });
      });
      await failure(testClient(base()).jobs.retrieve('a'));
      failing(1, (response) => {
        sendError(response, 409, 'locked', null, { 'x-should-retry': 'true' });
      });
      await testClient(base()).jobs.retrieve('a');
      assert.equal(server.requests.length, 3);
    });

    it('does not try again where the account has no money', async () => {
      failing(1, (response) => {
        sendError(response, 429, 'You exceeded your quota', 'insufficient_quota');
      });
      await failure(testClient(base()).jobs.retrieve('a'));
      assert.equal(server.requests.length, 1);
    });

    for (const name of ['serverError', 'hangUp', 'cutChunked'] as const) {
      it(`never repeats a POST after ${name}`, async () => {
        failing(1, faults[name]);
        const method = { type: 'supervised' as const, hyperparameters: {} };
        await failure(testClient(base()).jobs.create({ model: 'm', trainingFile: 'f', method }));
        failing(1, faults[name]);
        await failure(testClient(base()).jobs.cancel('a'));
        assert.equal(server.requests.length, 2);
      });
    }

    const deleteJob = () => testClient(base(), { connection: { dialect: 'together' } }).jobs.delete('ft-1');

    it('takes a job for deleted whose first deletion ended in a cut connection', async () => {
      failing(1, faults.hangUp);
      const first = answer;
      answer = (request, response) =>
        server.requests.length === 1 ? first(request, response) : faults.notFound(response);
      assert.deepEqual(await deleteJob(), { id: null, deleted: true });
    });

    it('reports that a job is gone which nobody here deleted', async () => {
      answer = (_, response) => {
        faults.notFound(response);
      };
      const error = await failure(deleteJob());
      assert.ok(error instanceof ApiError);
      assert.equal(error.status, 404);
    });

    it('takes an empty response to a deletion', async () => {
      answer = (_, response) => {
        response.writeHead(204).end();
      };
      assert.deepEqual(await deleteJob(), { id: null, deleted: true });
    });

    it('reports that an ended job cannot be cancelled', async () => {
      answer = (_, response) => {
        sendError(response, 400, 'Job has already completed', 'invalid_request');
      };
      const error = await failure(testClient(base()).jobs.cancel('ftjob-1'));
      assert.ok(error instanceof ApiError);
      assert.equal(error.message, 'Job has already completed');
    });
  });

  describe('time-outs', () => {
    /** Resolves when the server has the request. */
    const arrival = () =>
      new Promise<ServerResponse>((resolve) => {
        answer = (_, response) => {
          resolve(response);
        };
      });

    it('gives up after silence', async () => {
      const clock = new TestClock();
      const arrived = arrival();
      const failed = failure(testClient(base(), { clock, retries: 0 }).jobs.retrieve('a'));
      await arrived;
      clock.advance(29_999);
      clock.advance(1);
      const error = await failed;
      assert.ok(error instanceof TimeoutError);
      assert.equal(error.timeout, 30_000);
      assert.equal(error.message, 'No response within 30 s');
      assert.equal(clock.sleeping, 0);
    });

    it('does not give up while the response comes, however slowly', async () => {
      const clock = new TestClock();
      const arrived = arrival();
      const done = testClient(base(), { clock }).jobs.retrieve('a', { timeout: 1_000 });
      const response = await arrived;
      response.writeHead(200, { 'content-type': 'application/json' });
      const text = JSON.stringify(job);
      for (let at = 0; at < text.length; at += 20) {
        const readings = clock.readings;
        response.write(text.slice(at, at + 20));
        await until(() => clock.readings > readings);
        clock.advance(900);
      }
      response.end();
      assert.equal((await done).id, 'ftjob-1');
      assert.equal(clock.sleeping, 0);
    });

    it('gives up a server that falls silent in mid-response', async () => {
      const clock = new TestClock();
      const arrived = arrival();
      const failed = failure(
        testClient(base(), { clock, retries: 0 }).jobs.retrieve('a', { timeout: 1_000 }),
      );
      const response = await arrived;
      const readings = clock.readings;
      response.write('{"id"');
      await until(() => clock.readings > readings);
      clock.advance(1_000);
      assert.ok((await failed) instanceof TimeoutError);
    });
  });

  describe('of a request', () => {
    it('is JSON both ways, and says so only where it carries any', async () => {
      const client = testClient(base());
      await client.jobs.retrieve('ftjob-1');
      await client.jobs.cancel('ftjob-1');
      await client.jobs.create({
        model: 'm',
        trainingFile: 'file-a',
        method: { type: 'supervised', hyperparameters: {} },
      });
      assert.deepEqual(
        server.requests.map(({ headers }) => [headers.accept, headers['content-type']]),
        [
          ['application/json', undefined],
          ['application/json', undefined],
          ['application/json', 'application/json'],
        ],
      );
    });

    it('that was refused after a retry, the refusal counts, whatever was tried', async () => {
      for (const status of [404, 403]) {
        const statuses = [500, status];
        answer = (_, response) => {
          sendError(response, statuses.shift() ?? 500, 'no');
        };
        await assert.rejects(testClient(base()).files.retrieve('file-a'), { name: 'ApiError', status });
        assert.equal(statuses.length, 0);
      }
    });

    it('for bytes gets none where the response has no body', async () => {
      answer = (_, response) => void response.writeHead(204).end();
      for await (const chunk of testClient(base()).files.content('file-a')) assert.fail(String(chunk.length));
      assert.equal(server.requests.length, 1);
    });
  });

  it('hears of what the server answers, and not of what a storage does', async () => {
    let answers = 0;
    const client = testClient(`${server.origin}/v1/accounts/acme`, { connection: { dialect: 'fireworks' } });
    client.onAnswer = () => answers++;
    answer = ({ path }, response) => {
      const links = { a: `${server.origin}/a`, b: `${server.origin}/b` };
      if (path.endsWith(':getDownloadEndpoint')) sendJson(response, { filenameToSignedUrls: links });
      else response.end('{}');
    };
    await collect(client.files.content('datasets/train'));
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ['/v1/accounts/acme/datasets/train:getDownloadEndpoint', '/a', '/b'],
    );
    assert.equal(answers, 1);
  });

  describe('limits', () => {
    for (const [what, options, milliseconds] of [
      ['two minutes where it may be silent for longer', { timeout: 600_000 }, 120_000],
      ['the time that the caller gives it', { timeout: 600_000, deadline: 50_000 }, 50_000],
    ] as const)
      it(`give a request in all ${what}`, async () => {
        const clock = new TestClock();
        answer = () => undefined;
        const failed = failure(testClient(base(), { clock, retries: 0 }).jobs.retrieve('a', options));
        await until(() => server.requests.length > 0);
        clock.advance(milliseconds - 1);
        assert.equal(clock.sleeping, 1);
        clock.advance(1);
        const error = await failed;
        assert.ok(error instanceof TimeoutError);
        assert.deepEqual([error.limit, error.timeout], ['whole', milliseconds]);
      });

    it('do not end what is read as it comes', async () => {
      const clock = new TestClock();
      let drip: () => void = () => undefined;
      answer = (_, response) => {
        drip = () => response.write('x');
        drip();
      };
      const chunks = testClient(base(), { clock }).files.content('file-a');
      for (let minute = 0; minute < 10; minute++) {
        assert.equal((await chunks.next()).done, false);
        const next = chunks.next();
        clock.advance(29_000);
        drip();
        assert.equal((await next).done, false);
        drip();
      }
      await chunks.return();
      assert.equal(clock.sleeping, 0);
    });

    const dripping = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"id":');
    };

    it('gives up a response that drips for ever, after two minutes in all, and does not try again', async () => {
      const clock = new TestClock();
      let drip: () => void = () => undefined;
      answer = (_, response) => {
        dripping(response);
        drip = () => response.write(' ');
      };
      let readings = clock.readings;
      let isOver = false;
      const failed = failure(testClient(base(), { clock }).jobs.retrieve('a')).finally(() => (isOver = true));
      for (let second = 0; second < 121; second += 20) {
        await until(() => isOver || clock.readings > readings);
        clock.advance(20_000);
        readings = clock.readings;
        drip();
      }
      const error = await failed;
      assert.ok(error instanceof TimeoutError);
      assert.equal(error.limit, 'whole');
      assert.equal(server.requests.length, 1);
    });

    it('hold for the response to an upload too, however long it took to send', async () => {
      const clock = new TestClock();
      let drip: () => void = () => undefined;
      answer = async (request, response) => {
        await request.body();
        dripping(response);
        drip = () => response.write(' ');
      };
      let readings = clock.readings;
      const source = { filename: 'a.jsonl', size: 1, read: () => chunksOf(new Uint8Array(1)) };
      const failed = failure(testClient(base(), { clock }).files.upload(source, 'fine-tune'));
      let isOver = false;
      void failed.then(() => (isOver = true));
      for (let second = 0; second < 300; second += 60) {
        await until(() => clock.readings > readings || isOver);
        readings = clock.readings;
        clock.advance(60_000);
        drip();
      }
      assert.ok((await failed) instanceof TimeoutError);
    });

    it('are not stretched by setting the clock back', async () => {
      const clock = new TestClock();
      answer = (_, response) => {
        dripping(response);
      };
      const failed = failure(testClient(base(), { clock, retries: 0 }).jobs.retrieve('a'));
      await until(() => server.requests.length > 0 && clock.sleeping > 0);
      clock.setBack(86_400_000);
      await until(() => clock.readings > 2);
      clock.advance(30_001);
      assert.ok((await failed) instanceof TimeoutError);
    });

    for (const [header, value] of [
      ['retry-after', String(35 * 86_400)],
      ['retry-after', '1e30'],
      ['retry-after', 'Fri, 31 Dec 9999 23:59:59 GMT'],
      ['retry-after-ms', '2147483648'],
    ] as const) {
      it(`make an hour of ${header}: ${value}`, async () => {
        answer = (_, response) => {
          sendError(response, 429, 'slow down', null, { [header]: value });
        };
        const error = await failure(testClient(base()).jobs.retrieve('a'));
        assert.ok(error instanceof ApiError);
        assert.equal(error.retryAfter, 3_600_000);
        assert.equal(server.requests.length, 1);
      });
    }
  });

  describe('abort', () => {
    it('throws the reason, and sends nothing, when it was aborted before', async () => {
      const reason = new Error('enough');
      const failed = await failure(
        testClient(base()).jobs.retrieve('a', { signal: AbortSignal.abort(reason) }),
      );
      assert.equal(failed, reason);
      assert.equal(server.requests.length, 0);
    });

    it('throws the reason when it is aborted before the key is there', async () => {
      const controller = new AbortController();
      const { signal } = controller;
      const client = testClient(base(), { key: () => new Promise(() => undefined) });
      const request = client.jobs.retrieve('a', { signal });
      controller.abort();
      await assert.rejects(request, (error) => error === signal.reason);
      assert.equal(server.requests.length, 0);
    });

    it('throws the reason when it is aborted while the server thinks', async () => {
      const controller = new AbortController();
      const reason = new Error('enough');
      answer = () => {
        controller.abort(reason);
      };
      const clock = new TestClock();
      const { signal } = controller;
      assert.equal(await failure(testClient(base(), { clock }).jobs.retrieve('a', { signal })), reason);
      assert.equal(clock.sleeping, 0);
    });

    it('throws the reason when it is aborted in mid-response', async () => {
      const controller = new AbortController();
      answer = (_, response) => {
        response.write('{"id":', () => setImmediate(() => controller.abort(new Error('enough'))));
      };
      const error = await failure(testClient(base()).jobs.retrieve('a', { signal: controller.signal }));
      assert.equal(error, controller.signal.reason);
    });

    it('throws the reason when it is aborted in the pause before a retry', async () => {
      const clock = new TestClock();
      const controller = new AbortController();
      answer = (_, response) => {
        faults.serverError(response);
      };
      const failed = failure(
        testClient(base(), {
          clock,
          onExchange: () => setImmediate(() => controller.abort(new Error('enough'))),
        }).jobs.retrieve('a', { signal: controller.signal }),
      );
      assert.equal(await failed, controller.signal.reason);
      assert.equal(server.requests.length, 1);
    });

    it('leaves no listener on a signal that lives long', async () => {
      const controller = new AbortController();
      let listening = 0;
      const { signal } = controller;
      const add = signal.addEventListener.bind(signal);
      const remove = signal.removeEventListener.bind(signal);
      signal.addEventListener = (...given: Parameters<typeof add>) => {
        listening++;
        add(...given);
      };
      signal.removeEventListener = (...given: Parameters<typeof remove>) => {
        listening--;
        remove(...given);
      };
      await testClient(base()).jobs.retrieve('a', { signal });
      assert.equal(listening, 0);
    });
  });

  describe('log', () => {
    it('reports each exchange without query, key or body', async () => {
      const exchanges: Exchange[] = [];
      answer = (_, response) => {
        sendJson(response, { data: [] }, 200, { date: 'Thu, 01 Jan 2026 00:00:00 GMT' });
      };
      await testClient(base(), { onExchange: (exchange) => exchanges.push(exchange) })
        .jobs.list({ metadata: { secret: 'value' } })
        .first();
      assert.deepEqual(exchanges, [
        {
          method: 'GET',
          url: `${base()}/fine_tuning/jobs`,
          status: 200,
          requestId: 'req_test',
          milliseconds: 0,
          problem: null,
          serverTime: Date.UTC(2026, 0, 1),
        },
      ]);
    });
  });
});

// eslint-disable-next-line @typescript-eslint/require-await -- an async generator of what is already here
async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
