import assert from 'node:assert/strict';
import { ApiError, InvalidRequestError, NetworkError, TimeoutError } from '../../../../src/api/http/errors';
import { pauseBefore, withRetries } from '../../../../src/api/http/retry';
import { TestClock } from '../../../support/testClock';

const request = { method: 'GET', url: 'https://example.com' };
const network = new NetworkError('cut', request);
const refusal = (facts: Partial<ConstructorParameters<typeof ApiError>[2]>) =>
  new ApiError('no', request, { status: 500, ...facts });
const pause = (error: unknown, tried = 0, random = 1) => pauseBefore(error, tried, () => random);

describe('pauseBefore', () => {
  it('doubles from half a second to eight seconds', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((tried) => pause(network, tried)),
      [500, 1_000, 2_000, 4_000, 8_000, 8_000],
    );
  });

  it('is a quarter shorter at random', () => {
    assert.deepEqual(
      [0, 0.5, 1].map((random) => pause(network, 0, random)),
      [375, 437.5, 500],
    );
  });

  it('is what the server wants', () => {
    assert.equal(pause(refusal({ retryAfter: 7_000 }), 3), 7_000);
    assert.equal(pause(refusal({ retryAfter: 0 })), 0);
  });

  it('is none where trying again would not help', () => {
    for (const error of [
      ...[400, 401, 404, 407, 409, 428, 430, 499].map((status) => refusal({ status })),
      ...[refusal({ status: 429, code: 'insufficient_quota' }), refusal({ shouldRetry: false })],
      ...[
        new TimeoutError(request, 1, 'whole'),
        new InvalidRequestError('no', request),
        new Error('no'),
        'no',
      ],
    ])
      assert.equal(pause(error), null, String(error));
  });

  it('is there where the failure passes', () => {
    for (const error of [
      ...[408, 429, 500, 503].map((status) => refusal({ status })),
      ...[refusal({ status: 400, shouldRetry: true }), network, new TimeoutError(request, 1, 'idle')],
    ])
      assert.equal(pause(error), 500, String(error));
  });
});

describe('withRetries', () => {
  const policy = (retries: number) => ({ retries, clock: new TestClock(0, 1_000_000), random: () => 1 });
  const counting = (errors: readonly unknown[]) => {
    const tries: number[] = [];
    const attempt = (tried: number) => {
      tries.push(tried);
      const error = errors[tried];
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what an attempt throws
      return error === undefined ? Promise.resolve('done') : Promise.reject(error);
    };
    return { tries, attempt };
  };

  it('reports to each attempt how often it was tried before', async () => {
    const { tries, attempt } = counting([network, network]);
    assert.equal(await withRetries(policy(2), attempt), 'done');
    assert.deepEqual(tries, [0, 1, 2]);
  });

  it('throws the last failure after so many retries', async () => {
    const last = new NetworkError('last', request);
    const { tries, attempt } = counting([network, last, network]);
    await assert.rejects(withRetries(policy(1), attempt), last);
    assert.deepEqual(tries, [0, 1]);
  });

  it('throws at once what does not pass, or wants more than 20 seconds', async () => {
    for (const error of [new Error('no'), refusal({ retryAfter: 20_001 })]) {
      const { tries, attempt } = counting([error]);
      await assert.rejects(withRetries(policy(2), attempt), error);
      assert.deepEqual(tries, [0]);
    }
    const { tries, attempt } = counting([refusal({ retryAfter: 20_000 })]);
    await withRetries(policy(2), attempt);
    assert.deepEqual(tries, [0, 1]);
  });

  it('ends with the pause when nobody waits any more', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const { tries, attempt } = counting([network]);
    await assert.rejects(withRetries(policy(2), attempt, signal), /enough/);
    assert.deepEqual(tries, [0]);
  });
});
