import type { JobStore } from '../jobs/store';
import { type Arrangement, groupsOf, type JobsGroup, matchesFilter } from './grouping';

/** What a source's part of the tree is made of. */
export interface Shape {
  readonly groups: readonly JobsGroup[];
  /** What stands around the groups: unreadable jobs, and whether there is more to load. */
  readonly frame: string;
}

export function shapeOf(
  store: Pick<JobStore, 'all' | 'unreadable' | 'nextCursor'>,
  { filter, grouping, sorting }: Arrangement & { readonly filter: string },
  locale: string,
): Shape {
  const jobs = filter === '' ? store.all() : store.all().filter((job) => matchesFilter(job, filter));
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  return {
    groups: groupsOf(jobs, grouping, sorting, (seconds) => day.format(seconds * 1000)),
    frame: JSON.stringify([
      store.unreadable.map(({ id, problems }) => [id, problems]),
      store.nextCursor === null,
    ]),
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
