import type { Clock } from '../../src/api/clock';

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/**
 * A clock that the test moves. Sleeps up to `instantUpTo` milliseconds pass at once and are noted in `pauses`, so
 * that a test of retries need not know when they begin; longer ones, such as time-outs, wait for {@link advance}.
 */
export class TestClock implements Clock {
  readonly pauses: number[] = [];
  /** How often the time was read: code that notes a sign of life reads it. */
  readings = 0;
  private readonly sleepers = new Set<Sleeper>();
  /** Milliseconds by which somebody has set the wall clock, see {@link setBack}. */
  private shift = 0;

  constructor(
    private time = Date.UTC(2026, 0, 1),
    private readonly instantUpTo = 0,
  ) {}

  now(): number {
    return this.time + this.shift;
  }

  monotonic(): number {
    this.readings++;
    return this.time;
  }

  /** Sets the wall clock back, as a person or a time server may: what was measured so far must not change. */
  setBack(milliseconds: number): void {
    this.shift -= milliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (milliseconds <= this.instantUpTo) {
      this.pauses.push(milliseconds);
      this.time += milliseconds;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      };
      const sleeper: Sleeper = {
        until: this.time + milliseconds,
        wake: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  schedule(milliseconds: number, then: () => void): () => void {
    if (milliseconds <= this.instantUpTo) {
      this.pauses.push(milliseconds);
      this.time += milliseconds;
      let isEnded = false;
      queueMicrotask(() => {
        if (!isEnded) then();
      });
      return () => {
        isEnded = true;
      };
    }
    const sleeper: Sleeper = { until: this.time + milliseconds, wake: then };
    this.sleepers.add(sleeper);
    return () => {
      this.sleepers.delete(sleeper);
    };
  }

  /** Moves the time on and wakes who slept until then. */
  advance(milliseconds: number): void {
    this.time += milliseconds;
    for (const sleeper of this.sleepers) {
      if (sleeper.until > this.time) continue;
      this.sleepers.delete(sleeper);
      sleeper.wake();
    }
  }

  /** How many sleep now. */
  get sleeping(): number {
    return this.sleepers.size;
  }
}
