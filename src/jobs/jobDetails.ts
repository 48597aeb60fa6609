import type { Checkpoint } from '../api/wire/checkpoint';
import type { FineTuningClient } from '../api/client';
import type { Clock } from '../api/clock';
import { isCancelled } from '../api/http/errors';
import type { FineTuningEvent } from '../api/wire/event';
import type { FineTuningJob } from '../api/wire/job';
import { newestFirst } from '../api/paging/newestFirst';
import { backgroundInterval } from '../api/paging/pageReader';
import type { Account } from './account';
import type { FileFacts } from '../shared/fileFacts';
import { JobEvents, type NewEvents } from './jobEvents';
import { JobFiles } from './jobFiles';
import { metricsCsv } from './metricsCsv';
import { Parts } from './parts';
import { hasEnded } from '../shared/statuses';

/** What a refresh brought so far: told part by part, so that a page need not wait for the last one. */
export type DetailsChange =
  /** The job itself, its checkpoints or what its files are called. */
  | { readonly part: 'facts' }
  /** Events that came since, newest first; `isReset`: they take the place of all that were known. */
  | { readonly part: 'events'; readonly newer: readonly FineTuningEvent[]; readonly isReset: boolean }
  | { readonly part: 'result'; readonly fileId: string };

/** Events that are fetched without being asked for where no result file tells the curves from their first step. */
const mostEventsForCurves = 5_000;

/** Checkpoints that a page shows. */
const mostCheckpoints = 1_000;

/** The provider's own metrics, among the result files. */
const metricsName = 'metrics';

/** Everything about one job that a page shows, fetched when the page asks. */
export class JobDetails {
  job: FineTuningJob | null = null;
  checkpoints: readonly Checkpoint[] = [];
  /** Unix milliseconds of the last answer. */
  fetchedAt = 0;
  /** Why the job itself could not be fetched the last time. */
  error: unknown = null;
  /** Everything was asked for at least once. */
  isComplete = false;

  private readonly parts = new Parts();
  private readonly log: JobEvents;
  private readonly jobFiles = new JobFiles(this.parts);
  private hasMoreCheckpoints = false;

  constructor(
    private readonly account: Account,
    private readonly id: string,
    private readonly clock: Clock,
  ) {
    this.log = new JobEvents(id);
  }

  /** Newest first. */
  get events(): readonly FineTuningEvent[] {
    return this.log.all;
  }

  get hasOlderEvents(): boolean {
    return this.log.hasOlder;
  }

  get files(): readonly FileFacts[] {
    return this.jobFiles.all;
  }

  /** Decoded text by file id. */
  get results(): ReadonlyMap<string, string> {
    return this.jobFiles.results;
  }

  /** What could not be fetched, beside the job itself. */
  get problems(): readonly string[] {
    const shown = String(mostCheckpoints);
    const more = this.hasMoreCheckpoints ? [`Only the newest ${shown} checkpoints are shown.`] : [];
    const files = this.job === null ? [] : this.jobFiles.problemsOf(this.job);
    const log = this.log.problem === null ? [] : [this.log.problem];
    return [...this.parts.problems, ...files, ...more, ...log];
  }

  /** Whether a refresh may bring anything: the job goes on, or something could not be fetched the last time. */
  get mayChange(): boolean {
    if (this.job === null || this.error !== null) return true;
    return !hasEnded(this.job.status) || this.parts.isWorthRetrying;
  }

  /** The next refresh also tries what was refused before. */
  forgive(): void {
    this.parts.forgive();
  }

  /** The log has older events, and the curves begin in them. */
  get wantsOlderEvents(): boolean {
    return this.hasOlderEvents && this.results.size === 0 && this.events.length < mostEventsForCurves;
  }

  /**
   * Fetches what may have changed and tells it part by part, the job first. Rejects only when the job itself cannot
   * be fetched, or on abort.
   */
  async refresh(signal: AbortSignal, tell: (change: DetailsChange) => void = () => undefined): Promise<void> {
    try {
      const client = await this.account.connect();
      const job = await client.jobs.retrieve(this.id, { signal });
      this.job = job;
      this.error = null;
      this.fetchedAt = this.clock.now();
      this.account.store.apply([job]);
      tell({ part: 'facts' });
      const newer = await this.parts.fetch('events', () => this.fetchEvents(client, job, signal), signal);
      tell({ part: 'events', newer: newer?.events ?? [], isReset: newer?.isReset ?? false });
      for (const fileId of await this.fetchMetrics(client, signal)) tell({ part: 'result', fileId });
      for await (const fileId of this.jobFiles.fetchResults(client, job, signal))
        tell({ part: 'result', fileId });
      await this.parts.fetch('checkpoints', () => this.fetchCheckpoints(client, job, signal), signal);
      await this.jobFiles.fetchFacts(client, job, signal);
      this.isComplete = true;
      tell({ part: 'facts' });
    } catch (error) {
      if (!isCancelled(error, signal)) this.error = error;
      throw error;
    }
  }

  /** Fetches the events before the oldest one known; they are added to {@link events} and returned. */
  async loadOlderEvents(signal: AbortSignal): Promise<readonly FineTuningEvent[]> {
    return this.log.fetchOlder(await this.account.connect(), signal);
  }

  private async fetchEvents(
    client: FineTuningClient,
    job: FineTuningJob,
    signal: AbortSignal,
  ): Promise<NewEvents> {
    if (client.capabilities.events !== true) return this.log.take(newestFirst(job.events));
    return this.log.fetchNewer(client, signal);
  }

  private async fetchCheckpoints(
    client: FineTuningClient,
    job: FineTuningJob,
    signal: AbortSignal,
  ): Promise<void> {
    if (client.capabilities.checkpoints !== true) {
      this.checkpoints = job.checkpoints;
      return;
    }
    const checkpoints: Checkpoint[] = [];
    const list = client.jobs.listCheckpoints(this.id, { limit: 100 }, { signal });
    for await (const page of list.pages({ interval: backgroundInterval })) {
      for (const checkpoint of page.items) checkpoints.push(checkpoint);
      if (checkpoints.length > mostCheckpoints) break;
    }
    this.hasMoreCheckpoints = checkpoints.length > mostCheckpoints;
    this.checkpoints = checkpoints.slice(0, mostCheckpoints);
  }

  /** Some providers measure in a list of their own: the page reads it like a result file. */
  private async fetchMetrics(client: FineTuningClient, signal: AbortSignal): Promise<string[]> {
    if (client.capabilities.metrics !== true) return [];
    const metrics = await this.parts.fetch('metrics', () => client.jobs.metrics(this.id, { signal }), signal);
    if (metrics === undefined || metrics.length === 0) return [];
    const text = metricsCsv(metrics);
    if (this.results.get(metricsName) === text) return [];
    this.jobFiles.results.set(metricsName, text);
    return [metricsName];
  }
}
