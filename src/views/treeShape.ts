import type { JobStore } from '../jobs/store';
import type { Format } from '../shared/format';
import { type Arrangement, groupsOf, type JobsGroup, matchesFilter } from './grouping';

/** What a source's part of the tree is made of. */
export interface Shape {
  readonly groups: readonly JobsGroup[];
  /** What stands around the groups: unreadable jobs, and whether there is more to load. */
  readonly frame: string;
}

/** @param now Unix seconds */
export function shapeOf(
  store: Pick<JobStore, 'all' | 'unreadable' | 'nextCursor' | 'fileNames'>,
  { filter, grouping, sorting }: Arrangement & { readonly filter: string },
  now: number,
  format: Format,
): Shape {
  const hasOlder = store.nextCursor !== null;
  const jobs = filter === '' ? store.all() : store.all().filter((job) => matchesFilter(job, filter));
  return {
    groups: groupsOf(jobs, { grouping, sorting }, { format, now, hasOlder, fileNames: store.fileNames }),
    frame: JSON.stringify([store.unreadable.map(({ id, problems }) => [id, problems]), hasOlder]),
  };
}

/** The groups that have other jobs now, or the same in another order; null: groups themselves came or went. */
export function movedGroups(before: Shape, after: Shape): readonly JobsGroup[] | null {
  const isSame =
    before.frame === after.frame &&
    before.groups.length === after.groups.length &&
    after.groups.every(({ id }, index) => id === before.groups[index]?.id);
  return isSame ? after.groups.filter((group, index) => !hasSameJobs(group, before.groups[index])) : null;
}

function hasSameJobs(one: JobsGroup, other: JobsGroup | undefined): boolean {
  return (
    one.label === other?.label &&
    one.jobs.length === other.jobs.length &&
    one.jobs.every(({ id }, index) => id === other.jobs[index]?.id)
  );
}
