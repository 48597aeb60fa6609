import assert from 'node:assert/strict';
import { emptyPage, type Page, Pages } from '../../../../src/api/paging/pages';
import { OlderPages } from '../../../../src/jobs/provider/olderPages';
import { until } from '../../../support/eventually';
import { testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';

const client = testClient('http://127.0.0.1:1/v1');

describe('OlderPages', () => {
  let lists: string[];
  let signals: (AbortSignal | undefined)[];
  let known: string[];
  let fetch: (cursor: string | null) => Promise<Page<string>>;
  let clock: TestClock;
  let older: OlderPages<string>;

  /** Pages `a` to `c`, of two items each. */
  const pageAt = (cursor: string | null): Page<string> => ({
    ...emptyPage,
    items: [`${cursor ?? ''}1`, `${cursor ?? ''}2`],
    cursor: cursor === 'a' ? 'b' : cursor === 'b' ? 'c' : null,
  });

  beforeEach(() => {
    lists = [];
    signals = [];
    known = [];
    fetch = (cursor) => Promise.resolve(pageAt(cursor));
    clock = new TestClock(0, 1_000);
    older = new OlderPages(
      (_, after) => {
        lists.push(after);
        return new Pages(
          (cursor, options) => {
            signals.push(options?.signal);
            return fetch(cursor);
          },
          { after, identify: (item) => item, clock },
        );
      },
      () => known,
      { interval: 250 },
    );
  });

  it('are none until a cursor is given', async () => {
    assert.equal(older.hasMore, false);
    assert.equal(await older.next(client), null);
    assert.deepEqual(lists, []);
  });

  it('come one by one, with a pause between, to the end', async () => {
    older.beginAt('a');
    const pages: (readonly string[] | undefined)[] = [];
    while (older.hasMore) pages.push((await older.next(client))?.items);
    assert.deepEqual(pages, [
      ['a1', 'a2'],
      ['b1', 'b2'],
      ['c1', 'c2'],
    ]);
    assert.deepEqual(clock.pauses, [250, 250]);
    assert.equal(older.stop, null);
    assert.equal(await older.next(client), null);
    assert.deepEqual(lists, ['a']);
  });

  it('go on from the same place where the client is another one', async () => {
    older.beginAt('a');
    await older.next(client);
    await older.next(testClient('http://127.0.0.1:2/v1'));
    assert.deepEqual(lists, ['a', 'b']);
    assert.equal(older.cursor, 'c');
  });

  it('end where a page holds nothing but what is known already', async () => {
    known = ['a1', 'a2'];
    older.beginAt('a');
    await older.next(client);
    assert.equal(older.hasMore, false);
    assert.equal(older.stop, 'repeats');
    older.beginAt('b');
    assert.equal(older.stop, null);
  });

  it('are requested with the signal of whoever wants them', async () => {
    const { signal } = new AbortController();
    older.beginAt('a');
    await older.next(client, signal);
    await older.next(client);
    assert.deepEqual(signals, [signal, undefined]);
  });

  it('stay where they were begun again while a page was on its way', async () => {
    let respond: () => void = () => undefined;
    fetch = (cursor) =>
      new Promise((resolve) => {
        respond = () => {
          resolve(pageAt(cursor));
        };
      });
    older.beginAt('a');
    const late = older.next(client);
    await until(() => signals.length === 1);
    older.beginAt('z');
    respond();
    assert.equal(await late, null, 'it is not the page that is next');
    assert.equal(older.cursor, 'z');
  });
});
