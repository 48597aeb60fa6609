import type { Clock } from '../../api/clock';
import type { JobDetails } from '../source';

/** Streams that are kept open at once. */
const maxOpen = 4;
/** Milliseconds for which one that fails comes behind all others, and one that is refused is not read. */
const setAside = 5 * 60_000;

/** Reads what jobs stream also when no page shows them: where a server takes their status from there, nothing moves else. */
export class KeptStreams {
  private readonly open = new Map<string, AbortController>();
  /** Of jobs that are still listed as active: until when they are not read, on the monotonic clock. */
  private readonly over = new Map<string, number>();
  /** When the streams of jobs failed last, on the monotonic clock. */
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly details: (jobId: string) => Pick<JobDetails, 'refresh' | 'follow' | 'forgive'>,
    /** Whether something that lasts is wrong with a stream that is read. */
    private readonly isFailing: (jobId: string) => boolean,
    private readonly clock: Clock,
    /** A run has ended its stream. */
    private readonly onEnd: () => void,
  ) {}

  /**
   * Goes on reading those of these jobs, or begins to, the first ones first, and no others. One that fails makes room for
   * others: a server whose trainer has crashed may list a job as active for good.
   */
  keep(jobIds: readonly string[]): void {
    const listed = new Set(jobIds);
    for (const id of this.over.keys()) if (!listed.has(id)) this.over.delete(id);
    for (const id of this.failures.keys()) if (!listed.has(id)) this.failures.delete(id);
    for (const id of this.open.keys()) if (this.isFailing(id)) this.noteFailure(id);
    const wanted = this.firstOf(jobIds);
    for (const [id, { signal }] of this.open) if (!wanted.includes(id)) this.close(id, signal);
    for (const id of wanted) if (!this.open.has(id)) this.begin(id);
  }

  private firstOf(jobIds: readonly string[]): readonly string[] {
    const now = this.clock.monotonic();
    const isAside = (id: string) => now - (this.failures.get(id) ?? -Infinity) < setAside;
    const readable = jobIds.filter((id) => (this.over.get(id) ?? -Infinity) <= now);
    return [...readable.filter((id) => !isAside(id)), ...readable.filter(isAside)].slice(0, maxOpen);
  }

  private begin(id: string): void {
    const controller = new AbortController();
    this.open.set(id, controller);
    void this.read(id, controller.signal);
  }

  /** One that has ended is not begun again while the job is still listed as active; one that was refused is, later. */
  private async read(id: string, signal: AbortSignal): Promise<void> {
    try {
      const details = this.details(id);
      if (this.failures.has(id)) details.forgive();
      await details.refresh(signal);
      const isEnded = await details.follow(signal, () => undefined);
      if (signal.aborted) return;
      const isRefused = this.isFailing(id);
      if (isRefused) this.noteFailure(id);
      this.over.set(id, isRefused ? this.clock.monotonic() + setAside : Infinity);
      this.close(id, signal);
      if (isEnded && !isRefused) this.onEnd();
    } catch {
      if (!signal.aborted) this.noteFailure(id);
      this.close(id, signal); // a later poll tries again, and says what is wrong
    }
  }

  private noteFailure(id: string): void {
    this.failures.set(id, this.clock.monotonic());
  }

  private close(id: string, signal: AbortSignal): void {
    const controller = this.open.get(id);
    if (controller?.signal !== signal) return;
    this.open.delete(id);
    controller.abort();
  }
}
