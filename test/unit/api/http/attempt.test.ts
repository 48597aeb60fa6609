import assert from 'node:assert/strict';
import { Attempt } from '../../../../src/api/http/attempt';
import { InvalidRequestError, NetworkError, TimeoutError } from '../../../../src/api/http/errors';
import { TestClock } from '../../../support/testClock';

const request = { method: 'GET', url: 'https://example.com' };

describe('Attempt', () => {
  let clock: TestClock;
  let outer: AbortController;
  const begin = (signal: AbortSignal | undefined = outer.signal) =>
    new Attempt(request, (text) => text, clock, { idle: 100, whole: null }, signal);

  beforeEach(() => {
    clock = new TestClock();
    outer = new AbortController();
  });

  it('ends with the signal of the caller, for its reason', async () => {
    const reason = new Error('enough');
    const before = begin();
    outer.abort(reason);
    assert.equal(before.signal.reason, reason);
    assert.equal(begin().signal.reason, reason);
    assert.equal(await before.explain(new TypeError('fetch failed')), reason);
  });

  it('needs no signal of the caller', () => {
    const attempt = begin(undefined);
    attempt.close();
    assert.equal(attempt.signal.aborted, false);
  });

  it('does not end with the caller any more once it is closed, nor with the time', () => {
    const attempt = begin();
    attempt.close();
    outer.abort();
    clock.advance(1_000);
    assert.equal(attempt.signal.aborted, false);
    assert.equal(clock.sleeping, 0);
  });

  it('ends where the server is silent too long, but not while nobody waits for it', () => {
    const attempt = begin();
    clock.advance(60);
    attempt.heard();
    clock.advance(60);
    attempt.sent();
    clock.advance(60);
    attempt.pause();
    clock.advance(1_000);
    attempt.resume();
    clock.advance(99);
    assert.equal(attempt.signal.aborted, false);
    clock.advance(1);
    assert.ok(attempt.signal.reason instanceof TimeoutError);
    assert.equal(attempt.signal.reason.limit, 'idle');
  });

  it('ends where the rest takes too long, however lively the server is', () => {
    const attempt = begin();
    attempt.limitRest(150);
    clock.advance(90);
    attempt.heard();
    clock.advance(60);
    assert.ok(attempt.signal.reason instanceof TimeoutError);
    assert.equal(attempt.signal.reason.limit, 'whole');
  });

  it('is lost where it is abandoned', () => {
    const attempt = begin();
    attempt.isKeptOpen = true;
    const reason = new Error('refused');
    attempt.abandon(reason);
    assert.equal(attempt.isKeptOpen, false);
    assert.equal(attempt.signal.reason, reason);
  });

  it('went wrong for what could not be read, and not for the connection that broke by it', async () => {
    const attempt = begin();
    const first = new Error('no such file');
    attempt.failed(first);
    attempt.failed(new Error('later'));
    assert.equal(await attempt.explain(new TypeError('fetch failed')), first);
  });

  it('went wrong for the connection where nothing else is known', async () => {
    assert.ok((await begin().explain(new TypeError('fetch failed'))) instanceof NetworkError);
    const known = new InvalidRequestError('no', request);
    assert.equal(await begin().explain(known), known);
  });
});
