import assert from 'node:assert/strict';
import fc from 'fast-check';
import { until } from '../../support/eventually';
import { type Headers, hostilePauses } from '../../support/hostile/headers';
import { type HostileServer, startHostileServer } from '../../support/hostile/hostileServer';
import { raw } from '../../support/hostile/raw';
import { settings } from '../../support/hostile/runs';
import { World } from '../../support/hostile/world';

/** Milliseconds in which the test moves the clock. */
const stride = 30_000;
const hour = 3_600_000;
/** Polls in a row that fail within an hour: the pauses between them double up to five minutes. */
const maxPolls = 20;
/** Requests of one poll that is refused: one, tried three times. */
const tries = 3;

describe('a pause that a server demands', () => {
  let server: HostileServer;
  before(async () => {
    server = await startHostileServer();
  });
  after(() => server.close());

  function refusing(status: number, headers: Headers): World {
    const refusal = { kind: 'refusal', status, statusText: '', headers, body: raw('{}') } as const;
    const [oddity, content] = [raw('null'), raw('')];
    const habit = 'whole' as const;
    return new World(server, {
      ...{ dialect: 'openai', items: [], habit, oddity, answers: [refusal], content, steps: [] },
    });
  }

  /** A view is open while `milliseconds` pass. */
  async function pass({ source, sourceClock }: World, milliseconds: number): Promise<void> {
    const watch = source.watch();
    await until(() => sourceClock.sleeping > 0);
    for (let passed = 0; passed < milliseconds; passed += stride) {
      sourceClock.advance(stride);
      await until(() => sourceClock.sleeping > 0);
    }
    watch.dispose();
  }

  it('is never so short that requests pile up, nor so long that the view stays old', async function () {
    this.timeout(120_000);
    const statuses = fc.constantFrom(408, 425, 429, 500, 503, 529);
    await fc.assert(
      fc.asyncProperty(statuses, hostilePauses, async (status, headers) => {
        const world = refusing(status, headers);
        try {
          await pass(world, hour);
          const within = world.exchanged.length;
          assert.ok(within <= maxPolls * tries, `${String(within)} requests in an hour`);
          await pass(world, hour + stride);
          assert.ok(world.exchanged.length > within, 'no request in the hour after');
        } finally {
          world.dispose();
        }
      }),
      settings(100),
    );
  });
});
