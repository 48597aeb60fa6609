import { t } from '@vscode/l10n';
import type { Progress } from '../jobs/progress';
import { jobName, type KnownJob } from '../jobs/summary';
import type { Format } from '../shared/format';
import { endedGroups, groupOf, isActive, isPausing, type JobGroup, jobGroups } from '../shared/statuses';
import { lookOfGroup } from '../shared/statusLook';

export const groupings = ['status', 'model', 'trainingFile', 'day', 'none'] as const;
export type Grouping = (typeof groupings)[number];

export const sortings = ['newest', 'oldest', 'name', 'loss', 'tokens'] as const;
export type Sorting = (typeof sortings)[number];

/** How the rows of jobs are arranged. */
export interface Arrangement {
  readonly grouping: Grouping;
  readonly sorting: Sorting;
}

/** A group of rows, in the order of the tree. */
export interface JobsGroup {
  /** Stable: what the person's folding is remembered by. */
  readonly id: string;
  readonly label: string;
  readonly jobs: readonly KnownJob[];
  readonly isOpenAtFirst: boolean;
  /** Jobs that are not loaded yet may belong to it. */
  readonly mayGrow: boolean;
}

/** What groups say besides their jobs. */
export interface GroupWords {
  readonly format: Format;
  /** Unix seconds. */
  readonly now: number;
  /** There are older jobs to load. */
  readonly hasOlder: boolean;
  /** By id, as far as it is known. */
  readonly fileNames: ReadonlyMap<string, string>;
  readonly progressOf: (id: string) => Progress | undefined;
}

const openAtFirst: ReadonlySet<JobGroup> = new Set<JobGroup>([
  'running',
  'queued',
  'validating',
  'paused',
  'cancelling',
  'failed',
]);

/** Jobs of a group that is open at first, whatever they are: so few that they hide nothing. */
const fewJobs = 5;

/** Groups jobs, which come newest first; inside a group they are sorted. Only groups that have jobs. */
export function groupsOf(
  jobs: readonly KnownJob[],
  { grouping, sorting }: Arrangement,
  words: GroupWords,
): JobsGroup[] {
  const members = new Map<string, KnownJob[]>();
  for (const job of jobs) {
    const key = keyOf(job, grouping);
    const group = members.get(key);
    if (group === undefined) members.set(key, [job]);
    else group.push(job);
  }
  const oldest = [...members.keys()].at(-1);
  return orderOf(members, grouping).map((key, at) => {
    const isLeading = at === 0 && (grouping === 'day' || members.size === 1);
    const own = members.get(key) ?? [];
    return {
      id: `${grouping}:${key}`,
      label: labelOf(key, grouping, own, words),
      jobs: starredFirst(sortJobs(own, sorting, words)),
      isOpenAtFirst: isOpenAtFirst(key, grouping, own, isLeading),
      mayGrow: words.hasOlder && mayGrow(key, grouping, oldest),
    };
  });
}

function keyOf(job: KnownJob, grouping: Grouping): string {
  switch (grouping) {
    case 'status':
      return groupOf(job.status);
    case 'model':
      return job.model ?? t('No base model');
    case 'trainingFile':
      return job.trainingFile ?? t('No training file');
    case 'day':
      return job.createdAt === null ? '' : dayOf(job.createdAt);
    case 'none':
      return 'all';
  }
}

/** The day of this place, such as `2026-11-26`. @param at Unix seconds; @param offset days from there */
function dayOf(at: number, offset = 0): string {
  const date = new Date(at * 1000);
  date.setDate(date.getDate() + offset);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].join('-');
}

function orderOf(members: ReadonlyMap<string, unknown>, grouping: Grouping): string[] {
  if (grouping === 'status') return jobGroups.filter((group) => members.has(group));
  const keys = [...members.keys()];
  return grouping === 'model' || grouping === 'trainingFile' ? keys.sort((a, b) => a.localeCompare(b)) : keys;
}

function labelOf(
  key: string,
  grouping: Grouping,
  jobs: readonly KnownJob[],
  { format, now, fileNames }: GroupWords,
): string {
  switch (grouping) {
    case 'status':
      if (key !== 'paused') return lookOfGroup(key as JobGroup).label; // keys of `status` are groups
      return jobs.some((job) => isPausing(job.status)) ? t('Pausing/Paused') : t('Paused');
    case 'model':
      return key;
    case 'trainingFile':
      return fileNames.get(key) ?? key;
    case 'day':
      if (key === '') return t('Without a date');
      if (key === dayOf(now)) return t('Today');
      return key === dayOf(now, -1) ? t('Yesterday') : format.day(jobs[0]?.createdAt ?? 0);
    case 'none':
      return t('All jobs');
  }
}

/** What is going on, what went wrong, whatever is little; else the only group, or the newest day. */
function isOpenAtFirst(
  key: string,
  grouping: Grouping,
  jobs: readonly KnownJob[],
  isLeading: boolean,
): boolean {
  if (jobs.length <= fewJobs) return true;
  if (grouping === 'status') return openAtFirst.has(key as JobGroup); // keys of `status` are groups
  return isLeading || jobs.some(({ status }) => isActive(status));
}

/** Older jobs are seldom still active, and never of a later day than the oldest one that is known. */
function mayGrow(key: string, grouping: Grouping, oldest: string | undefined): boolean {
  if (grouping === 'status') return endedGroups.has(key as JobGroup); // keys of `status` are groups
  return grouping !== 'day' || key === oldest;
}

function sortJobs(
  jobs: readonly KnownJob[],
  sorting: Sorting,
  { format, progressOf }: GroupWords,
): readonly KnownJob[] {
  switch (sorting) {
    case 'newest':
      return jobs;
    case 'oldest':
      return jobs.toReversed();
    case 'name':
      return jobs
        .map((job) => ({ job, name: jobName(job, format) }))
        .sort((a, b) => a.name.localeCompare(b.name))
        .map(({ job }) => job);
    case 'loss': {
      const bestOf = ({ id }: KnownJob) => progressOf(id)?.best;
      const byLoss = byNumber(jobs, (job) => bestOf(job)?.value ?? Infinity);
      // A training loss says less, and is mostly lower.
      return byNumber(byLoss, (job) => Number(bestOf(job)?.isValidation !== true));
    }
    case 'tokens':
      return byNumber(jobs, ({ trainedTokens }) => -(trainedTokens ?? -1));
  }
}

/** The lowest first; those of the same number stay as they were. */
function byNumber(jobs: readonly KnownJob[], numberOf: (job: KnownJob) => number): readonly KnownJob[] {
  return jobs
    .map((job) => ({ job, number: numberOf(job) }))
    .sort((a, b) => (a.number === b.number ? 0 : a.number - b.number))
    .map(({ job }) => job);
}

function starredFirst(jobs: readonly KnownJob[]): readonly KnownJob[] {
  const isStarred = ({ mark }: KnownJob) => mark?.isStarred === true;
  return jobs.some(isStarred) ? [...jobs.filter(isStarred), ...jobs.filter((job) => !isStarred(job))] : jobs;
}
