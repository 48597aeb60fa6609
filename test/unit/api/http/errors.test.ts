import assert from 'node:assert/strict';
import {
  ApiError,
  InvalidRequestError,
  InvalidResponseError,
  isCancelled,
  NetworkError,
  RequestError,
  TimeoutError,
} from '../../../../src/api/http/errors';

const request = { method: 'GET', url: 'https://example.com/v1/jobs' };

describe('errors of requests', () => {
  it('carry their name, their message and their request', () => {
    const all = [
      new InvalidRequestError('no', request),
      new ApiError('no', request, { status: 400 }),
      new NetworkError('no', request),
      new TimeoutError(request, 1_000, 'idle'),
      new InvalidResponseError('no', request, '', null),
    ];
    assert.deepEqual(
      all.map(({ name }) => name),
      ['InvalidRequestError', 'ApiError', 'NetworkError', 'TimeoutError', 'InvalidResponseError'],
    );
    for (const error of all) {
      assert.ok(error instanceof RequestError && error instanceof Error);
      assert.equal(error.request, request);
    }
  });

  it('carry their cause', () => {
    const cause = new Error('cause');
    assert.equal(new InvalidRequestError('no', request, { cause }).cause, cause);
    assert.equal(new NetworkError('no', request, { cause }).cause, cause);
    assert.equal(new InvalidResponseError('no', request, '', null, { cause }).cause, cause);
  });
});

describe('ApiError', () => {
  it('has nulls for what the server did not say', () => {
    const { message, status, code, type, param, requestId, retryAfter, shouldRetry } = new ApiError(
      'no',
      request,
      { status: 400 },
    );
    assert.deepEqual(
      { message, status, code, type, param, requestId, retryAfter, shouldRetry },
      {
        ...{ message: 'no', status: 400, code: null, type: null, param: null },
        ...{ requestId: null, retryAfter: null, shouldRetry: null },
      },
    );
  });

  it('has what the server said', () => {
    const facts = { status: 429, code: 'c', type: 't', param: 'p', requestId: 'r' };
    const { status, code, type, param, requestId, retryAfter, shouldRetry } = new ApiError('no', request, {
      ...facts,
      ...{ retryAfter: 0, shouldRetry: false },
    });
    assert.deepEqual({ status, code, type, param, requestId }, facts);
    assert.deepEqual([retryAfter, shouldRetry], [0, false]);
  });
});

describe('NetworkError', () => {
  it('may have arrived unless it says otherwise', () => {
    assert.equal(new NetworkError('no', request).mayHaveArrived, true);
    assert.equal(new NetworkError('no', request).code, null);
    const known = new NetworkError('no', request, { code: 'ENOTFOUND', mayHaveArrived: false });
    assert.deepEqual([known.code, known.mayHaveArrived], ['ENOTFOUND', false]);
  });
});

describe('TimeoutError', () => {
  it('says which limit was passed, in seconds', () => {
    assert.equal(new TimeoutError(request, 1_500, 'idle').message, 'No response within 1.5 s');
    assert.equal(
      new TimeoutError(request, 120_000, 'whole').message,
      'The server did not finish its response within 120 s',
    );
  });
});

describe('isCancelled', () => {
  it('knows the reason of the operation’s own signal', () => {
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    assert.equal(isCancelled(reason, signal), true);
    assert.equal(isCancelled(new Error('enough'), signal), false);
    assert.equal(isCancelled(undefined, new AbortController().signal), false);
    assert.equal(isCancelled(reason), false);
  });

  it('knows an abort whoever made it', () => {
    assert.equal(isCancelled(new DOMException('stopped', 'AbortError')), true);
    assert.equal(isCancelled({ name: 'AbortError' }), false);
  });
});
