import { t } from '@vscode/l10n';
import type { FineTuningClient } from '../../api/client';
import { countText } from '../../api/countText';
import { backgroundInterval, describeStop } from '../../api/paging/pageReader';
import { type FineTuningEvent, nameOfEvent } from '../../api/wire/event';
import { OlderPages } from './olderPages';

const eventsPerPage = 100;
/** Pages of new events that one refresh fetches: where more came since the last one, the log begins again. */
const maxNewPages = 10;
/** Events that are kept. */
const maxEvents = 20_000;

/** What a refresh brought. */
export interface NewEvents {
  /** Newest first. */
  readonly events: readonly FineTuningEvent[];
  /** The log begins with them again: too many came to join them to what was known. */
  readonly isReset: boolean;
}

/** The log of one job, as far as it was fetched. */
export class JobEvents {
  /** Newest first. */
  all: readonly FineTuningEvent[] = [];
  private readonly older: OlderPages<FineTuningEvent>;

  constructor(private readonly jobId: string) {
    this.older = new OlderPages(
      (client, after) => client.jobs.listEvents(jobId, { after, limit: eventsPerPage }),
      () => this.all.map(nameOfEvent),
      { interval: backgroundInterval },
    );
  }

  get hasOlder(): boolean {
    return this.older.hasMore && this.all.length < maxEvents;
  }

  /** Why the log is not whole, in a sentence; null: there is no such reason. */
  get problem(): string | null {
    if (this.older.hasMore && !this.hasOlder)
      return t('Only the newest {0} events are loaded.', countText(maxEvents));
    return this.older.stop === null ? null : describeStop(this.older.stop, 'events');
  }

  /** Fetches what came since the last time; at first the newest page. It is added to {@link all} and returned. */
  async fetchNewer(client: FineTuningClient, signal: AbortSignal): Promise<NewEvents> {
    const isFirst = this.all.length === 0;
    const reader = client.jobs.listEvents(this.jobId, { limit: eventsPerPage }).reader({
      interval: backgroundInterval,
      maxPages: isFirst ? 1 : maxNewPages,
      known: this.all.map(nameOfEvent),
    });
    const newer: FineTuningEvent[] = [];
    let isJoined = false;
    while (!isJoined) {
      const page = await reader.next({ signal });
      if (page === null) break;
      // Events that come meanwhile push others onto the next page: there they are known.
      const fresh = unknownOf(page.items, this.all, newer);
      for (const event of fresh) newer.push(event);
      isJoined = fresh.length < page.items.length;
    }
    const isCutOff = !isJoined && reader.stop === 'capped';
    if (!isFirst && !isCutOff) return this.add(newer);
    this.all = newer;
    this.older.beginAt(reader.cursor);
    return { events: newer, isReset: !isFirst };
  }

  /** Takes the events that came with the job itself, newest first; returns those that are new. */
  take(events: readonly FineTuningEvent[]): NewEvents {
    return this.add(unknownOf(events, this.all));
  }

  /** Fetches the events before the oldest one known; they are added to {@link all} and returned. */
  async fetchOlder(client: FineTuningClient, signal: AbortSignal): Promise<readonly FineTuningEvent[]> {
    if (!this.hasOlder) return [];
    const page = await this.older.next(client, signal);
    const older = unknownOf(page?.items ?? [], this.all);
    this.all = [...this.all, ...older];
    return older;
  }

  private add(newer: readonly FineTuningEvent[]): NewEvents {
    if (newer.length > 0) this.all = [...newer, ...this.all].slice(0, maxEvents);
    return { events: newer, isReset: false };
  }
}

function unknownOf(
  events: readonly FineTuningEvent[],
  ...known: readonly (readonly FineTuningEvent[])[]
): readonly FineTuningEvent[] {
  const names = new Set(known.flatMap((each) => each.map(nameOfEvent)));
  return events.filter((event) => !names.has(nameOfEvent(event)));
}
