import assert from 'node:assert/strict';
import type { FineTuningClient } from '../../../../src/api/client';
import { FineTuningEvent } from '../../../../src/api/wire/event';
import { JobEvents } from '../../../../src/jobs/provider/jobEvents';
import { sendJson, startServer, type TestServer } from '../../../support/httpServer';
import { instantRetries, testClient } from '../../../support/testClient';
import type { TestClock } from '../../../support/testClock';

const wire = (number: number) => ({ id: `e-${String(number)}`, created_at: number, message: 'A line' });
const event = (number: number) => FineTuningEvent.parse(wire(number));
/** Events of these numbers, newest first. */
const numbers = (newest: number, count: number) => Array.from({ length: count }, (_, at) => newest - at);

describe('JobEvents', () => {
  let server: TestServer;
  /** What the server has, newest first. */
  let there: number[];
  /** Events that the server sends at a time, whatever is requested. */
  let perPage: number;
  let pauses: TestClock;
  let client: FineTuningClient;
  let log: JobEvents;
  const { signal } = new AbortController();
  const ids = () => log.all.map(({ id }) => id);
  const idsOf = (each: readonly number[]) => each.map((number) => `e-${String(number)}`);

  beforeEach(async () => {
    there = [];
    perPage = 100;
    server = await startServer(({ query }, response) => {
      const after = query.get('after');
      const start = after === null ? 0 : there.findIndex((number) => `e-${String(number)}` === after) + 1;
      sendJson(response, {
        data: there.slice(start, start + perPage).map(wire),
        has_more: start + perPage < there.length,
      });
    });
    pauses = instantRetries();
    client = testClient(`${server.origin}/v1`, { clock: pauses });
    log = new JobEvents('job');
  });

  afterEach(() => server.close());

  it('are requested a hundred at a time', async () => {
    there = numbers(250, 250);
    await log.fetchNewer(client, signal);
    await log.fetchOlder(client, signal);
    assert.deepEqual(
      server.requests.map(({ query }) => query.get('limit')),
      ['100', '100'],
    );
  });

  it('that are older are requested with a pause between two pages', async () => {
    there = numbers(250, 250);
    perPage = 50;
    await log.fetchNewer(client, signal);
    await log.fetchOlder(client, signal);
    await log.fetchOlder(client, signal);
    assert.deepEqual(pauses.pauses, [250]);
  });

  it('are kept where the server has dropped all that were known', async () => {
    there = numbers(2, 2);
    await log.fetchNewer(client, signal);
    there = numbers(4, 2);
    const { events, isReset } = await log.fetchNewer(client, signal);
    assert.equal(events.length, 2);
    assert.equal(isReset, false);
    assert.deepEqual(ids(), idsOf([4, 3, 2, 1]));
  });

  it('take the place of those known where too many came to join them', async () => {
    there = [1];
    await log.fetchNewer(client, signal);
    there = numbers(2_000, 2_000);
    const { events, isReset } = await log.fetchNewer(client, signal);
    assert.equal(events.length, 1_000);
    assert.equal(isReset, true);
    assert.equal(log.hasOlder, true);
    assert.deepEqual(ids(), idsOf(numbers(2_000, 1_000)));
  });

  it('that come with the job itself are added where they are new', () => {
    assert.deepEqual(log.take([event(2), event(1)]), { events: [event(2), event(1)], isReset: false });
    assert.deepEqual(log.take([event(3), event(2), event(1)]).events, [event(3)]);
    assert.deepEqual(ids(), idsOf([3, 2, 1]));
    assert.equal(log.hasOlder, false);
    assert.equal(log.problem, null);
  });

  it('are at most 20,000, the newest', () => {
    log.take(numbers(20_001, 20_001).map(event));
    assert.equal(log.all.length, 20_000);
    assert.equal(log.all[0]?.id, 'e-20001');
  });

  it('that are older are not loaded beyond 20,000, which is said', async () => {
    there = numbers(250, 250);
    await log.fetchNewer(client, signal);
    log.take(numbers(30_000, 19_899).map(event));
    assert.equal(log.hasOlder, true);
    assert.equal(log.problem, null);
    log.take([event(30_001)]);
    assert.equal(log.hasOlder, false);
    assert.equal(log.problem, 'Only the newest 20,000 events are loaded.');
    assert.deepEqual(await log.fetchOlder(client, signal), []);
    assert.equal(server.requests.length, 1);
  });

  it('end where a page brings nothing new although there should be more, which is said', async () => {
    there = [2, 1, 1, 2, 0];
    perPage = 2;
    await log.fetchNewer(client, signal);
    assert.deepEqual(await log.fetchOlder(client, signal), []);
    assert.equal(log.hasOlder, false);
    assert.equal(
      log.problem,
      'The server repeats itself: it sends no older events, although it says that there are some.',
    );
  });

  it('are not requested once nobody waits', async () => {
    there = numbers(250, 250);
    await assert.rejects(log.fetchNewer(client, AbortSignal.abort()), { name: 'AbortError' });
    await log.fetchNewer(client, signal);
    await assert.rejects(log.fetchOlder(client, AbortSignal.abort()), { name: 'AbortError' });
    assert.equal(server.requests.length, 1);
  });
});
