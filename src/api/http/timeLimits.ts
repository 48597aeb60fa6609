import type { Clock } from '../clock';

/** Milliseconds that a request may take. */
export interface Limits {
  /** Without a sign of life of the server. */
  readonly silence: number;
  /** In all, however lively the server is; null: as long as it takes. */
  readonly whole: number | null;
}

/** The reason of ending a watch: nothing that anybody sees. */
const watched = { watched: true };

/**
 * Calls `onExceeded` once when a limit was passed. One timer, however much is heard, on a clock that nobody can set
 * back. Starting again after a stop begins a new silence, but the same whole.
 */
export class TimeLimits {
  private heardAt = 0;
  private endsAt: number;
  private watch: AbortController | null = null;

  constructor(
    private readonly clock: Clock,
    private limits: Limits,
    private readonly onExceeded: (limit: keyof Limits, milliseconds: number) => void,
  ) {
    this.endsAt = clock.monotonic() + (limits.whole ?? Infinity);
  }

  start(): void {
    this.heard();
    if (this.watch !== null) return;
    this.watch = new AbortController();
    void this.wait(this.watch.signal).catch(() => undefined); // rejects only when stopped
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
    this.watch?.abort(watched);
    this.watch = null;
  }

  private async wait(signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.clock.monotonic();
      const left = Math.min(this.heardAt + this.limits.silence, this.endsAt) - now;
      if (left <= 0) break;
      await this.clock.sleep(left, signal);
    }
    if (signal.aborted) return;
    const { silence, whole } = this.limits;
    if (whole !== null && this.clock.monotonic() >= this.endsAt) this.onExceeded('whole', whole);
    else this.onExceeded('silence', silence);
  }
}
