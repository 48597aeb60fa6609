import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { ApiError, NetworkError, RequestError, TimeoutError } from '../../../src/api/http/errors';
import { until } from '../../support/eventually';
import { type Received, sendError, sendJson, startServer, type TestServer } from '../../support/httpServer';
import { type Form, readForm } from '../../support/multipartBody';
import { UploadsServer } from '../../support/providers/uploads';
import { testClient } from '../../support/testClient';
import { TestClock } from '../../support/testClock';
import { bytesOf, countedSource } from '../../support/uploads';

const megabyte = 1024 * 1024;

describe('upload', () => {
  let server: TestServer;
  let answer: (request: Received, response: ServerResponse) => void | Promise<void>;
  let forms: Form[];

  const acceptForm = async (request: Received, response: ServerResponse) => {
    const form = await readForm(request.message);
    forms.push(form);
    sendJson(response, {
      id: 'file-1',
      object: 'file',
      bytes: form.file?.content.length,
      created_at: 1_700_000_000,
      filename: form.file?.filename,
      purpose: form.fields['purpose'],
      status: 'processed',
    });
  };

  before(async () => {
    server = await startServer((request, response) => answer(request, response));
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
    forms = [];
    answer = acceptForm;
  });
  const client = (overrides = {}) => testClient(`${server.origin}/v1`, overrides);

  for (const canStreamUploads of [true, false]) {
    describe(canStreamUploads ? 'as a stream' : 'where fetch cannot send streams', () => {
      it('sends the form that servers expect', async () => {
        const source = countedSource(200_000);
        const file = await client({ canStreamUploads }).files.upload(source, 'fine-tune');
        assert.equal(file.filename, 'train.jsonl');
        assert.equal(file.bytes, 200_000);
        assert.deepEqual(forms[0]?.fields, { purpose: 'fine-tune' });
        assert.equal(forms[0].file?.field, 'file');
        assert.ok(forms[0].file.content.equals(bytesOf(0, 200_000)));
        assert.ok(Number(server.requests[0]?.headers['content-length']) > 200_000);
      });

      it('reports how far it is', async () => {
        const seen: number[] = [];
        await client({ canStreamUploads }).files.upload(countedSource(200_000), 'fine-tune', {
          onProgress: (sent) => seen.push(sent),
        });
        assert.deepEqual(seen, [65_536, 131_072, 196_608, 200_000]);
      });
    });
  }

  it('keeps a name that would end its header in its place', async () => {
    const name = 'a"; name="purpose"\r\nX-Evil: 1\r\n\r\nü.jsonl';
    await client().files.upload(countedSource(10, name), 'fine-tune');
    assert.equal(forms[0]?.file?.filename, 'a%22; name=%22purpose%22%0D%0AX-Evil: 1%0D%0A%0D%0Aü.jsonl');
    assert.deepEqual(forms[0].fields, { purpose: 'fine-tune' });
  });

  it('sends an empty file', async () => {
    assert.equal((await client().files.upload(countedSource(0), 'fine-tune')).bytes, 0);
  });

  it('reads a large file only as fast as it can be sent', async () => {
    const size = 64 * megabyte;
    const source = countedSource(size);
    let goOn: () => void = () => undefined;
    answer = async (request, response) => {
      request.message.pause();
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await acceptForm(request, response);
    };
    const uploaded = client().files.upload(source, 'fine-tune');
    await until(() => source.given > 0);
    let given: number;
    do {
      given = source.given;
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    } while (source.given > given); // until the sockets' buffers are full
    assert.ok(given < size / 2, `${String(given)} bytes were read while the server read none`);
    goOn();
    assert.equal((await uploaded).bytes, size);
    assert.equal(source.closed, 1);
  });

  it('stops reading when it is aborted in the middle', async () => {
    const source = countedSource(64 * megabyte);
    const controller = new AbortController();
    answer = (request) => {
      request.message.once('data', () => controller.abort(new Error('enough')));
      return new Promise(() => undefined);
    };
    await assert.rejects(
      client().files.upload(source, 'fine-tune', { signal: controller.signal }),
      (error) => error === controller.signal.reason,
    );
    await until(() => source.closed === 1);
    assert.ok(source.given < source.size);
  });

  it('reads and sends nothing when it is aborted before', async () => {
    const source = countedSource(10);
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(client().files.upload(source, 'fine-tune', { signal }), /enough/);
    assert.equal(source.given, 0);
    assert.equal(server.requests.length, 0);
  });

  it('reports why the file cannot be read, and not that a connection broke', async () => {
    const failing = {
      ...countedSource(1_000_000),
      async *read() {
        yield bytesOf(0, 65_536);
        await Promise.resolve();
        throw new Error('EACCES: permission denied');
      },
    };
    answer = (request) => void request.body().catch(() => undefined);
    for (const canStreamUploads of [true, false]) {
      await assert.rejects(client({ canStreamUploads }).files.upload(failing, 'fine-tune'), (error) => {
        assert.ok(error instanceof Error && !(error instanceof RequestError));
        assert.match(error.message, /EACCES/);
        return true;
      });
    }
  });

  for (const [what, actual] of [
    ['grew', 70_000],
    ['shrank', 20_000],
  ] as const) {
    it(`reports that the file ${what} while it was read`, async () => {
      answer = (request) => void request.body().catch(() => undefined);
      const changed = { ...countedSource(actual), size: 50_000 };
      await assert.rejects(client().files.upload(changed, 'fine-tune'), /train\.jsonl changed/);
    });
  }

  it('reports a refusal that comes before the end', async () => {
    answer = (request, response) => {
      request.message.resume();
      sendError(response, 413, 'The file is too large');
    };
    await assert.rejects(client().files.upload(countedSource(4 * megabyte), 'fine-tune'), (error) => {
      assert.ok(error instanceof ApiError);
      assert.equal(error.message, 'The file is too large');
      return true;
    });
  });

  it('is not tried again after the connection was cut', async () => {
    answer = (request) => {
      request.message.once('data', () => request.message.destroy());
    };
    await assert.rejects(client().files.upload(countedSource(4 * megabyte), 'fine-tune'), NetworkError);
    assert.equal(server.requests.length, 1);
  });

  it('gives up a server that takes no more bytes, not one that is slow', async () => {
    const clock = new TestClock();
    const source = countedSource(16 * megabyte);
    answer = async (request) => {
      for await (const chunk of request.message) {
        clock.advance((chunk as Buffer).length > 0 ? 500 : 0); // far more in all than the time-out
        if (source.given > 8 * megabyte) break;
      }
      request.message.pause();
      await new Promise(() => undefined);
    };
    const failed = assert.rejects(
      client({ clock }).files.upload(source, 'fine-tune', { timeout: 60_000 }),
      TimeoutError,
    );
    await until(() => source.given > 8 * megabyte);
    for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(60_000);
    await failed;
  });

  describe('in parts', () => {
    let uploads: UploadsServer;
    const parts = { above: 100_000, size: 100_000 };

    beforeEach(() => {
      uploads = new UploadsServer();
      answer = async (request, response) => {
        if (!(await uploads.handle(request, response))) sendError(response, 404, 'No such path');
      };
    });

    it('sends a file above the limit part by part', async () => {
      const seen: number[] = [];
      const file = await client().files.upload(countedSource(250_000), 'fine-tune', {
        parts,
        onProgress: (sent) => seen.push(sent),
      });
      assert.equal(file.id, 'file-1');
      assert.equal(file.bytes, 250_000);
      assert.equal(uploads.partsSent, 3);
      assert.deepEqual(uploads.uploads[0]?.body, {
        filename: 'train.jsonl',
        purpose: 'fine-tune',
        bytes: 250_000,
        mime_type: 'text/jsonl',
      });
      assert.ok(uploads.uploads[0].content?.equals(bytesOf(0, 250_000)));
      assert.equal(seen.at(-1), 250_000);
      assert.deepEqual(
        seen,
        seen.toSorted((a, b) => a - b),
      );
    });

    it('goes on after a part failed, sending that part alone again', async () => {
      uploads.failPart = (sent, response) => {
        if (sent === 1) sendError(response, 503, 'Busy');
        if (sent === 2) response.destroy();
        return sent === 1 || sent === 2;
      };
      const source = countedSource(250_000);
      await client().files.upload(source, 'fine-tune', { parts });
      assert.equal(uploads.partsSent, 5);
      assert.equal(source.given, 250_000 + 2 * 100_000);
      assert.ok(uploads.uploads[0]?.content?.equals(bytesOf(0, 250_000)));
    });

    it('cancels the upload when a part keeps failing', async () => {
      uploads.failPart = (_, response) => {
        sendError(response, 500, 'Broken');
        return true;
      };
      await assert.rejects(client().files.upload(countedSource(250_000), 'fine-tune', { parts }), ApiError);
      assert.equal(uploads.partsSent, 5);
      assert.equal(uploads.uploads[0]?.status, 'cancelled');
    });

    it('cancels the upload when it is aborted', async () => {
      const controller = new AbortController();
      uploads.failPart = (sent) => {
        if (sent === 1) controller.abort(new Error('enough'));
        return false;
      };
      const { signal } = controller;
      await assert.rejects(
        client().files.upload(countedSource(250_000), 'fine-tune', { parts, signal }),
        (error) => error === signal.reason,
      );
      assert.equal(uploads.uploads[0]?.status, 'cancelled');
    });

    it('says so where the provider takes no parts', async () => {
      const mistral = client({ connection: { dialect: 'mistral' } });
      const uploaded = mistral.files.upload(countedSource(250_000), 'fine-tune', { parts });
      await assert.rejects(uploaded, /cannot be uploaded/);
      assert.equal(server.requests.length, 0);
    });
  });

  for (const [dialect, size, limit] of [
    ['openai', 8 * 1024 * megabyte, '8 GB'],
    ['together', Math.floor(50.1 * 1024 * megabyte), '50.1 GB'],
    ['fireworks', 8 * 1024 * megabyte, '8 GB'],
    ['azure', 512 * megabyte, '512 MB'],
    ['mistral', 512 * megabyte, '512 MB'],
    ['llmariner', 512 * megabyte, '512 MB'],
  ] as const)
    it(`sends nothing that is larger than ${dialect} takes, and says how much that is`, async () => {
      const { files } = client({ connection: { dialect } });
      const message = `Files above ${limit} cannot be uploaded here`;
      const above = { ...countedSource(0), size: size + 1 };
      await assert.rejects(files.upload(above, 'fine-tune'), { name: 'InvalidRequestError', message });
      assert.equal(server.requests.length, 0);
      // What is as large as that begins.
      answer = (request, response) => {
        request.message.resume();
        sendError(response, 418, 'begun');
      };
      await assert.rejects(files.upload({ ...above, size }, 'fine-tune'), /begun|changed while it was read/);
    });
});
