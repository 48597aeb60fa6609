import assert from 'node:assert/strict';
import { togetherUploads } from '../../../../src/api/dialects/togetherUploads';
import { ApiError } from '../../../../src/api/http/errors';
import { until } from '../../../support/eventually';
import { sendJson, startServer } from '../../../support/httpServer';
import { togetherProvider } from '../../../support/providers/together';
import { TogetherUploads } from '../../../support/providers/togetherUploads';
import { useProvider } from '../../../support/providers/use';
import { testClient } from '../../../support/testClient';
import { countedSource } from '../../../support/uploads';

const gigabyte = 2 ** 30;

describe('uploads to together', () => {
  let uploads: TogetherUploads;
  const together = useProvider('together', () => {
    uploads = new TogetherUploads();
    return togetherProvider([], uploads);
  });
  const parts = { above: 100_000, size: 100_000 };
  const paths = () => together.server.requests.map(({ method, path }) => `${method} ${path}`);
  const countOf = (wanted: string) => paths().filter((path) => path === wanted).length;

  for (const canStreamUploads of [true, false])
    it(`send a large file part by part to signed addresses, without the key${canStreamUploads ? '' : ', where fetch cannot send streams'}`, async () => {
      const source = countedSource(550_000, 'faq.csv');
      const { files } = together.client({ canStreamUploads });
      const file = await files.upload(source, 'fine-tune', { parts });
      assert.deepEqual(
        [file.id, file.filename, file.bytes, file.status],
        ['file-up-0', 'faq.csv', 550_000, 'pending'],
      );
      assert.deepEqual(uploads.uploads[0]?.body, {
        file_name: 'faq.csv',
        file_size: 550_000,
        num_parts: 6,
        purpose: 'fine-tune',
        file_type: 'csv',
        checksum: await countedSource(550_000).sha256(),
      });
      assert.equal(uploads.uploads[0].status, 'completed');
      const put = together.server.requests.find(({ method }) => method === 'PUT');
      assert.deepEqual(
        [put?.headers.host?.split(':')[0], put?.headers.authorization, put?.headers['content-length']],
        ['localhost', undefined, '100000'],
      );
      // Read once for the checksum, once to be sent.
      assert.equal(source.given, 2 * 550_000);
    });

  it('send a small one as a form', async () => {
    await together.client().files.upload(countedSource(100_000), 'fine-tune', { parts });
    assert.deepEqual(paths(), ['POST /v1/files/upload']);
  });

  it('send four parts at once at most, and name them in order however they end', async () => {
    const held: (() => void)[] = [];
    uploads.answerPart = async (number) => {
      // The first of them end last.
      if (number <= 3) await new Promise<void>((resolve) => held.push(resolve));
      if (number === 7) for (const release of held.toReversed()) release();
      return false;
    };
    await together.client().files.upload(countedSource(700_000), 'fine-tune', { parts });
    assert.equal(uploads.uploads[0]?.status, 'completed');
    assert.deepEqual(uploads.sent.toSorted(), [1, 2, 3, 4, 5, 6, 7]);
    assert.ok(uploads.mostUnderWay <= 4, String(uploads.mostUnderWay));
    const complete = await together.server.requests.at(-1)?.json();
    assert.deepEqual(
      (complete?.['parts'] as { part_number: number }[]).map(({ part_number: number }) => number),
      [1, 2, 3, 4, 5, 6, 7],
    );
  });

  it('go on after a part failed twice, with a progress that never runs back', async () => {
    let failures = 0;
    uploads.answerPart = (number, response) => {
      if (number !== 2 || failures === 2) return false;
      if (failures++ === 0) response.writeHead(503).end();
      else response.destroy();
      return true;
    };
    const seen: number[] = [];
    const file = await together.client().files.upload(countedSource(350_000), 'fine-tune', {
      parts,
      onProgress: (bytes) => seen.push(bytes),
    });
    assert.equal(file.bytes, 350_000);
    assert.deepEqual(uploads.sent.toSorted(), [1, 2, 2, 2, 3, 4]);
    assert.equal(seen.at(-1), 350_000);
    assert.ok(
      seen.every((bytes, at) => bytes > (seen[at - 1] ?? 0)),
      seen.join(),
    );
  });

  it('abort what a part keeps failing in, and send no more of it', async () => {
    uploads.answerPart = (number, response) => {
      if (number === 1) response.writeHead(500).end('<Error><Code>InternalError</Code></Error>');
      return number === 1;
    };
    const source = countedSource(2_000_000);
    await assert.rejects(
      together.client().files.upload(source, 'fine-tune', { parts: { above: 1, size: 500_000 } }),
      (error) => error instanceof ApiError && error.status === 500,
    );
    assert.equal(uploads.sent.filter((number) => number === 1).length, 5);
    assert.equal(uploads.uploads[0]?.status, 'aborted');
    assert.equal(countOf('POST /v1/files/multipart/abort'), 1);
    assert.equal(countOf('POST /v1/files/multipart/complete'), 0);
  });

  it('abort what a part is refused in, at once, whatever the other parts wait for', async () => {
    uploads.answerPart = (number, response) => {
      if (number !== 2) return new Promise(() => undefined);
      response.writeHead(403).end();
      return true;
    };
    await assert.rejects(together.client().files.upload(countedSource(900_000), 'fine-tune', { parts }), {
      name: 'ApiError',
      status: 403,
    });
    assert.equal(uploads.sent.filter((number) => number === 2).length, 1);
    assert.ok(uploads.sent.length <= 4);
    assert.equal(uploads.uploads[0]?.status, 'aborted');
    assert.equal(paths().at(-1), 'POST /v1/files/multipart/abort');
  });

  it('abort what is given up in the middle, after everything else has ended', async () => {
    const controller = new AbortController();
    uploads.answerPart = (number) => {
      if (number === 3) controller.abort(new Error('enough'));
      return number >= 3;
    };
    const source = countedSource(1_000_000);
    const { signal } = controller;
    await assert.rejects(
      together.client().files.upload(source, 'fine-tune', { parts, signal }),
      (error) => error === signal.reason,
    );
    assert.equal(uploads.uploads[0]?.status, 'aborted');
    assert.equal(paths().at(-1), 'POST /v1/files/multipart/abort');
    assert.ok(uploads.sent.length < 10);
    await until(() => source.closed === source.opened);
  });

  it('send nothing when they are given up while the checksum is made', async () => {
    const controller = new AbortController();
    const source = {
      ...countedSource(1_000_000),
      sha256: (signal: AbortSignal | undefined) => {
        controller.abort(new Error('enough'));
        signal?.throwIfAborted();
        return Promise.resolve('');
      },
    };
    const { signal } = controller;
    const uploaded = together.client().files.upload(source, 'fine-tune', { parts, signal });
    await assert.rejects(uploaded, (error) => error === signal.reason);
    assert.deepEqual(paths(), []);
  });

  for (const etag of [undefined, '', '""', `"${'e'.repeat(2_000)}"`])
    it(`abort where a storage confirms a part with the ETag ${etag === undefined ? 'left out' : etag.slice(0, 9) || 'empty'}`, async () => {
      uploads.answerPart = (number, response) => {
        if (number === 2) response.writeHead(200, etag === undefined ? {} : { etag }).end();
        return number === 2;
      };
      await assert.rejects(together.client().files.upload(countedSource(250_000), 'fine-tune', { parts }), {
        name: 'InvalidResponseError',
        message: 'The storage took a part of the file without confirming it (no ETag)',
      });
      assert.equal(uploads.uploads[0]?.status, 'aborted');
    });

  it('end with the file that is there already', async () => {
    uploads.existing.set(await countedSource(250_000).sha256(), 'file-there');
    const file = await together.client().files.upload(countedSource(250_000), 'fine-tune', { parts });
    assert.deepEqual([file.id, file.filename, file.wasThere], ['file-there', 'train.jsonl', true]);
    assert.deepEqual(paths(), ['POST /v1/files/multipart/initiate', 'GET /v1/files/file-there']);
  });

  it('report what the server refuses to begin, and abort nothing', async () => {
    const source = { ...countedSource(250_000), sha256: () => Promise.resolve('none') };
    await assert.rejects(together.client().files.upload(source, 'fine-tune', { parts }), {
      name: 'ApiError',
      message: 'checksum must be a SHA-256',
    });
    assert.deepEqual(paths(), ['POST /v1/files/multipart/initiate']);
  });

  for (const missing of ['slice', 'sha256'] as const)
    it(`are not begun with a source that has no ${missing}`, async () => {
      const { filename, size, ...whole } = countedSource(250_000);
      const { [missing]: removed, ...rest } = whole;
      assert.equal(typeof removed, 'function');
      const source = { filename, size, ...rest };
      const uploaded = together.client().files.upload(source, 'fine-tune', { parts });
      await assert.rejects(uploaded, { name: 'RangeError', message: 'train.jsonl cannot be read in parts' });
      assert.deepEqual(paths(), []);
    });

  it('have at most 250 parts, of equal size, however large the file is', () => {
    const partsOf = (size: number) => {
      const piece = togetherUploads.staged?.pieceSize?.(size) ?? NaN;
      return [piece, Math.ceil(size / piece)];
    };
    // As `_calculate_parts` has it.
    assert.deepEqual(partsOf(5 * gigabyte), [255652816, 21]);
    assert.deepEqual(partsOf(togetherUploads.maxBytes), [261138182, 206]);
    assert.deepEqual(partsOf(100 * gigabyte), [429496730, 250]);
    assert.deepEqual(partsOf(513 * 1024 * 1024), [179306496, 3]);
  });

  describe('do not trust', () => {
    /** Answers as `begun` says, takes anything else, and reports what it got. */
    const uploadTo = async (begun: (origin: string) => unknown, status = 200) => {
      const server = await startServer(async ({ path, headers, ...request }, response) => {
        await request.body();
        const origin = `http://${headers.host ?? ''}`;
        if (path.endsWith('/initiate')) sendJson(response, begun(origin), status);
        else response.writeHead(200, { etag: '"1"', 'content-type': 'application/json' }).end('{"id":"f"}');
      });
      try {
        const { files } = testClient(`${server.origin}/v1`, { connection: { dialect: 'together' } });
        const outcome = await files
          .upload(countedSource(250_000), 'fine-tune', { parts })
          .catch((error: unknown) => error);
        return { outcome: outcome as Error, requests: server.requests };
      } finally {
        await server.close();
      }
    };
    const ids = { upload_id: 'u', file_id: 'f' };
    const three = (fields: (number: number) => object) =>
      [1, 2, 3].map((number) => ({ PartNumber: number, ...fields(number) }));

    for (const [what, url] of [
      ['without https', 'http://storage.test/x'],
      ['of a file', 'file:///etc/passwd'],
      ['with a password', 'https://user:password@storage.test/'],
      ['that is none', 7],
      ['that is missing', undefined],
      ['without an end', `https://storage.test/${'x'.repeat(9_000)}`],
    ] as const)
      it(`an address ${what}: nothing is sent there, and the upload is aborted`, async () => {
        const { outcome, requests } = await uploadTo(() => ({ ...ids, parts: three(() => ({ URL: url })) }));
        assert.equal(outcome.name, 'InvalidRequestError');
        assert.deepEqual(
          requests.map(({ path }) => path),
          ['/v1/files/multipart/initiate', '/v1/files/multipart/abort'],
        );
        assert.deepEqual(await requests[1]?.json(), ids);
      });

    for (const [what, numbers] of [
      ['too few', [1, 2]],
      ['too many', [1, 2, 3, 4]],
      ['twice the same', [1, 2, 2]],
      ['one that is none of the file', [0, 1, 2]],
      ['ones that are no numbers', ['a', null, {}]],
    ] as const)
      it(`a list of parts with ${what}`, async () => {
        const { outcome, requests } = await uploadTo((origin) => ({
          ...ids,
          parts: numbers.map((number) => ({ PartNumber: number, URL: `${origin}/part` })),
        }));
        assert.equal(outcome.message, 'The server does not say where each part of the file goes');
        assert.equal(requests.filter(({ method }) => method === 'PUT').length, 0);
        assert.equal(requests.at(-1)?.path, '/v1/files/multipart/abort');
      });

    for (const begun of [{}, null, [], { ...ids, upload_id: '' }, { ...ids, file_id: { id: 'f' } }])
      it(`a beginning like ${JSON.stringify(begun)}`, async () => {
        const { outcome, requests } = await uploadTo(() => begun);
        assert.equal(outcome.message, 'The server does not say how the file is to be sent');
        assert.equal(requests.length, 1);
      });

    for (const id of [undefined, '', '..', 'x'.repeat(2_000)])
      it(`the file that is said to be there as “${String(id).slice(0, 9)}”`, async () => {
        const { outcome, requests } = await uploadTo(() => ({ file_id: id }), 409);
        assert.match(outcome.name, /^Invalid(Request|Response)Error$/);
        assert.equal(requests.length, 1);
      });

    it('headers that belong to the connection, nor such as are no text', async () => {
      const { outcome, requests } = await uploadTo((origin) => ({
        ...ids,
        parts: three(() => ({
          URL: `${origin}/part`,
          Headers: {
            ...{ Host: 'evil.test', 'Content-Length': '1', 'X-Amz-Acl': 'private', 'X-Number': 7 },
            // A pattern of that size, to take it out of what the storage says, would need a gigabyte.
            'X-Token': 'x'.repeat(1_000_000),
          },
        })),
      }));
      assert.ok(!(outcome instanceof Error), String(outcome));
      for (const { headers } of requests.filter(({ method }) => method === 'PUT')) {
        assert.match(headers.host ?? '', /^127\.0\.0\.1:/);
        assert.equal(headers['x-amz-acl'], 'private');
        assert.equal(headers['x-number'], undefined);
        assert.equal(headers['x-token'], undefined);
        assert.equal(headers.authorization, undefined);
      }
    });
  });
});
