import type { Clock } from '../clock';
import { ApiError, NetworkError, TimeoutError } from './errors';

/** Milliseconds. A server that requests a longer pause is not waited for: whoever waits learns that instead. */
const maxPause = 20_000;
const firstPause = 500;
const maxBackoff = 8_000;

export interface RetryPolicy {
  /** How often to try again at most. */
  readonly retries: number;
  readonly clock: Clock;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
  /** Called before each pause: why, and how many milliseconds. */
  readonly onWait?: ((error: unknown, pause: number) => void) | undefined;
}

/**
 * Runs `attempt` until it succeeds, fails for good, or was tried often enough; hands it how often it was tried
 * before. For idempotent requests only.
 */
export async function withRetries<T>(
  policy: RetryPolicy,
  attempt: (tried: number) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await attempt(tried);
    } catch (error) {
      const pause = pauseBefore(error, tried, policy.random);
      if (tried >= policy.retries || pause === null || pause > maxPause) throw error;
      policy.onWait?.(error, pause);
      await policy.clock.sleep(pause, signal);
    }
  }
}

/**
 * Milliseconds to wait before trying again; null: trying again would not help.
 * @internal exported for its tests
 */
export function pauseBefore(error: unknown, tried: number, random: () => number): number | null {
  if (!isPassing(error)) return null;
  if (error instanceof ApiError && error.retryAfter !== null) return error.retryAfter;
  return Math.min(maxBackoff, firstPause * 2 ** tried) * (0.75 + 0.25 * random());
}

/**
 * Whether the same request may succeed later. `x-should-retry` wins. A 429 also means an account without money, which
 * does not fill up by waiting.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  // A response that does not end is not shorter the next time.
  if (error instanceof TimeoutError) return error.limit === 'idle';
  if (!(error instanceof ApiError)) return false;
  if (error.shouldRetry !== null) return error.shouldRetry;
  if (error.code === 'insufficient_quota') return false;
  return error.status === 408 || error.status === 429 || error.status >= 500;
}
