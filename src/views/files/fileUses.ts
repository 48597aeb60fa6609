import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import type { KnownJob } from '../../jobs/summary';
import { isActive } from '../../shared/statuses';

/** Which of the known jobs use a file. */
export class FileUses {
  /** As of the files and the jobs that were known then. */
  private readonly known = new WeakMap<JobSource, { readonly of: readonly unknown[]; readonly uses: Uses }>();

  /** Jobs that were trained or validated on the file, or that it is a result of: active ones first, then the newest. */
  of(source: JobSource, fileId: string): readonly KnownJob[] {
    return this.usesOf(source).get(fileId) ?? none;
  }

  private usesOf(source: JobSource): Uses {
    const of = [source.files.stored.items, source.store.all()]; // each change makes new ones
    const known = this.known.get(source);
    if (known?.of.every((each, at) => each === of[at]) === true) return known.uses;
    const uses = usesAmong(source.files.stored.items, source.store.all());
    this.known.set(source, { of, uses });
    return uses;
  }
}

type Uses = ReadonlyMap<string, readonly KnownJob[]>;
const none: readonly KnownJob[] = [];

/** @internal exported for its tests */
export function usesAmong(files: readonly FileObject[], jobs: readonly KnownJob[]): Uses {
  const ids = new Set(files.map(({ id }) => id));
  const uses = new Map<string, Set<KnownJob>>();
  for (const job of jobs)
    for (const id of job.links?.fileIds ?? [])
      if (ids.has(id)) uses.set(id, (uses.get(id) ?? new Set()).add(job));
  const activeFirst = (a: KnownJob, b: KnownJob) => Number(isActive(b.status)) - Number(isActive(a.status));
  return new Map([...uses].map(([id, set]) => [id, [...set].sort(activeFirst)]));
}
