import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import type { KnownJob } from '../../jobs/summary';
import { isActive } from '../../shared/statuses';

/** The jobs that use a file, by its id. */
export type Uses = ReadonlyMap<string, readonly KnownJob[]>;

/**
 * Whether every job of the source is here with its files, so that a file that none of them uses is not used: very many
 * jobs are here without them.
 */
export function knowsAllUses({ olderProblem, state, store }: JobSource): boolean {
  return state.kind === 'ready' && store.nextCursor === null && olderProblem === null && store.hasAllLinks;
}

/** Which of the jobs use which of the files: active ones first, and else as they come. */
export function usesAmong(files: readonly FileObject[], jobs: readonly KnownJob[]): Uses {
  const ids = new Set(files.map(({ id }) => id));
  const uses = new Map<string, Set<KnownJob>>();
  for (const job of jobs)
    for (const id of job.links?.fileIds ?? [])
      if (ids.has(id)) uses.set(id, (uses.get(id) ?? new Set()).add(job));
  const activeFirst = (a: KnownJob, b: KnownJob) => Number(isActive(b.status)) - Number(isActive(a.status));
  return new Map([...uses].map(([id, set]) => [id, [...set].sort(activeFirst)]));
}
