import { t } from '@vscode/l10n';
import type { JobSummary } from '../api/wire/jobSummary';
import { jobName } from '../jobs/summary';
import { groupOf, isPausing, type JobGroup, jobGroups } from '../shared/statuses';
import { lookOfGroup } from '../shared/statusLook';

export const groupings = ['status', 'model', 'trainingFile', 'day', 'none'] as const;
export type Grouping = (typeof groupings)[number];

export const sortings = ['newest', 'oldest', 'name', 'tokens'] as const;
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
  readonly jobs: readonly JobSummary[];
  readonly isOpenAtFirst: boolean;
}

const openAtFirst: ReadonlySet<JobGroup> = new Set<JobGroup>([
  'running',
  'queued',
  'validating',
  'paused',
  'cancelling',
  'failed',
]);

/** Groups jobs, which come newest first; inside a group they are sorted. Only groups that have jobs. */
export function groupsOf(
  jobs: readonly JobSummary[],
  grouping: Grouping,
  sorting: Sorting,
  day: (seconds: number) => string,
): JobsGroup[] {
  const members = new Map<string, JobSummary[]>();
  for (const job of jobs) {
    const key = keyOf(job, grouping, day);
    const group = members.get(key);
    if (group === undefined) members.set(key, [job]);
    else group.push(job);
  }
  const keys = grouping === 'status' ? jobGroups.filter((group) => members.has(group)) : [...members.keys()];
  if (grouping === 'model' || grouping === 'trainingFile') keys.sort((a, b) => a.localeCompare(b));
  return keys.map((key) => ({
    id: `${grouping}:${key}`,
    label: labelOf(key, grouping, members.get(key) ?? []),
    jobs: sortJobs(members.get(key) ?? [], sorting),
    isOpenAtFirst: grouping !== 'status' || openAtFirst.has(key as JobGroup), // keys of `status` are groups
  }));
}

function keyOf(job: JobSummary, grouping: Grouping, day: (seconds: number) => string): string {
  switch (grouping) {
    case 'status':
      return groupOf(job.status);
    case 'model':
      return job.model ?? t('No base model');
    case 'trainingFile':
      return job.trainingFile ?? t('No training file');
    case 'day':
      return day(job.createdAt);
    case 'none':
      return 'all';
  }
}

function labelOf(key: string, grouping: Grouping, jobs: readonly JobSummary[]): string {
  if (grouping !== 'status') return grouping === 'none' ? t('All jobs') : key;
  if (key !== 'paused') return lookOfGroup(key as JobGroup).label; // keys of `status` are groups
  return jobs.some((job) => isPausing(job.status)) ? t('Pausing/Paused') : t('Paused');
}

function sortJobs(jobs: readonly JobSummary[], sorting: Sorting): readonly JobSummary[] {
  switch (sorting) {
    case 'newest':
      return jobs;
    case 'oldest':
      return jobs.toReversed();
    case 'name':
      return jobs.toSorted((a, b) => jobName(a).localeCompare(jobName(b)));
    case 'tokens':
      return jobs.toSorted((a, b) => (b.trainedTokens ?? -1) - (a.trainedTokens ?? -1));
  }
}

/** Whether a job has every word of the filter in its name, id, models, status or files. Case does not matter. */
export function matchesFilter(job: JobSummary, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const haystack = [
    job.suffix,
    job.fineTunedModel,
    job.id,
    job.model,
    job.status,
    job.trainingFile,
    job.errorMessage,
  ]
    .filter((each) => each !== null)
    .join('\n')
    .toLowerCase();
  return words.every((word) => haystack.includes(word));
}
