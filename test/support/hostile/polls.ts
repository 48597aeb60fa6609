import assert from 'node:assert/strict';
import { assertShown, promisedJobs } from './goodJobs';
import type { Exchanged } from './hostileServer';
import type { World } from './world';

/**
 * A poll whose every list was sound succeeded, and shows what is good in them; one that failed forgot nothing.
 * `known`: the ids of the jobs before it.
 */
export function assertPoll(world: World, sent: readonly Exchanged[], known: readonly string[]): void {
  const { state, store } = world.source;
  const promised = promisedJobs(sent);
  if (promised !== null) {
    assert.equal(state.kind, 'ready', 'a poll failed although every list was sound');
    assertShown(world, promised);
  }
  if (state.kind !== 'failed') return;
  const now = store.all().map(({ id }) => id);
  assert.deepEqual(now.toSorted(), known.toSorted(), 'a poll that failed changed what is known');
}
