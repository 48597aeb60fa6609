import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DialectId } from '../../../src/api/connection';
import { dialects } from '../../support/dialects';
import { plainly } from '../../support/hostile/answers';
import { assertDocumented } from '../../support/hostile/checks';
import { type CursorHabit, cursorHabits } from '../../support/hostile/cursors';
import { type ReaderName, readers } from '../../support/hostile/endless';
import { type HostileServer, startHostileServer } from '../../support/hostile/hostileServer';
import type { ItemPlan } from '../../support/hostile/items';
import { raw } from '../../support/hostile/raw';
import { settings } from '../../support/hostile/runs';
import { hostileValues } from '../../support/hostile/spices';
import { World } from '../../support/hostile/world';

const good: readonly ItemPlan[] = Array.from({ length: 7 }, () => ({ kind: 'good', status: 'paused' }));
/** One for each way in which providers give lists in pages. */
const dialectIds: readonly DialectId[] = ['openai', 'mistral', 'fireworks', 'together'];
/** Pages of twelve that hold as many checkpoints as a page shows. */
const checkpointPages = 100;
/** Requests, beside those of a list's pages, of the reader that makes most of them. */
const others = 30;
/** Pages after which a server that repeats itself is found out, of each list that a reader reads. */
const soon = 40;

describe('a list that does not end', () => {
  let server: HostileServer;
  before(async () => {
    server = await startHostileServer();
  });
  after(() => server.close());

  async function read(dialect: DialectId, reader: ReaderName, habit: CursorHabit, oddity = raw('null')) {
    const content = raw('');
    const scenario = { dialect, items: good, habit, oddity, answers: [plainly], content, steps: [] };
    const world = new World(server, scenario);
    const signal = world.begin({ cancelledAfter: null });
    try {
      await readers[reader](world, signal);
    } catch (error) {
      assertDocumented(error, signal);
    } finally {
      world.dispose();
    }
    return world;
  }

  const readerNames = Object.keys(readers) as ReaderName[]; // its keys, no others
  const finite = cursorHabits.filter((habit) => habit !== 'fresh');

  it('is left after a few pages where a server repeats itself, has nothing more or sends nonsense', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...dialectIds),
        fc.constantFrom(...readerNames),
        fc.constantFrom(...finite),
        hostileValues,
        async (dialect, reader, habit, oddity) => {
          const { exchanged } = await read(dialect, reader, habit, oddity);
          const max = soon * dialects[dialect].routes.jobs.length + others;
          assert.ok(exchanged.length <= max, `${String(exchanged.length)} requests`);
        },
      ),
      settings(300),
    );
  });

  for (const reader of readerNames.filter((name) => name !== 'page')) {
    it(`is left after 1,000 pages where every one is new (${reader})`, async function () {
      this.timeout(60_000);
      const { exchanged } = await read('openai', reader, 'fresh');
      assert.ok(exchanged.length <= 1_000 + others, `${String(exchanged.length)} requests`);
    });
  }

  it('is left after 1,000 pages of several lists that are shown as one', async function () {
    this.timeout(60_000);
    const { exchanged } = await read('fireworks', 'jobs', 'fresh');
    assert.ok(exchanged.length <= 1_000 * dialects.fireworks.routes.jobs.length);
  });

  it('costs no more than four requests a second where nobody waits for it, and says that it was left', async () => {
    const world = await read('openai', 'page', 'fresh');
    const { exchanged, clientClock } = world;
    const seconds = (clientClock.monotonic() - Date.UTC(2026, 0, 1)) / 1000;
    assert.ok(exchanged.length > 1_000, 'the log has 1,000 pages');
    assert.ok(exchanged.length <= 1_000 + checkpointPages + others, `${String(exchanged.length)} requests`);
    assert.ok(
      exchanged.length <= seconds * 4 + others,
      `${String(exchanged.length)} in ${String(seconds)} s`,
    );
    assert.match((await world.page('good-0')).problems.join(' '), /1,000 pages of events/);
  });

  it('says so beside the jobs', async () => {
    const { source } = await read('openai', 'olderJobs', 'fresh');
    assert.match(source.olderProblem ?? '', /1,000 pages/);
  });
});
