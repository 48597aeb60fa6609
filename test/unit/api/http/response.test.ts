import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { ApiError, InvalidResponseError, RequestError } from '../../../../src/api/http/errors';
import { Transport } from '../../../../src/api/http/transport';
import { startServer, type TestServer } from '../../../support/httpServer';
import { TestClock } from '../../../support/testClock';

const now = Date.UTC(2026, 0, 1);

describe('a response', () => {
  let server: TestServer;
  let answer: (response: ServerResponse) => void;

  before(async () => {
    server = await startServer((_, response) => {
      answer(response);
    });
  });
  after(() => server.close());

  const transport = () =>
    new Transport({
      baseUrl: server.origin,
      headers: () => Promise.resolve({ authorization: 'Bearer sk-test-key' }),
      clock: new TestClock(now),
      retries: 0,
    });

  async function errorOf(
    status: number,
    body: string,
    headers: Record<string, string> = {},
    reason?: string,
  ): Promise<RequestError> {
    answer = (response) => {
      if (reason === undefined) response.writeHead(status, headers).end(body);
      else response.writeHead(status, reason, headers).end(body);
    };
    const error: unknown = await transport()
      .json({ method: 'GET', path: 'x' })
      .then(
        () => assert.fail('it did not fail'),
        (thrown: unknown) => thrown,
      );
    assert.ok(error instanceof RequestError);
    return error;
  }

  async function refusal(...given: Parameters<typeof errorOf>): Promise<ApiError> {
    const error = await errorOf(...given);
    assert.ok(error instanceof ApiError);
    return error;
  }

  async function unexpected(
    body: string,
    headers: Record<string, string> = {},
  ): Promise<InvalidResponseError> {
    const error = await errorOf(200, body, headers);
    assert.ok(error instanceof InvalidResponseError);
    return error;
  }

  describe('that refuses', () => {
    const envelopes: readonly (readonly [body: unknown, said: readonly (string | null)[]])[] = [
      [{ error: { message: 'm', code: 'c', type: 't', param: 'p' } }, ['m', 'c', 't', 'p']],
      [{ error: 'm' }, ['m', null, null, null]],
      [{ code: 5, message: 'm', details: [] }, ['m', '5', null, null]],
      [{ detail: 'm' }, ['m', null, null, null]],
      [{ detail: { message: 'm', code: 'c' } }, ['m', 'c', null, null]],
      [{ detail: [{ msg: 'm' }, 'x', { loc: [] }, { msg: 'n' }] }, ['m; n', null, null, null]],
    ];
    for (const [body, said] of envelopes) {
      it(`is read from ${JSON.stringify(body)}`, async () => {
        const { message, code, type, param } = await refusal(400, JSON.stringify(body));
        assert.deepEqual([message, code, type, param], said);
      });
    }

    for (const body of [
      '',
      '<html>',
      '[]',
      '{}',
      '"text"',
      '{"detail":[{}]}',
      '{"error":""}',
      '{"error":{}}',
    ]) {
      it(`has its status for a message where it says ${body === '' ? 'nothing' : body}`, async () => {
        assert.equal(
          (await refusal(418, body, {}, 'Teapot')).message,
          'The server responded with 418 Teapot',
        );
      });
    }

    it('has its status alone where there is no text with it', async () => {
      assert.equal((await refusal(418, '', {}, '')).message, 'The server responded with 418');
    });

    it('has a message of at most 2,000 characters', async () => {
      const body = JSON.stringify({ error: 'x'.repeat(3_000) });
      assert.equal((await refusal(400, body)).message, 'x'.repeat(2_000));
    });

    it('says what its headers say', async () => {
      const none = await refusal(400, '');
      assert.deepEqual(
        [none.status, none.requestId, none.retryAfter, none.shouldRetry],
        [400, null, null, null],
      );
      const flags = { true: true, false: false, yes: null };
      for (const [header, expected] of Object.entries(flags))
        assert.equal((await refusal(400, '', { 'x-should-retry': header })).shouldRetry, expected);
    });

    const pauses: readonly (readonly [headers: Record<string, string>, milliseconds: number | null])[] = [
      [{ 'retry-after-ms': '250' }, 250],
      [{ 'retry-after-ms': '0' }, 0],
      [{ 'retry-after-ms': '-1', 'retry-after': '2' }, 2_000],
      [{ 'retry-after-ms': 'x', 'retry-after': '2' }, 2_000],
      [{ 'retry-after': '0' }, 0],
      [{ 'retry-after': '-1' }, null],
      [{ 'retry-after': 'soon' }, null],
      [{ 'retry-after': new Date(now + 5_000).toUTCString() }, 5_000],
      [{ 'retry-after': new Date(now - 5_000).toUTCString() }, 0],
      [{ 'retry-after': '3600' }, 3_600_000],
      [{ 'retry-after': '3601' }, 3_600_000],
    ];
    for (const [headers, milliseconds] of pauses) {
      it(`wants a pause of ${String(milliseconds)} by ${JSON.stringify(headers)}`, async () => {
        assert.equal((await refusal(429, '', headers)).retryAfter, milliseconds);
      });
    }
  });

  describe('that is not what was promised', () => {
    const kinds: readonly (readonly [body: string, what: string])[] = [
      ['', 'nothing'],
      [' \n ', 'nothing'],
      ['<!DOCTYPE html><p>', 'a web page instead of JSON'],
      ['  <HTML>', 'a web page instead of JSON'],
      ['{"a"', 'broken JSON'],
      ['text <html>', 'broken JSON'],
    ];
    for (const [body, what] of kinds) {
      it(`is called ${what}: ${JSON.stringify(body)}`, async () => {
        const error = await unexpected(body);
        assert.equal(error.message, `The server responded with ${what}`);
        assert.equal(error.excerpt, body);
        assert.ok(error.cause instanceof SyntaxError);
      });
    }

    it('has an excerpt of at most 1,000 characters', async () => {
      assert.equal((await unexpected('x'.repeat(1_001))).excerpt, 'x'.repeat(1_000));
    });

    it('is null only where it is empty with status 204', async () => {
      answer = (response) => response.writeHead(204).end();
      assert.equal(await transport().json({ method: 'GET', path: 'x' }), null);
    });

    it('is called too long above the bytes that are read', async () => {
      answer = (response) => response.end('x'.repeat(1024 * 1024 + 1));
      await assert.rejects(transport().json({ method: 'GET', path: 'x', maxBytes: 1024 * 1024 }), {
        name: 'InvalidResponseError',
        message: 'The server responded with more than 1 MB, which is more than is read',
        excerpt: '',
      });
    });
  });

  describe('has a request id', () => {
    it('from the most specific header', async () => {
      const all = { 'cf-ray': 'd', 'x-ms-request-id': 'c', 'apim-request-id': 'b', 'x-request-id': 'a' };
      const headers: Record<string, string> = { ...all };
      for (const [name, id] of Object.entries(all).reverse()) {
        assert.equal((await refusal(400, '', headers)).requestId, id);
        assert.equal((await unexpected('', headers)).requestId, id);
        Reflect.deleteProperty(headers, name);
      }
    });

    it('of at most 200 characters', async () => {
      const { requestId } = await refusal(400, '', { 'x-request-id': 'x'.repeat(201) });
      assert.equal(requestId, 'x'.repeat(200));
    });
  });

  describe('that redirects', () => {
    it('names the address without its query', async () => {
      const { message, status, requestId } = await refusal(308, '', {
        ...{ location: 'https://elsewhere/x?signature=1?2', 'x-request-id': 'a' },
      });
      assert.equal(
        message,
        "The server redirects to https://elsewhere/x: set the connection's base URL to its final address",
      );
      assert.deepEqual([status, requestId], [308, 'a']);
    });

    it('says elsewhere where it names no address', async () => {
      assert.match((await refusal(300, '')).message, /^The server redirects elsewhere: set/);
    });

    it('has an address of at most 1,000 characters', async () => {
      const location = `https://elsewhere/${'x'.repeat(2_000)}`;
      const { message } = await refusal(302, '', { location });
      assert.ok(message.startsWith(`The server redirects to ${location.slice(0, 1_000)}: set`));
    });
  });
});
