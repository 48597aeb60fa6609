import type { JobSummary } from '../api/wire/jobSummary';
import { secondsPerStep } from '../metrics/eta';
import type { Stall } from '../shared/stallText';
import { groupOf, isReadyToStart } from '../shared/statuses';
import type { Progress } from './progress';

/** A run is late when it takes so many times its own pace for a step, but not before it is this late. */
const paces = 10;
const minStepSeconds = 300;
/** For so long a job may wait, or have its files checked. */
const maxWaitSeconds = 3_600;

/**
 * Whether a job does not move; null: it does, or that cannot be known. A run is judged by the last time it was looked
 * at, since steps that nobody has requested are no missing steps; one that reports anything else, such as that it was
 * resumed, moves; one that has done all of its steps still has its model to save, and one whose pace is unknown is not
 * judged. A job that waits does so since it was created: when it
 * began to wait, lists do not report.
 *
 * @param now Unix seconds
 */
export function stallOf(
  { status, createdAt }: Pick<JobSummary, 'status' | 'createdAt'>,
  known: Progress | undefined,
  now: number,
): Stall | null {
  if (isReadyToStart(status)) return null; // a person is waited for
  const group = groupOf(status);
  if (group === 'queued' || group === 'validating') {
    if (createdAt === null) return null;
    const seconds = now - createdAt;
    return seconds < maxWaitSeconds ? null : { state: group, seconds };
  }
  const seconds = group === 'running' && known !== undefined ? secondsWithoutStep(known) : null;
  return seconds === null ? null : { state: 'running', seconds };
}

function secondsWithoutStep({ clock, fraction, lastEventAt, lookedAt }: Progress): number | null {
  const pace = secondsPerStep(clock);
  const lastStepAt = clock.values.at(-1);
  if (pace === null || lastStepAt === undefined || lookedAt === undefined || fraction === 1) return null;
  const seconds = lookedAt - Math.max(lastStepAt, lastEventAt ?? 0);
  return seconds < Math.max(minStepSeconds, paces * pace) ? null : seconds;
}
