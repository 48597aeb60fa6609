import type { Page } from '../../src/api/paging/pages';
import { FineTuningJob } from '../../src/api/wire/job';
import type { JobSummary } from '../../src/api/wire/jobSummary';
import type { Progress } from '../../src/jobs/progress';
import { summarize } from '../../src/jobs/summary';

/** A job as the decoder makes it from a wire object; what is not given is missing on the wire. */
export function jobFromWire(wire: Record<string, unknown> = {}): FineTuningJob {
  return FineTuningJob.parse({ id: 'ftjob-1', status: 'running', created_at: 1_700_000_000, ...wire });
}

/** A page as the list brings it: no more of each job than a row needs. */
export function pageOf(
  jobs: readonly FineTuningJob[],
  more: Partial<Page<JobSummary>> = {},
): Page<JobSummary> {
  return { items: jobs.map((job) => summarize(job)), unreadable: [], cursor: null, total: null, ...more };
}

/** What a run has reported: a step, and perhaps of how many and at which loss. */
export function progress(step: number | null, totalSteps: number | null = null, loss?: number): Progress {
  const points = (values: number[]) => ({
    steps: Float64Array.from(values, () => step ?? 0),
    values: Float64Array.from(values),
  });
  const fraction = step !== null && totalSteps !== null ? step / totalSteps : null;
  const course = points(loss === undefined ? [] : [loss]);
  return { step, totalSteps, fraction, clock: points([]), course, best: null, lastEventAt: null };
}
