import { FineTuningClient } from '../../../src/api/client';
import type { Connection } from '../../../src/api/connection';
import type { Exchange } from '../../../src/api/http/transport';
import type { ProviderSource } from '../../../src/jobs/provider/providerSource';
import type { JobDetails } from '../../../src/jobs/source';
import { loadedDialect } from '../dialects';
import { TestClock } from '../testClock';
import { testSource } from '../testSource';
import type { Exchanged, HostileServer } from './hostileServer';
import { hostileKey } from './key';
import type { Scenario } from './scenario';
import type { Step } from './steps';

/** Milliseconds of {@link TestClock} that pass at once: retries, looks and the pace of pages. */
const instant = 20_000;
/** Requests of one sequence beyond which something does not end: there it is stopped. */
const maxRequests = 20_000;

/** The client, the store and the pages of one sequence, before a hostile server. */
export class World {
  readonly clientClock = new TestClock(Date.UTC(2026, 0, 1), instant);
  /** Polls and what follows from them wait for the test. */
  readonly sourceClock = new TestClock();
  readonly source: ProviderSource;
  readonly client: FineTuningClient;
  readonly exchanged: Exchanged[] = [];
  readonly logged: Exchange[] = [];
  readonly pages = new Map<string, JobDetails>();
  private readonly connection: Connection & { readonly baseUrl: string };
  private readonly work = new Set<AbortController>();

  constructor(
    readonly server: HostileServer,
    readonly scenario: Scenario,
  ) {
    const baseUrl = server.play(scenario, (exchanged) => {
      this.note(exchanged);
    });
    this.connection = { name: 'Hostile', dialect: scenario.dialect, baseUrl };
    this.client = new FineTuningClient(this.clientOptions);
    this.source = testSource(this.connection, () => Promise.resolve(this.client), this.sourceClock);
  }

  get clientOptions() {
    return {
      connection: this.connection,
      dialect: loadedDialect(this.connection),
      key: () => Promise.resolve(hostileKey),
      canStreamUploads: true,
      random: () => 1,
      clock: this.clientClock,
      onExchange: (exchange: Exchange) => void this.logged.push(exchange),
    };
  }

  /** What ends one step: its own cancelling, the end of the sequence, or that it got out of hand. */
  begin({ cancelledAfter }: Pick<Step, 'cancelledAfter'>): AbortSignal {
    const controller = new AbortController();
    this.work.add(controller);
    if (cancelledAfter !== null) this.cancelAt(this.exchanged.length + cancelledAfter, controller);
    return controller.signal;
  }

  /** The details of a job, the same as long as its page is open. */
  async page(id: string): Promise<JobDetails> {
    const opened = await this.source.details(id);
    const page = this.pages.get(id) ?? opened;
    this.pages.set(id, page);
    return page;
  }

  private readonly cancels: { readonly at: number; readonly controller: AbortController }[] = [];

  private cancelAt(at: number, controller: AbortController): void {
    this.cancels.push({ at, controller });
  }

  private note(exchanged: Exchanged): void {
    this.exchanged.push(exchanged);
    const { length } = this.exchanged;
    for (const { at, controller } of this.cancels) if (at <= length) controller.abort();
    if (length > maxRequests) this.dispose();
  }

  dispose(): void {
    for (const each of this.work) each.abort();
    this.source.dispose();
  }
}
