import type { JobSource } from '../jobs/source';
import { stallOf } from '../jobs/stall';
import type { KnownJob } from '../jobs/summary';
import type { Stall } from '../shared/stallText';

export interface StalledJob {
  readonly job: KnownJob;
  readonly stall: Stall;
}

/** Seconds: what has not moved for a day is no news, and its row says it. */
const oldNews = 86_400;
/** Jobs of a source that are looked at, the newest: of so many it is remembered that they were reported. */
const maxStalled = 100;
/** The jobs of a source, at most 100, that do not move, and have not for a day yet. @param now Unix seconds */
export function stalledJobs({ store }: JobSource, now: number): StalledJob[] {
  const stalled = store.active().flatMap((job) => {
    const stall = stallOf(job, store.progressOf(job.id), now);
    return stall === null || stall.seconds > oldNews ? [] : [{ job, stall }];
  });
  return stalled.slice(0, maxStalled);
}
