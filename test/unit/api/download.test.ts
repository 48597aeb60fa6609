import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { ApiError, NetworkError, TimeoutError } from '../../../src/api/http/errors';
import { until } from '../../support/eventually';
import { type Received, sendError, startServer, type TestServer } from '../../support/httpServer';
import { collect } from '../../support/providers/use';
import { testClient } from '../../support/testClient';
import { TestClock } from '../../support/testClock';

const chunk = Buffer.alloc(65_536, 7);

describe('download', () => {
  let server: TestServer;
  let answer: (request: Received, response: ServerResponse) => void | Promise<void>;
  /** Bytes the server could write. */
  let written: number;
  let isClosed: boolean;

  /** Writes `count` chunks as fast as they are taken. */
  const stream = (count: number) => async (_: Received, response: ServerResponse) => {
    response.on('close', () => {
      isClosed = true;
      response.emit('drain');
    });
    for (let at = 0; at < count && !isClosed; at++) {
      written += chunk.length;
      if (!response.write(chunk)) {
        await once(response, 'drain');
      }
    }
    response.end();
  };

  before(async () => {
    server = await startServer((request, response) => answer(request, response));
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
    written = 0;
    isClosed = false;
  });
  const client = (overrides = {}) => testClient(`${server.origin}/v1`, overrides);

  it('gives the bytes as they come', async () => {
    answer = stream(100);
    let length = 0;
    for await (const each of client().files.content('file-1')) length += each.length;
    assert.equal(length, 100 * chunk.length);
    assert.equal(server.requests[0]?.url, '/v1/files/file-1/content');
    assert.equal(server.requests[0].headers.accept, '*/*');
  });

  it('takes no more than its reader does', async () => {
    answer = stream(2_000);
    const content = client().files.content('file-1');
    await content.next();
    let seen: number;
    do {
      seen = written;
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    } while (written > seen); // until the sockets' buffers are full
    assert.ok(
      written < 1_000 * chunk.length,
      `${String(written)} bytes were written for a reader of one chunk`,
    );
    await content.return();
    await until(() => isClosed);
  });

  it('hangs up when its reader stops', async () => {
    answer = stream(2_000);
    for await (const each of client().files.content('file-1')) if (each.length > 0) break;
    await until(() => isClosed);
  });

  it('throws the reason when it is aborted in the middle', async () => {
    answer = stream(2_000);
    const controller = new AbortController();
    const read = async () => {
      for await (const each of client().files.content('file-1', { signal: controller.signal })) {
        if (each.length > 0) controller.abort(new Error('enough'));
      }
    };
    await assert.rejects(read, (error) => error === controller.signal.reason);
    await until(() => isClosed);
  });

  it('reports a file that breaks off', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000000' });
      response.write(chunk, () => response.destroy());
    };
    const read = async () => {
      await collect(client().files.content('file-1'));
    };
    await assert.rejects(read, NetworkError);
    assert.equal(server.requests.length, 1);
  });

  it('reports a file that is gone', async () => {
    answer = (_, response) => {
      sendError(response, 404, 'No such File object: file-1');
    };
    await assert.rejects(client().files.content('file-1').next(), (error) => {
      assert.ok(error instanceof ApiError);
      assert.equal(error.status, 404);
      return true;
    });
  });

  it('gives up silence of the server, but not of its reader', async () => {
    const clock = new TestClock();
    answer = (_, response) => {
      response.write(chunk);
    };
    const content = client({ clock }).files.content('file-1', { timeout: 1_000 });
    let length = 0;
    while (length < chunk.length) length += (await content.next()).value?.length ?? 0;
    clock.advance(3_600_000); // its reader was at lunch
    const failed = assert.rejects(content.next(), TimeoutError);
    await until(() => clock.sleeping > 0);
    clock.advance(1_000);
    await failed;
    assert.equal(clock.sleeping, 0);
  });

  it('asks for nothing before it is read', () => {
    client().files.content('file-1');
    assert.equal(server.requests.length, 0);
  });
});
