import assert from 'node:assert/strict';
import { KeptStreams } from '../../../../src/jobs/provider/keptStreams';
import { TestClock } from '../../../support/testClock';

describe('streams that are read while no page shows their jobs', () => {
  let clock: TestClock;
  /** Those that are read, each with what ends it. */
  let open: Map<string, (isEnded: boolean) => void>;
  let begun: string[];
  let failing: Set<string>;
  let unreadable: Set<string>;
  let ended: number;
  let streams: KeptStreams;

  beforeEach(() => {
    clock = new TestClock();
    [open, begun, failing, unreadable] = [new Map(), [], new Set(), new Set()];
    ended = 0;
    streams = new KeptStreams(
      detailsOf,
      (id) => failing.has(id),
      clock,
      () => ended++,
    );
  });

  function detailsOf(id: string) {
    return {
      forgive: () => undefined,
      refresh: () => (unreadable.has(id) ? Promise.reject(new Error('refused')) : Promise.resolve()),
      follow: (signal: AbortSignal) =>
        new Promise<boolean>((resolve) => {
          begun.push(id);
          open.set(id, resolve);
          signal.addEventListener('abort', () => {
            open.delete(id);
            resolve(false);
          });
        }),
    };
  }

  /** Which are read after a poll that found these jobs active. */
  async function keep(ids: string): Promise<string> {
    streams.keep(Array.from(ids));
    await new Promise(setImmediate);
    return [...open.keys()].sort().join('');
  }

  async function end(id: string): Promise<void> {
    open.get(id)?.(true);
    open.delete(id);
    await new Promise(setImmediate);
  }

  it('are the first ones, and those that come next once one is over', async () => {
    assert.equal(await keep('abcdef'), 'abcd');
    open.get('b')?.(true);
    open.delete('b');
    assert.equal(await keep('abcdef'), 'acd');
    assert.equal(await keep('abcdef'), 'acde');
    assert.equal(await keep('acdef'), 'acde');
    assert.equal(begun.join(''), 'abcde');
  });

  it('make room for others when they fail, and are tried again later', async () => {
    await keep('abcdef');
    failing = new Set('abcd');
    assert.equal(await keep('abcdef'), 'abef');
    clock.advance(6 * 60_000);
    failing = new Set('ab');
    assert.equal(await keep('abcdef'), 'cdef');
  });

  it('are read again some time after they were refused, and not before', async () => {
    await keep('abcdef');
    failing = new Set('a');
    await end('a');
    assert.equal(ended, 0);
    assert.equal(await keep('abcdef'), 'bcde');
    assert.equal(await keep('ab'), 'b');
    failing.clear();
    clock.advance(6 * 60_000);
    assert.equal(await keep('ab'), 'ab');
    await end('a');
    assert.equal(ended, 1);
    clock.advance(6 * 60_000);
    assert.equal(await keep('ab'), 'b');
  });

  it('make room when their jobs cannot be read', async () => {
    unreadable = new Set('abcd');
    assert.equal(await keep('abcdef'), '');
    assert.equal(await keep('abcdef'), 'ef');
  });

  it('stay where no others wait', async () => {
    await keep('ab');
    failing = new Set('a');
    assert.equal(await keep('ab'), 'ab');
    assert.equal(begun.join(''), 'ab');
  });
});
