import type { FineTuningClient } from '../api/client';
import type { FineTuningEvent } from '../api/event';

const eventsPerPage = 100;

/** The log of one job, as far as it was fetched. */
export class JobEvents {
  /** Newest first. */
  all: readonly FineTuningEvent[] = [];
  private olderCursor: string | null = null;

  constructor(private readonly jobId: string) {}

  get hasOlder(): boolean {
    return this.olderCursor !== null;
  }

  /** Fetches what came since the last time; at first the newest page. They are added to {@link all} and returned. */
  async fetchNewer(client: FineTuningClient, signal: AbortSignal): Promise<readonly FineTuningEvent[]> {
    const isFirst = this.all.length === 0;
    const known = new Set(this.all.map(nameOf));
    const newer: FineTuningEvent[] = [];
    let cursor: string | null = null;
    for await (const page of client.jobs
      .listEvents(this.jobId, { limit: eventsPerPage }, { signal })
      .pages()) {
      const fresh = page.items.filter((event) => !known.has(nameOf(event)));
      newer.push(...fresh);
      // Events that come meanwhile push others onto the next page: there they are known.
      for (const event of fresh) known.add(nameOf(event));
      cursor = page.cursor;
      if (isFirst || fresh.length < page.items.length) break;
    }
    if (isFirst) this.olderCursor = cursor;
    this.all = [...newer, ...this.all];
    return newer;
  }

  /** Takes the events that came with the job itself, newest first; returns those that are new. */
  take(events: readonly FineTuningEvent[]): readonly FineTuningEvent[] {
    const newer = this.unknownOf(events);
    this.all = [...newer, ...this.all];
    return newer;
  }

  /** Fetches the events before the oldest one known; they are added to {@link all} and returned. */
  async fetchOlder(client: FineTuningClient, signal: AbortSignal): Promise<readonly FineTuningEvent[]> {
    const after = this.olderCursor;
    if (after === null) return [];
    const page = await client.jobs
      .listEvents(this.jobId, { after, limit: eventsPerPage }, { signal })
      .first();
    this.olderCursor = page.cursor;
    const older = this.unknownOf(page.items);
    this.all = [...this.all, ...older];
    return older;
  }

  private unknownOf(events: readonly FineTuningEvent[]): readonly FineTuningEvent[] {
    const known = new Set(this.all.map(nameOf));
    return events.filter((event) => !known.has(nameOf(event)));
  }
}

/** Where the provider numbers no events, time and message tell them apart. */
function nameOf(event: FineTuningEvent): string {
  return event.id ?? `${String(event.createdAt)} ${event.message}`;
}
