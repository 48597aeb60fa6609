import type { Page } from '../../src/api/paging/pages';
import { FineTuningJob } from '../../src/api/wire/job';
import type { JobSummary } from '../../src/api/wire/jobSummary';
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
  return { items: jobs.map(summarize), unreadable: [], cursor: null, total: null, ...more };
}
