import type { Dialect } from '../../api/dialects/dialect';
import type { ListJobsParams } from '../../api/jobsApi';
import { isCutPair, type JobSummary, toPair } from '../../api/wire/jobSummary';
import type { WantedJobs } from '../source';

/** Lists of one status each that are read for one search. */
const maxLists = 6;

/** Stands for the statuses that a provider may have by now: there are no lists of them. */
const unheardOf = 'unheard-of';

/** What a provider can look for itself: the lists that have all of it, and whether a job in one is of it. */
export interface Narrowed {
  readonly lists: readonly ListJobsParams[];
  readonly fits: (job: JobSummary) => boolean;
}

/** The part of a wish that the provider can look for; null: none of it. The rest is for who asked to see to. */
export function narrowed(wanted: WantedJobs, { capabilities, narrowing }: Dialect): Narrowed | null {
  const pairs = Object.entries(capabilities.metadataFilter === true ? (wanted.metadata ?? {}) : {});
  const metadata = Object.fromEntries(pairs.filter(([key, value]) => !isCutPair(toPair(key, value))));
  const { createdFrom, createdBefore } = narrowing === undefined ? {} : wanted;
  const statuses = narrowing?.statuses.filter((status) => wanted.isStatus?.(status) === true) ?? [];
  const isOfLists = statuses.length <= maxLists && wanted.isStatus?.(unheardOf) !== true;
  const byStatus = isOfLists ? statuses : [];
  const common: ListJobsParams = {
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdBefore === undefined ? {} : { createdBefore }),
  };
  if (Object.keys(common).length === 0 && byStatus.length === 0) return null;
  return {
    lists: byStatus.length === 0 ? [common] : byStatus.map((status) => ({ ...common, status })),
    fits: (job) =>
      hasPairs(job, metadata) &&
      (createdFrom === undefined || (job.createdAt ?? -Infinity) >= createdFrom) &&
      (createdBefore === undefined || (job.createdAt ?? Infinity) < createdBefore) &&
      (byStatus.length === 0 || wanted.isStatus?.(job.status) === true),
  };
}

function hasPairs(job: JobSummary, metadata: Readonly<Record<string, string>>): boolean {
  return Object.entries(metadata).every(
    ([key, value]) => job.links?.metadata.includes(toPair(key, value)) === true,
  );
}
