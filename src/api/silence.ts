import type { Clock } from './clock';

/** The reason of ending a watch: nothing that anybody sees. */
const watched = { watched: true };

/** Calls `onSilence` once when nothing was heard for `timeout` milliseconds. One timer, however much is heard. */
export class Silence {
  private heardAt = 0;
  private watch: AbortController | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly timeout: number,
    private readonly onSilence: () => void,
  ) {}

  start(): void {
    this.heard();
    if (this.watch !== null) return;
    this.watch = new AbortController();
    void this.wait(this.watch.signal).catch(() => undefined); // rejects only when stopped
  }

  heard(): void {
    this.heardAt = this.clock.monotonic();
  }

  stop(): void {
    this.watch?.abort(watched);
    this.watch = null;
  }

  private async wait(signal: AbortSignal): Promise<void> {
    for (;;) {
      const left = this.heardAt + this.timeout - this.clock.monotonic();
      if (left <= 0) break;
      await this.clock.sleep(left, signal);
    }
    if (!signal.aborted) this.onSilence();
  }
}
