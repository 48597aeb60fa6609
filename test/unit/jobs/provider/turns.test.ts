import assert from 'node:assert/strict';
import { RoundRobin } from '../../../../src/jobs/provider/roundRobin';

describe('turns', () => {
  it('serve everybody where there are few', () => {
    const turns = new RoundRobin();
    assert.deepEqual(turns.take([1, 2], 3), [1, 2]);
    assert.deepEqual(turns.take([1, 2], 3), [1, 2]);
  });

  it('go round where there are many', () => {
    const turns = new RoundRobin();
    const all = [1, 2, 3, 4, 5];
    const served = [turns.take(all, 2), turns.take(all, 2), turns.take(all, 2)];
    assert.deepEqual(served, [
      [1, 2],
      [3, 4],
      [5, 1],
    ]);
  });
});
