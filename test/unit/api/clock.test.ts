import assert from 'node:assert/strict';
import { maxSleep, systemClock } from '../../../src/api/clock';

describe('the system clock', () => {
  for (const milliseconds of [maxSleep + 1, 35 * 86_400_000, 1e33, Infinity, NaN]) {
    it(`sleeps, and does not return at once, for ${String(milliseconds)} ms`, async () => {
      const end = new AbortController();
      let hasWoken = false;
      const sleeping = systemClock.sleep(milliseconds, end.signal).then(() => {
        hasWoken = true;
      });
      // A timer that overflows ends within a millisecond: before this one, which was set later and waits longer.
      await systemClock.sleep(5);
      assert.equal(hasWoken, false);
      end.abort(new Error('enough'));
      await assert.rejects(sleeping, /enough/);
    });
  }
});
