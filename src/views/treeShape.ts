import type { JobStore } from '../jobs/store';
import type { KnownJob } from '../jobs/summary';
import type { Format } from '../shared/format';
import { type Arrangement, groupsOf, type JobsGroup } from './grouping';
import { fitsFilter, parseFilter } from './jobFilter';

/** What a source's part of the tree is made of. */
export interface Shape {
  readonly groups: readonly JobsGroup[];
  /** Jobs that would be there, had the person not hidden them. */
  readonly hidden: number;
  /** Jobs among which there is none to show; null: there is one, or nothing was filtered. */
  readonly searched: number | null;
  /** What stands around the groups: unreadable jobs, hidden ones, and whether there is more to load. */
  readonly frame: string;
}

/** @param now Unix seconds */
export function shapeOf(
  store: Pick<JobStore, 'all' | 'unreadable' | 'nextCursor' | 'fileNames' | 'progressOf'>,
  { filter, grouping, sorting }: Arrangement & { readonly filter: string },
  now: number,
  format: Format,
): Shape {
  const hasOlder = store.nextCursor !== null;
  const all = store.all();
  const { jobs, hidden } = chosenOf(all, filter, now);
  const searched = jobs.length === 0 && filter !== '' && all.length > 0 ? all.length : null;
  const unreadable = store.unreadable.map(({ id, problems }) => [id, problems]);
  const progressOf = (id: string) => store.progressOf(id);
  const words = { format, now, hasOlder, fileNames: store.fileNames, progressOf };
  const groups = groupsOf(jobs, { grouping, sorting }, words);
  return {
    groups: filter === '' ? groups : groups.map(opened),
    hidden,
    searched,
    frame: JSON.stringify([unreadable, hasOlder, hidden, searched]),
  };
}

/** What was looked for is in sight: how the person has folded the group of all jobs says nothing about these few. */
function opened(group: JobsGroup): JobsGroup {
  return { ...group, id: `${group.id}?filtered`, isOpenAtFirst: true };
}

/** The jobs that have rows, and how many have none because they are hidden. */
function chosenOf(
  all: readonly KnownJob[],
  text: string,
  now: number,
): { jobs: readonly KnownJob[]; hidden: number } {
  const filter = parseFilter(text, now);
  const fitting = text === '' ? all : all.filter((job) => fitsFilter(job, filter));
  const jobs = fitting.filter(({ mark }) => (mark?.isHidden ?? false) === filter.isHidden);
  return { jobs, hidden: filter.isHidden ? 0 : fitting.length - jobs.length };
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
