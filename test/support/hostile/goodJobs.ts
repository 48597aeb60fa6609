import assert from 'node:assert/strict';
import { Format } from '../../../src/shared/format';
import { groupings, sortings } from '../../../src/views/grouping';
import { fitsFilter, parseFilter } from '../../../src/views/jobFilter';
import { jobFacts, jobRow } from '../../../src/views/jobRow';
import { statusBarText } from '../../../src/views/statusBarText';
import { shapeOf } from '../../../src/views/treeShape';
import type { Exchanged } from './hostileServer';
import type { Shown } from './lists';
import type { World } from './world';

const format = new Format('en');

/** Jobs that the last answers to a request for jobs promised, where every one of them had to be read; else null. */
export function promisedJobs(exchanged: readonly Exchanged[]): Shown[] | null {
  const lists = exchanged.filter(({ endpoint }) => endpoint === 'jobs');
  const last = new Map(lists.map((each) => [each.path, each]));
  const sound = [...last.values()].filter(({ isSound }) => isSound);
  return sound.length === last.size && last.size > 0 ? sound.flatMap(({ good }) => good) : null;
}

/** Each grouping and each sorting of the tree. */
const looks = [
  ...groupings.map((grouping) => ({ filter: '', grouping, sorting: 'newest' as const })),
  ...sortings.map((sorting) => ({ filter: '', grouping: 'status' as const, sorting })),
];

/** Every job of the store is in exactly one group, whatever the grouping, and everything said of it can be said. */
export function assertShown({ source, sourceClock }: World, promised: readonly Shown[]): void {
  const { capabilities, store } = source;
  for (const { id, status, createdAt } of promised) {
    const job = store.get(id);
    assert.ok(job, `the job ${id} is hidden`);
    assert.deepEqual([job.status, job.createdAt], [status, createdAt], `the job ${id} is another`);
  }
  const now = sourceClock.now() / 1000;
  const all = store.all();
  const ids = all.map(({ id }) => id).toSorted();
  for (const look of looks) {
    const { groups, frame } = shapeOf(store, look, now, format);
    const shown = groups.flatMap(({ jobs }) => jobs.map(({ id }) => id));
    assert.deepEqual(shown.toSorted(), ids);
    assert.equal(typeof frame, 'string');
  }
  for (const job of all) {
    const inputs = { job, progress: store.progressOf(job.id), capabilities, now, format };
    const row = jobRow(inputs);
    for (const text of [row.label, row.description, row.accessibilityLabel])
      assert.equal(typeof text, 'string');
    assert.notEqual(row.label, '');
    assert.ok(jobFacts(inputs).every(([, value]) => typeof value === 'string'));
    assert.equal(typeof fitsFilter(job, parseFilter('a b', now)), 'boolean');
  }
  const active = store.active().map((job) => ({ job, progress: store.progressOf(job.id) }));
  assert.equal(statusBarText(active, now, format) === null, active.length === 0);
  for (const { problems } of store.unreadable) assert.ok(problems.length > 0);
}
