import assert from 'node:assert/strict';
import { ApiError, InvalidRequestError, NetworkError, NoKeyError } from '../../../../src/api/http/errors';
import { type Part, PartialFetches } from '../../../../src/jobs/provider/partialFetches';

const request = { method: 'GET', url: 'https://example.com' };
const { signal } = new AbortController();
const events: Part = { kind: 'events' };
const checkpoints: Part = { kind: 'checkpoints' };
const file: Part = { kind: 'file', id: 'file-a' };

describe('PartialFetches', () => {
  let parts: PartialFetches;
  const fail = (what: Part, error: unknown): Promise<unknown> =>
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever is thrown
    parts.fetch(what, () => Promise.reject(error), signal);

  beforeEach(() => {
    parts = new PartialFetches();
  });

  it('give what was fetched', async () => {
    assert.equal(await parts.fetch(events, () => Promise.resolve(7), signal), 7);
    assert.deepEqual(parts.problems, []);
    assert.equal(parts.isWorthRetrying, false);
    assert.equal(parts.hasFailedForGood(events), false);
  });

  it('say in a sentence what could not be fetched, and why', async () => {
    assert.equal(await fail(events, new Error('No time.')), undefined);
    await fail(file, new ApiError('gone', request, { status: 404 }));
    await fail(checkpoints, 'odd');
    assert.deepEqual(parts.problems, [
      'Could not fetch the events: No time.',
      'Could not fetch the file file-a: the provider no longer has it.',
      'Could not fetch the checkpoints: odd.',
    ]);
  });

  it('forget a problem once it is fetched', async () => {
    await fail(events, new Error('no'));
    await parts.fetch(events, () => Promise.resolve(7), signal);
    assert.deepEqual(parts.problems, []);
  });

  it('take a refusal for final', async () => {
    const refused = (status: number) => new ApiError('no', request, { status });
    for (const error of [
      ...[400, 403, 404, 499].map(refused),
      ...[new RangeError('too large'), new InvalidRequestError('no', request)],
    ]) {
      parts.forgive();
      await fail(events, error);
      assert.equal(parts.hasFailedForGood(events), true, String(error));
      assert.equal(parts.isWorthRetrying, false);
    }
  });

  it('try again what may go well the next time', async () => {
    const refused = (status: number) => new ApiError('no', request, { status });
    for (const error of [
      ...[302, 401, 408, 429, 500].map(refused),
      ...[new NetworkError('cut', request), new NoKeyError('gcloud', request), new Error('no')],
    ]) {
      parts.forgive();
      await fail(events, error);
      assert.equal(parts.hasFailedForGood(events), false, String(error));
      assert.equal(parts.isWorthRetrying, true);
    }
  });

  it('are worth retrying where one of them is', async () => {
    await fail(file, new RangeError('too large'));
    await fail(events, new Error('no'));
    assert.equal(parts.isWorthRetrying, true);
  });

  it('are all tried again once they are forgiven', async () => {
    await fail(file, new RangeError('too large'));
    parts.forgive();
    assert.equal(parts.hasFailedForGood(file), false);
    assert.deepEqual(parts.problems, []);
  });

  it('pass on an abort, and keep no problem of it', async () => {
    const reason = new Error('enough');
    const aborted = AbortSignal.abort(reason);
    await assert.rejects(
      parts.fetch(events, () => Promise.reject(reason), aborted),
      reason,
    );
    assert.deepEqual(parts.problems, []);
  });
});
