import assert from 'node:assert/strict';
import {
  ApiError,
  InvalidRequestError,
  InvalidResponseError,
  maxRetryAfter,
  NetworkError,
  TimeoutError,
} from '../../../src/api/http/errors';
import { EngineError } from '../../../src/platform/engineError';
import { describeError, toFailure, toListFailure } from '../../../src/platform/failures';
import { unlessGone } from '../../../src/platform/goneFileError';

const request = { method: 'GET', url: 'https://api.example.com/v1/fine_tuning/jobs' };

describe('an error as people read it', () => {
  it('says what happened, the request id, and what to do', () => {
    const error = new ApiError('Incorrect API key provided.', request, { status: 401, requestId: 'req_1' });
    assert.equal(
      describeError('Refreshing failed', toFailure(error)),
      'Refreshing failed: Incorrect API key provided (request req_1). Set the API key of this connection again.',
    );
  });

  it('has one mark at its end, whatever the server ends with', () => {
    const said = (message: string) =>
      describeError('Refreshing failed', toFailure(new ApiError(message, request, { status: 400 })));
    for (const end of ['', '.', '!', '...'])
      assert.equal(said(`Sorry about that${end}`), 'Refreshing failed: Sorry about that.');
  });

  it('distinguishes the kinds, by class and status', () => {
    const kinds = [401, 403, 404, 429, 500, 503, 400].map(
      (status) => toFailure(new ApiError('no', request, { status })).kind,
    );
    assert.deepEqual(kinds, [
      'unauthorized',
      'forbidden',
      'missing',
      'limited',
      'server',
      'server',
      'request',
    ]);
    assert.equal(toFailure(new NetworkError('Unknown host', request)).kind, 'offline');
    assert.equal(toFailure(new TimeoutError(request, 30_000, 'idle')).kind, 'offline');
    assert.equal(
      toFailure(new InvalidResponseError('a web page', request, '<html>', null)).kind,
      'unexpected',
    );
    assert.equal(toFailure(new InvalidRequestError('The API key has a space', request)).kind, 'invalid');
    assert.equal(toFailure(new EngineError('The local engine is stopped')).kind, 'engineStopped');
    assert.equal(toFailure('a string').summary, 'a string');
  });

  it('does not blame the key for what a storage refuses, which gets none', () => {
    const signed = { ...request, isSigned: true as const };
    for (const status of [400, 401, 403, 404]) {
      const { kind, advice } = toFailure(new ApiError('No', signed, { status }));
      assert.deepEqual(
        [kind, advice],
        ['request', 'What the provider signs is valid for a while only: try again.'],
      );
    }
    assert.equal(toFailure(new ApiError('No', signed, { status: 503 })).kind, 'server');
  });

  it('says of a file that is gone what can be done, and not to refresh alone', async () => {
    const missing = new ApiError('No such thing: file-1', request, { status: 404 });
    const error: unknown = await unlessGone('file-1', Promise.reject(missing)).catch((each: unknown) => each);
    const text = describeError('Opening the file failed', toFailure(error));
    assert.match(text, /^Opening the file failed: the provider no longer has file-1\. Use the file on this/);
    const busy = new ApiError('Busy', request, { status: 503 });
    await assert.rejects(unlessGone('file-1', Promise.reject(busy)), busy);
    assert.equal(await unlessGone('file-1', Promise.resolve(1)), 1);
  });

  it('leads to the address where a list is missing: nobody deletes one', () => {
    const missing = new ApiError('Not found', request, { status: 404 });
    assert.match(toFailure(missing).advice ?? '', /deleted/);
    assert.match(toListFailure(missing).advice ?? '', /base URL .* \/v1/);
    const noModel = new ApiError('The model does not exist', request, {
      status: 404,
      code: 'model_not_found',
    });
    assert.equal(toFailure(noModel).advice, null);
    const refused = new ApiError('no', request, { status: 401 });
    assert.deepEqual(toListFailure(refused), toFailure(refused));
  });

  it('names the host that cannot be reached and the seconds to wait', () => {
    assert.match(toFailure(new NetworkError('Unknown host', request)).advice ?? '', /api\.example\.com/);
    const limited = new ApiError('slow', request, { status: 429, retryAfter: 12_400 });
    assert.match(toFailure(limited).advice ?? '', /wait 13 s/);
    const long = { retryAfter: maxRetryAfter };
    for (const status of [429, 503])
      assert.match(
        toFailure(new ApiError('slow', request, { status, ...long })).advice ?? '',
        /wait an hour/,
      );
  });

  it('keeps a server’s long message short and on one line', () => {
    const { summary } = toFailure(new ApiError(`a\nb ${'x'.repeat(1_000)}`, request, { status: 400 }));
    assert.equal(summary.length, 300);
    assert.ok(summary.startsWith('a b xx'));
  });
});
