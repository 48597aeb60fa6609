import assert from 'node:assert/strict';
import { JobStore } from '../../../src/jobs/store';
import { Format } from '../../../src/shared/format';
import { movedGroups, shapeOf } from '../../../src/views/treeShape';
import { jobFromWire } from '../../support/jobs';

const format = new Format('en');
const now = 1_700_000_600;
const look = { filter: '', grouping: 'status', sorting: 'newest' } as const;

describe('what of the tree is read again', () => {
  const hidden = new Set<string>();
  const unmarked = { isStarred: false, isHidden: false, name: null, note: null };
  let store: JobStore;
  const put = (id: string, status: string) => store.apply([jobFromWire({ id, status })]);
  const moved = (change: () => void, looked: Parameters<typeof shapeOf>[1] = look) => {
    const before = shapeOf(store, look, now, format);
    change();
    return movedGroups(before, shapeOf(store, looked, now, format))?.map(({ id }) => id) ?? null;
  };

  beforeEach(() => {
    hidden.clear();
    store = new JobStore((id) => (hidden.has(id) ? { ...unmarked, isHidden: true } : null));
    for (const [id, status] of [
      ['a', 'running'],
      ['b', 'running'],
      ['c', 'succeeded'],
    ] as const)
      put(id, status);
  });

  it('is the group whose label changed: its file is known by name now', () => {
    const byFile = { ...look, grouping: 'trainingFile' } as const;
    store.apply([jobFromWire({ id: 'a', training_file: 'file-1' })]);
    const before = shapeOf(store, byFile, now, format);
    store.nameFiles([{ id: 'file-1', filename: 'train.jsonl' }]);
    const after = shapeOf(store, byFile, now, format);
    assert.deepEqual(
      movedGroups(before, after)?.map(({ label }) => label),
      ['train.jsonl'],
    );
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

  it('is everything when a job is hidden, or one more', () => {
    const hide = (...ids: string[]) => {
      for (const id of ids) hidden.add(id);
      store.remark(ids);
    };
    assert.equal(
      moved(() => {
        hide('b');
      }),
      null,
    );
    assert.equal(
      moved(() => {
        hide('a');
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

describe('hidden jobs', () => {
  const unmarked = { isStarred: false, isHidden: false, name: null, note: null };
  const store = new JobStore((id) => (id === 'b' ? { ...unmarked, isHidden: true } : null));
  store.apply(['a', 'b', 'c'].map((id) => jobFromWire({ id, status: id === 'c' ? 'failed' : 'running' })));
  const shaped = (filter: string) => {
    const { groups, hidden, searched } = shapeOf(store, { ...look, filter }, now, format);
    return { ids: groups.flatMap(({ jobs }) => jobs.map(({ id }) => id)).join(''), hidden, searched };
  };

  it('have no row, but are counted as far as they fit the filter', () => {
    assert.deepEqual(shaped(''), { ids: 'ac', hidden: 1, searched: null });
    assert.deepEqual(shaped('status:running'), { ids: 'a', hidden: 1, searched: null });
    assert.deepEqual(shaped('status:failed'), { ids: 'c', hidden: 0, searched: null });
  });

  it('leave groups of a filter open, with a folding of their own', () => {
    const [group] = shapeOf(store, { ...look, filter: 'status:failed' }, now, format).groups;
    assert.deepEqual([group?.id, group?.isOpenAtFirst], ['status:failed?filtered', true]);
    assert.equal(shapeOf(store, look, now, format).groups[0]?.id, 'status:running');
  });

  it('are shown alone by is:hidden', () => {
    assert.deepEqual(shaped('is:hidden'), { ids: 'b', hidden: 0, searched: null });
  });

  it('are no match: it is said among how many jobs there is none', () => {
    assert.deepEqual(shaped('is:hidden status:failed'), { ids: '', hidden: 0, searched: 3 });
    assert.deepEqual(shapeOf(new JobStore(), { ...look, filter: 'x' }, now, format).searched, null);
  });
});
