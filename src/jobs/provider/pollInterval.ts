/** What the pause until the next poll depends on. */
export interface PollInputs {
  /** A visible view or page wants to be up to date. */
  readonly isWatched: boolean;
  /** Jobs that change by themselves. */
  readonly activeJobs: number;
  /** Jobs with a status that nobody knows: they may or may not change. */
  readonly unknownJobs: number;
  /** Polls in a row that brought nothing new. */
  readonly quietPolls: number;
  /** Polls in a row that failed. */
  readonly failedPolls: number;
  /** Milliseconds that are left of the pause that the server requested. */
  readonly retryAfter: number;
  /** The editor's window has the focus. */
  readonly isFocused: boolean;
}

/** Milliseconds. */
export const intervals = {
  busy: 3_000,
  maxBusy: 15_000,
  unwatched: 30_000,
  idle: 60_000,
  afterFailure: 5_000,
  maxAfterFailure: 300_000,
} as const;

/** An unfocused window leaves the provider's rate limit to the one that people look at. */
const unfocusedFactor = 4;

/** Milliseconds until the next poll; null: nothing needs one. */
export function pollInterval(inputs: PollInputs): number | null {
  const { isWatched, activeJobs, unknownJobs, quietPolls, failedPolls, retryAfter, isFocused } = inputs;
  if (!isWatched && activeJobs === 0) return null;
  if (failedPolls > 0) {
    const backoff = Math.min(intervals.maxAfterFailure, intervals.afterFailure * 2 ** (failedPolls - 1));
    return Math.max(backoff, retryAfter);
  }
  const factor = isFocused ? 1 : unfocusedFactor;
  if (activeJobs > 0 && isWatched)
    return Math.min(intervals.maxBusy, intervals.busy * 1.5 ** quietPolls) * factor;
  if (activeJobs > 0 || unknownJobs > 0) return intervals.unwatched * factor;
  return intervals.idle * factor;
}
