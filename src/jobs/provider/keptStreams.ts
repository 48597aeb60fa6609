import type { JobDetails } from '../source';

/** Streams that are kept open at once. */
const maxOpen = 4;

/** Reads what jobs stream also when no page shows them: where a server takes their status from there, nothing moves else. */
export class KeptStreams {
  private readonly open = new Map<string, AbortController>();

  constructor(
    private readonly details: (jobId: string) => JobDetails,
    /** A run has ended its stream. */
    private readonly onEnd: () => void,
  ) {}

  /** Goes on reading those of these jobs, or begins to, the first ones first, and no others. */
  keep(jobIds: readonly string[]): void {
    for (const [id, { signal }] of this.open) if (!jobIds.includes(id)) this.close(id, signal);
    for (const id of jobIds) {
      if (this.open.has(id) || this.open.size >= maxOpen) continue;
      const controller = new AbortController();
      this.open.set(id, controller);
      void this.read(id, controller.signal);
    }
  }

  /** One that is over stays, so that it is not begun again while the job is still listed as active. */
  private async read(id: string, signal: AbortSignal): Promise<void> {
    try {
      const details = this.details(id);
      await details.refresh(signal);
      if (await details.follow(signal, () => undefined)) this.onEnd();
    } catch {
      this.close(id, signal); // the next poll tries again, and says what is wrong
    }
  }

  private close(id: string, signal: AbortSignal): void {
    const controller = this.open.get(id);
    if (controller?.signal !== signal) return;
    this.open.delete(id);
    controller.abort();
  }
}
