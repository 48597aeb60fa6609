import assert from 'node:assert/strict';
import { JobStore } from '../../../src/jobs/store';
import { movedGroups, shapeOf } from '../../../src/views/treeShape';
import { jobFromWire } from '../../support/jobs';

const look = { filter: '', grouping: 'status', sorting: 'newest' } as const;

describe('what of the tree is read again', () => {
  let store: JobStore;
  const put = (id: string, status: string) => store.apply([jobFromWire({ id, status })]);
  const moved = (change: () => void, looked: Parameters<typeof shapeOf>[1] = look) => {
    const before = shapeOf(store, look, 'en');
    change();
    return movedGroups(before, shapeOf(store, looked, 'en'))?.map(({ id }) => id) ?? null;
  };

  beforeEach(() => {
    store = new JobStore();
    for (const [id, status] of [
      ['a', 'running'],
      ['b', 'running'],
      ['c', 'succeeded'],
    ] as const)
      put(id, status);
  });

  it('is nothing when no job moved', () => {
    assert.deepEqual(
      moved(() => put('a', 'running')),
      [],
    );
  });

  it('is the two groups between which a job moved', () => {
    assert.deepEqual(
      moved(() => put('a', 'succeeded')),
      ['status:running', 'status:succeeded'],
    );
  });

  it('is the group that a job joined', () => {
    assert.deepEqual(
      moved(() => put('d', 'running')),
      ['status:running'],
    );
  });

  it('is everything when a group comes', () => {
    assert.equal(
      moved(() => put('a', 'failed')),
      null,
    );
  });

  it('is everything when a group goes', () => {
    assert.equal(
      moved(() => {
        store.remove('c');
      }),
      null,
    );
  });

  it('is everything when there is more to load, or no more', () => {
    assert.equal(
      moved(() => {
        store.nextCursor = 'c';
      }),
      null,
    );
  });

  it('is everything when the person groups otherwise', () => {
    assert.equal(
      moved(() => undefined, { ...look, grouping: 'none' }),
      null,
    );
  });
});
