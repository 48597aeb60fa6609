import type { Clock } from '../clock';

/** Milliseconds that a request may take. */
export interface Limits {
  /** Without a sign of life of the server. */
  readonly idle: number;
  /** In all, however lively the server is; null: as long as it takes. */
  readonly whole: number | null;
}

/**
 * Calls `onExceeded` once when a limit was passed. One timer, however much is heard, on a clock that nobody can set
 * back. Starting again after a stop starts the idle time again, but not the whole.
 */
export class TimeLimits {
  private heardAt = 0;
  private endsAt: number;
  /** Ends the watch; null: nobody watches. */
  private end: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private limits: Limits,
    private readonly onExceeded: (limit: keyof Limits, milliseconds: number) => void,
  ) {
    this.endsAt = clock.monotonic() + (limits.whole ?? Infinity);
  }

  start(): void {
    this.heard();
    if (this.end === null) this.wait();
  }

  heard(): void {
    this.heardAt = this.clock.monotonic();
  }

  /** What is left may take so many milliseconds more at most. */
  limitRest(milliseconds: number): void {
    this.limits = { ...this.limits, whole: this.limits.whole ?? milliseconds };
    this.endsAt = Math.min(this.endsAt, this.clock.monotonic() + milliseconds);
  }

  stop(): void {
    this.end?.();
    this.end = null;
  }

  /** Not by a promise and a signal to end it: they would cost more than all else that is done for a request. */
  private wait(): void {
    const now = this.clock.monotonic();
    const left = Math.min(this.heardAt + this.limits.idle, this.endsAt) - now;
    if (left > 0) {
      this.end = this.clock.schedule(left, () => {
        this.wait();
      });
      return;
    }
    this.end = null;
    const { idle, whole } = this.limits;
    if (whole !== null && now >= this.endsAt) this.onExceeded('whole', whole);
    else this.onExceeded('idle', idle);
  }
}
