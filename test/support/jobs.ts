import { FineTuningJob } from '../../src/api/wire/job';
import type { Page } from '../../src/api/paging/pages';

/** A job as the decoder makes it from a wire object; what is not given is missing on the wire. */
export function jobFromWire(wire: Record<string, unknown> = {}): FineTuningJob {
  return FineTuningJob.parse({ id: 'ftjob-1', status: 'running', created_at: 1_700_000_000, ...wire });
}

export function pageOf<T>(items: readonly T[], more: Partial<Page<T>> = {}): Page<T> {
  return { items, unreadable: [], cursor: null, total: null, ...more };
}
