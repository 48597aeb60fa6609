import * as z from 'zod/mini';
import type { JobKey } from '../shared/protocol';
import { lastMeasure, type Progress } from './progress';
import type { Memory } from './sources';

const memoryKey = 'endedRuns';
/** Runs that are kept, those that were heard of last: about 60 KB. */
const maxRuns = 500;

const number = z.nullable(z.number());
const Run = z.object({
  job: z.string(),
  step: number,
  /** The last loss, or reward. */
  loss: number,
  isReward: z.optional(z.boolean()),
  best: z.nullable(z.object({ value: z.number(), isValidation: z.boolean() })),
});
type Run = z.infer<typeof Run>;

/** What the rows of jobs that have ended show of their runs: lists do not report it, and a window forgets. */
export class RunMemory {
  private known: Map<JobKey, Run> | null = null;

  constructor(private readonly memory: Memory) {}

  /** How far a run came; undefined: nobody has looked at it here. */
  of(job: JobKey): Progress | undefined {
    const run = this.runs().get(job);
    return run === undefined ? undefined : toProgress(run);
  }

  async keep(job: JobKey, progress: Progress): Promise<void> {
    const { step, best, isReward } = progress;
    const value = lastMeasure(progress)?.value ?? NaN;
    const loss = Number.isFinite(value) ? value : null; // JSON has no NaN
    const run: Run = { job, step, loss, ...(isReward === true ? { isReward } : {}), best };
    const before = this.runs().get(job);
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(run)) return;
    // Another window may have kept some meanwhile.
    const others = this.read().filter((each) => each.job !== job);
    const all = [...others, run].slice(-maxRuns);
    this.known = byJob(all);
    await this.memory.update(memoryKey, all);
  }

  private runs(): ReadonlyMap<JobKey, Run> {
    return (this.known ??= byJob(this.read()));
  }

  /** An entry that cannot be read does not cost the others. */
  private read(): Run[] {
    const raw = this.memory.get(memoryKey);
    return (Array.isArray(raw) ? raw : []).flatMap((each: unknown) => Run.safeParse(each).data ?? []);
  }
}

function byJob(runs: readonly Run[]): Map<JobKey, Run> {
  return new Map(runs.map((run) => [run.job, run]));
}

function toProgress({ step, loss, isReward = false, best }: Run): Progress {
  const none = { steps: new Float64Array(), values: new Float64Array() };
  const course = loss === null ? none : { steps: Float64Array.of(step ?? 0), values: Float64Array.of(loss) };
  return { step, totalSteps: null, fraction: null, clock: none, course, isReward, best, lastEventAt: null };
}
