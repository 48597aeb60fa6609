import * as z from 'zod/mini';
import { cut } from '../api/wire/values';
import { type JobMark, maxLocalName, maxNote } from '../shared/jobMark';
import type { JobKey } from '../shared/protocol';
import { Emitter, type Event } from './emitter';
import type { Memory } from './sources';

const marksKey = 'jobMarks';
/** Jobs whose marks are kept. */
const maxMarks = 5_000;
/** Characters of a job's key: a longer one is of no real server, and is not marked. */
const maxKey = 2_000;

const Entry = z.object({
  job: z.string(),
  isStarred: z.boolean(),
  isHidden: z.boolean(),
  name: z.nullable(z.string()),
  note: z.nullable(z.string()),
});

type Marks = ReadonlyMap<JobKey, JobMark>;

const unmarked: JobMark = { isStarred: false, isHidden: false, name: null, note: null };

/**
 * The stars, local names and notes of this person, and which jobs they have hidden: across windows and reloads, of at
 * most 5,000 jobs. With more, those that were marked longest ago are forgotten, starred ones last.
 */
export class JobMarks {
  private readonly changes = new Emitter<readonly JobKey[]>();
  /** What was last read, and of what: reading it for each row would cost too much. */
  private known: { readonly raw: unknown; readonly marks: Marks } = { raw: undefined, marks: new Map() };
  /** What listeners know of. */
  private reported: Marks;

  /** The marks of these jobs changed. */
  readonly onDidChange: Event<readonly JobKey[]> = this.changes.event;

  constructor(private readonly memory: Memory) {
    this.reported = this.marks;
  }

  of(job: JobKey): JobMark | null {
    return this.marks.get(job) ?? null;
  }

  /** Every job with marks, those that were marked last at the end. */
  get all(): Iterable<readonly [JobKey, JobMark]> {
    return this.marks;
  }

  async change(jobs: readonly JobKey[], change: Partial<JobMark>): Promise<void> {
    const next = new Map(this.marks);
    for (const job of jobs.filter(({ length }) => length <= maxKey)) {
      const mark = bounded({ ...(next.get(job) ?? unmarked), ...change });
      next.delete(job); // so that it comes last
      if (!isSameMark(mark, null)) next.set(job, mark);
    }
    forgetOldest(next);
    const entries = [...next].map(([job, mark]) => ({ job, ...mark }));
    const written = this.memory.update(marksKey, entries);
    this.report();
    await written;
  }

  /** For jobs that are gone. */
  forget(jobs: readonly JobKey[]): Promise<void> {
    return jobs.some((job) => this.marks.has(job)) ? this.change(jobs, unmarked) : Promise.resolve();
  }

  /** Reports what other windows have changed meanwhile. */
  report(): void {
    const before = this.reported;
    const after = this.marks;
    if (before === after) return;
    this.reported = after;
    const jobs = new Set([...before.keys(), ...after.keys()]);
    const changed = [...jobs].filter((job) => !isSameMark(before.get(job), after.get(job)));
    if (changed.length > 0) this.changes.fire(changed);
  }

  dispose(): void {
    this.changes.dispose();
  }

  private get marks(): Marks {
    const raw = this.memory.get(marksKey);
    if (raw !== this.known.raw) this.known = { raw, marks: parse(raw) };
    return this.known.marks;
  }
}

/** No mark is the same as one that says nothing. */
export function isSameMark(one: JobMark | null | undefined, other: JobMark | null | undefined): boolean {
  const [a, b] = [one ?? unmarked, other ?? unmarked];
  return a.isStarred === b.isStarred && a.isHidden === b.isHidden && a.name === b.name && a.note === b.note;
}

/** An entry that cannot be read does not cost the others. */
function parse(raw: unknown): Marks {
  const entries = (Array.isArray(raw) ? raw : []).flatMap(
    (each: unknown) => Entry.safeParse(each).data ?? [],
  );
  const marks = new Map(entries.map(({ job, ...mark }) => [job, bounded(mark)]));
  forgetOldest(marks);
  return marks;
}

function bounded({ name, note, ...mark }: JobMark): JobMark {
  return { ...mark, name: shortened(name, maxLocalName), note: shortened(note, maxNote) };
}

function shortened(text: string | null, length: number): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : cut(trimmed, length);
}

function forgetOldest(marks: Map<JobKey, JobMark>): void {
  for (const isSpared of [({ isStarred }: JobMark) => isStarred, () => false])
    for (const [job, mark] of marks) {
      if (marks.size <= maxMarks) return;
      if (!isSpared(mark)) marks.delete(job);
    }
}
