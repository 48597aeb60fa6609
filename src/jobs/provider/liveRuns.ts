import type { Clock } from '../../api/clock';
import type { Connect } from './connect';
import { LiveRun } from './liveRun';

/** Runs whose reports are kept, those that a page showed last, beside those that are being followed. */
const maxRuns = 5;

/** The live streams of a provider, one a job. */
export class LiveRuns {
  private readonly runs = new Map<string, LiveRun>();

  constructor(
    private readonly connect: Connect,
    private readonly clock: Clock,
    private readonly isWholeLog = false,
  ) {}

  of(jobId: string): LiveRun {
    const run = this.runs.get(jobId) ?? new LiveRun(jobId, this.connect, this.clock, this.isWholeLog);
    this.runs.delete(jobId);
    this.runs.set(jobId, run);
    for (const [id, each] of this.runs) {
      if (this.runs.size <= maxRuns) break;
      if (each !== run && !each.isFollowed) this.runs.delete(id);
    }
    return run;
  }
}
