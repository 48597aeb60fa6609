import assert from 'node:assert/strict';
import { ApiError } from '../../../../src/api/http/errors';
import { Poller } from '../../../../src/jobs/provider/poller';
import { until } from '../../../support/eventually';
import { TestClock } from '../../../support/testClock';

const request = { method: 'GET', url: 'http://127.0.0.1/v1' };

describe('Poller', () => {
  let clock: TestClock;
  let polls: number;
  let activeJobs: number;
  let poll: (signal: AbortSignal) => Promise<boolean>;
  let poller: Poller;

  beforeEach(() => {
    clock = new TestClock();
    polls = 0;
    activeJobs = 1;
    poll = () => Promise.resolve(true);
    poller = new Poller(
      {
        poll: (signal) => {
          polls++;
          return poll(signal);
        },
        pollInputs: () => ({ activeJobs, unknownJobs: 0 }),
      },
      clock,
    );
  });

  afterEach(() => {
    poller.dispose();
  });

  const settled = () => until(() => clock.sleeping === 1);
  /** Lets the time pass, and whoever it wakes act. */
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
  };

  it('polls at once when somebody watches, then again after the pause', async () => {
    poller.watch();
    assert.equal(polls, 1);
    await settled();
    await pass(2_999);
    assert.equal(polls, 1);
    await pass(1);
    await until(() => polls === 2);
  });

  it('polls again at once, also while a poll hangs, whose response nobody waits for any more', async () => {
    const signals: AbortSignal[] = [];
    const failures: unknown[] = [];
    poller.onDidFail((error) => failures.push(error));
    poll = (signal) => {
      signals.push(signal);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    };
    poller.watch();
    poll = () => Promise.resolve(true);
    await poller.pollAgain();
    assert.equal(polls, 2);
    assert.equal(signals[0]?.aborted, true);
    assert.deepEqual(failures, []);
    await settled();
    await pass(2_999);
    assert.equal(polls, 2);
  });

  it('ends the poll that was requested on abort, which is no failure, and polls on after the pause', async () => {
    const failures: unknown[] = [];
    poller.onDidFail((error) => failures.push(error));
    poller.watch();
    await settled();
    poll = (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    const cancel = new AbortController();
    const polling = poller.pollAgain(cancel.signal);
    await until(() => polls === 2);
    cancel.abort();
    await polling;
    assert.deepEqual(failures, []);
    poll = () => Promise.resolve(true);
    await settled();
    await pass(3_000);
    await until(() => polls === 3);
  });

  it('does not poll where it was aborted before it began', async () => {
    await poller.pollAgain(AbortSignal.abort());
    assert.equal(polls, 0);
  });

  it('keeps its pause when the clock is set back', async () => {
    poller.watch();
    await settled();
    clock.setBack(86_400_000);
    poller.expectChange();
    await settled();
    await pass(3_000);
    await until(() => polls === 2);
  });

  it('asks for nothing when nobody watches and no job is active', async () => {
    activeJobs = 0;
    const watch = poller.watch();
    await settled();
    watch.dispose();
    await until(() => clock.sleeping === 0);
    await pass(3_600_000);
    assert.equal(polls, 1);
  });

  it('goes on after a rejection, later and later, and reports it', async () => {
    const failures: unknown[] = [];
    poller.onDidFail((error) => failures.push(error));
    poll = () => Promise.reject(new Error('offline'));
    poller.watch();
    await settled();
    await pass(5_000);
    await until(() => polls === 2 && clock.sleeping === 1);
    await pass(9_999);
    assert.equal(polls, 2);
    poll = () => Promise.resolve(true);
    await pass(1);
    await until(() => polls === 3 && clock.sleeping === 1);
    assert.equal(failures.length, 2);
    await pass(3_000);
    await until(() => polls === 4);
  });

  it('polls at once when the server that failed has answered something else', async () => {
    poll = () => Promise.reject(new Error('offline'));
    poller.watch();
    for (const [count, milliseconds] of [5_000, 10_000, 20_000].entries()) {
      await settled();
      await pass(milliseconds);
      await until(() => polls === count + 2 && clock.sleeping === 1);
    }
    assert.equal(poller.retryIn, 40_000);
    await pass(3_000);
    poll = () => Promise.resolve(true);
    poller.heard();
    assert.equal(polls, 5);
    await settled();
    assert.equal(poller.retryIn, null);
    await pass(3_000);
    await until(() => polls === 6);
  });

  it('still waits longer and longer for polls that fail alone', async () => {
    const waits: (number | null)[] = [];
    poll = () => Promise.reject(new Error('offline'));
    poller.onDidFail(() => {
      poller.heard(); // as when a page requests its job at each failure
      waits.push(poller.retryIn);
    });
    poller.watch();
    for (let count = 1; count <= 8; count++) {
      await until(() => polls === count && clock.sleeping === 1);
      await pass(poller.retryIn ?? 0);
    }
    const seconds = waits.map((each) => (each ?? 0) / 1_000);
    assert.deepEqual(seconds.slice(0, 8), [5, 5, 10, 10, 20, 20, 40, 40]);
  });

  it('keeps to the pause that the server requested, whatever else it answers', async () => {
    poll = () => Promise.reject(new Error('offline'));
    poller.watch();
    await settled();
    await poller.pollNow();
    poll = () => Promise.reject(new ApiError('slow down', request, { status: 429, retryAfter: 77_000 }));
    await poller.pollNow();
    await pass(70_000);
    poller.heard();
    assert.equal(poller.retryIn, 7_000);
  });

  it('survives a poll that throws instead of rejecting', async () => {
    poll = () => {
      throw new Error('a bug');
    };
    poller.watch();
    await settled();
    await pass(5_000);
    await until(() => polls === 2);
  });

  it('waits as long as the server asks', async () => {
    poll = () => Promise.reject(new ApiError('slow down', request, { status: 429, retryAfter: 77_000 }));
    poller.watch();
    await settled();
    await pass(76_999);
    assert.equal(polls, 1);
    await pass(1);
    await until(() => polls === 2);
  });

  it('has one request under way, however often it is asked', async () => {
    let answer: (isNew: boolean) => void = () => undefined;
    poll = () => new Promise((resolve) => (answer = resolve));
    poller.watch();
    void poller.pollNow();
    void poller.pollNow();
    assert.equal(polls, 1);
    answer(true);
    await settled();
    assert.equal(polls, 1);
  });

  it('ends with its owner: the request is aborted and nothing follows', async () => {
    let aborted = false;
    poll = (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(signal.reason as Error);
        });
      });
    poller.watch();
    poller.dispose();
    assert.equal(aborted, true);
    await poller.pollNow();
    await pass(3_600_000);
    assert.equal(polls, 1);
  });

  it('polls at once when the window gets the focus back', async () => {
    poller.setFocused(false);
    poller.watch();
    await settled();
    await pass(3_000);
    poller.setFocused(true);
    assert.equal(polls, 2);
  });

  it('does not poll again for who comes just after a poll', async () => {
    poller.watch().dispose();
    await settled();
    await pass(2_999);
    poller.watch();
    poller.setFocused(false);
    poller.setFocused(true);
    assert.equal(polls, 1);
    await pass(3_000);
    await until(() => polls === 2);
  });

  it('keeps to the pause that the server requested, whoever comes meanwhile', async () => {
    poll = () => Promise.reject(new ApiError('slow down', request, { status: 429, retryAfter: 77_000 }));
    const watch = poller.watch();
    await settled();
    await pass(70_000);
    watch.dispose();
    poller.watch();
    poller.setFocused(false);
    poller.setFocused(true);
    assert.equal(polls, 1);
    await pass(6_999);
    assert.equal(polls, 1);
    await pass(1);
    await until(() => polls === 2);
  });

  it('polls again when what is under way began before a change', async () => {
    const responses: (() => void)[] = [];
    poll = () =>
      new Promise((resolve) =>
        responses.push(() => {
          resolve(true);
        }),
      );
    poller.watch();
    const again = poller.pollAgain();
    responses[0]?.();
    await until(() => polls === 2);
    responses[1]?.();
    await again;
    assert.equal(polls, 2);
  });

  it('polls later and later while nothing changes, until something is expected', async () => {
    poll = () => Promise.resolve(false);
    poller.watch();
    await settled();
    await pass(4_499);
    assert.equal(polls, 1);
    await pass(1);
    assert.equal(polls, 2);
    await pass(6_749);
    assert.equal(polls, 2);
    poller.expectChange();
    await pass(2_999);
    assert.equal(polls, 2);
    await pass(1);
    assert.equal(polls, 3);
  });

  it('polls for the first who watches, and not for a second', async () => {
    poll = () => Promise.resolve(false);
    poller.watch();
    await settled();
    await pass(4_000);
    poller.watch();
    assert.equal(polls, 1);
    await pass(500);
    assert.equal(polls, 2);
  });

  it('keeps its pace while one of two watches, however often the other stops', async () => {
    const first = poller.watch();
    poller.watch();
    await settled();
    await pass(2_000);
    first.dispose();
    first.dispose();
    assert.equal(poller.isWatched, true);
    await pass(1_000);
    assert.equal(polls, 2);
  });

  it('does not poll when the window loses the focus, or is said to have it again', async () => {
    poll = () => Promise.resolve(false);
    poller.watch();
    await settled();
    await pass(4_000);
    poller.setFocused(true);
    poller.setFocused(false);
    await pass(0);
    assert.equal(polls, 1);
  });

  it('does not poll for a window that gets the focus where nothing needs it', async () => {
    activeJobs = 0;
    poller.watch().dispose();
    await until(() => clock.sleeping === 0);
    await pass(60_000);
    poller.setFocused(false);
    poller.setFocused(true);
    assert.equal(polls, 1);
  });

  it('plans no poll while one is under way, or after its end', async () => {
    poll = () => new Promise(() => undefined);
    poller.watch();
    poller.expectChange();
    assert.equal(clock.sleeping, 0);
    poller.dispose();
    poller.expectChange();
    assert.equal(clock.sleeping, 0);
    await poller.pollNow();
    assert.equal(polls, 1);
  });

  it('reports each poll that succeeded', async () => {
    let succeeded = 0;
    poller.onDidPoll(() => succeeded++);
    await poller.pollNow();
    poll = () => Promise.reject(new Error('offline'));
    await poller.pollNow();
    assert.equal(succeeded, 1);
  });
});
