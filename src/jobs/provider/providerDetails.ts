import { t } from '@vscode/l10n';
import type { FineTuningClient } from '../../api/client';
import type { Clock } from '../../api/clock';
import { isCancelled } from '../../api/http/errors';
import { newestFirst } from '../../api/paging/newestFirst';
import { backgroundInterval } from '../../api/paging/pageReader';
import type { Checkpoint } from '../../api/wire/checkpoint';
import type { FineTuningEvent } from '../../api/wire/event';
import type { FineTuningJob } from '../../api/wire/job';
import { type Analysis, analyze } from '../../metrics/analysis';
import { MetricsCollector } from '../../metrics/collector';
import type { Write } from '../../metrics/diagnosis';
import { tableOf } from '../../metrics/measurements';
import { type TimelineEntry, timelineOf } from '../../metrics/timeline';
import type { FileFacts } from '../../shared/fileFacts';
import { groupOf, hasEnded } from '../../shared/statuses';
import type { RunEstimate } from '../reportedProgress';
import type { DetailsChange, JobDetails } from '../source';
import type { JobStore } from '../store';
import type { Connect } from './connect';
import { JobEvents, type NewEvents } from './jobEvents';
import { JobFiles } from './jobFiles';
import type { LiveRun, RunReport } from './liveRun';
import { PartialFetches } from './partialFetches';

/** Events that are fetched where the curves or the timeline begin in older ones than a person has asked for. */
const maxEventsUnasked = 5_000;

/** Checkpoints that a page shows. */
const maxCheckpoints = 1_000;

/** The provider's own metrics, among the tables of the result files. */
const metricsName = 'metrics';

/** Everything about one job that a page shows, fetched when the page asks. */
export class ProviderDetails implements JobDetails {
  job: FineTuningJob | null = null;
  checkpoints: readonly Checkpoint[] = [];
  /** Unix milliseconds of the last response. */
  fetchedAt = 0;
  /** Why the job itself could not be fetched the last time. */
  error: unknown = null;
  /** Everything was requested at least once. */
  isComplete = false;

  /** The job's curves, from all that reports them. */
  readonly metrics = new MetricsCollector();

  /** The last refresh was ended before it was through. */
  private isCutShort = false;
  private readonly parts = new PartialFetches();
  private analysis: { readonly key: string; readonly value: Analysis } | null = null;
  private readonly log: JobEvents;
  private readonly jobFiles = new JobFiles(this.parts);
  private hasMoreCheckpoints = false;
  /** Of the provider's own list, as far as it was read. */
  private measurements = 0;
  /** Reports of the live stream that were taken. */
  private taken = 0;

  constructor(
    private readonly store: JobStore,
    private readonly id: string,
    private readonly connect: Connect,
    private readonly clock: Clock,
    /** The job and its newest events have been fetched, or all that reports its curves. */
    private readonly onFetched: (metrics: MetricsCollector) => void,
    /** How sentences write numbers. */
    private readonly write: Write,
    /** Null where the provider streams nothing. */
    private readonly run: LiveRun | null,
    /** What the live stream brought. */
    private readonly onReported: (metrics: MetricsCollector, estimate: RunEstimate) => void,
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

  /** What is judged from the curves. The same until they, the status, the epochs or the checkpoints change. */
  get judgement(): Analysis {
    const isDone = this.job !== null && groupOf(this.job.status) === 'succeeded';
    const epochCount = this.job === null ? null : epochCountOf(this.job);
    const { metrics, checkpoints } = this;
    const key = [metrics.version, isDone, epochCount].join();
    if (this.analysis?.key !== key) {
      this.analysis = { key, value: analyze(metrics, { isDone, epochCount, checkpoints }, this.write) };
    }
    return this.analysis.value;
  }

  /** When the job came to what, as far as its fields and events report. */
  get timeline(): readonly TimelineEntry[] {
    if (this.job === null) return [];
    if (this.hasOlderEvents) return timelineOf(this.job, []);
    // Of a live stream nobody knows whether it was read from the first step on.
    const events = this.run === null ? this.events : this.events.filter(({ data }) => data === null);
    return timelineOf(this.job, events.toReversed());
  }

  /** What could not be fetched, beside the job itself. */
  get problems(): readonly string[] {
    const more = this.hasMoreCheckpoints
      ? [t('Only the newest {0} checkpoints are shown.', maxCheckpoints)]
      : [];
    const files = this.job === null ? [] : this.jobFiles.problemsOf(this.job);
    const log = this.log.problem === null ? [] : [this.log.problem];
    const live = this.run?.problem == null ? [] : [this.run.problem];
    return [...this.parts.problems, ...files, ...more, ...log, ...live];
  }

  /** Whether a refresh may bring anything: the job goes on, or something was not fetched the last time. */
  get mayChange(): boolean {
    if (this.job === null || this.error !== null || this.isCutShort) return true;
    return !hasEnded(this.job.status) || this.parts.isWorthRetrying;
  }

  /** The next refresh also tries what was refused before. */
  forgive(): void {
    this.parts.forgive();
    this.run?.forgive();
  }

  /** The log has older events, and the curves begin in them, or the times at which the job began what. */
  get wantsOlderEvents(): boolean {
    if (!this.hasOlderEvents || this.events.length >= maxEventsUnasked) return false;
    return !this.metrics.hasTables || this.job?.startedAt === null;
  }

  /**
   * Fetches what may have changed and reports it part by part, the job first. Rejects only when the job itself cannot
   * be fetched, or on abort.
   */
  async refresh(
    signal: AbortSignal,
    report: (change: DetailsChange) => void = () => undefined,
  ): Promise<void> {
    try {
      const client = await this.connect(signal);
      const onWait = (error: unknown, pause: number) => {
        report({ part: 'wait', error, pause });
      };
      const job = await client.jobs.retrieve(this.id, { signal, onWait });
      this.job = job;
      this.error = null;
      this.fetchedAt = this.clock.now();
      if (job.id === this.id) this.store.apply([job]); // another one would be a row that no list has
      if (hasEnded(job.status) && client.dialect.live?.isWholeLog !== true) this.run?.close();
      report({ part: 'facts' });
      this.takeReports(report);
      const newer = await this.parts.fetch(
        { kind: 'events' },
        () => this.fetchEvents(client, job, signal, report),
        signal,
      );
      this.addEvents(newer);
      this.onFetched(this.metrics);
      report({ part: 'events', newer: newer?.events ?? [], isReset: newer?.isReset ?? false });
      report({ part: 'curves' });
      if (await this.fetchMetrics(client, signal)) report({ part: 'curves' });
      for await (const { fileId, table } of this.jobFiles.fetchResults(client, job, signal)) {
        this.metrics.setTable(fileId, table);
        report({ part: 'curves' });
      }
      await this.parts.fetch(
        { kind: 'checkpoints' },
        () => this.fetchCheckpoints(client, job, signal),
        signal,
      );
      this.metrics.setCheckpoints(this.checkpoints);
      await this.jobFiles.fetchFacts(client, job, signal);
      this.isComplete = true;
      this.isCutShort = false;
      this.onFetched(this.metrics);
      this.store.nameFiles(this.files);
      report({ part: 'facts' });
      report({ part: 'curves' });
    } catch (error) {
      if (isCancelled(error, signal)) this.isCutShort = true;
      else this.error = error;
      throw error;
    }
  }

  async follow(signal: AbortSignal, report: (change: DetailsChange) => void): Promise<boolean> {
    if (this.run === null || this.job === null || hasEnded(this.job.status)) return false;
    return this.run.follow(() => {
      if (!this.takeReports(report)) report({ part: 'facts' }); // a problem came, or went
    }, signal);
  }

  /** Returns whether anything had come. */
  private takeReports(report: (change: DetailsChange) => void): boolean {
    if (this.run === null) return false;
    const { reports, count } = this.run.since(this.taken);
    this.taken = count;
    if (reports.length === 0) return false;
    const newestFirst = reports.map(({ event }) => event).toReversed();
    this.metrics.addEvents(newestFirst);
    // A step without words is a point of the curves, and no line of a log.
    const { events } = this.log.take(newestFirst.filter(({ message }) => message !== ''));
    this.takeStatus(reports);
    this.onReported(this.metrics, {
      fraction: reports.findLast(({ fraction }) => fraction !== null)?.fraction ?? null,
      finishAt: reports.findLast(({ finishAt }) => finishAt !== null)?.finishAt ?? null,
    });
    if (events.length > 0) report({ part: 'events', newer: events, isReset: false });
    report({ part: 'facts' });
    report({ part: 'curves' });
    return true;
  }

  /** Between two looks at the job; how it ended only the job itself says. */
  private takeStatus(reports: readonly RunReport[]): void {
    const { job } = this;
    const status = reports.findLast((each) => each.status !== null)?.status ?? null;
    if (job === null || status === null || status === job.status) return;
    if (hasEnded(job.status) || hasEnded(status)) return;
    this.job = { ...job, status };
    this.store.apply([this.job]);
  }

  /** Fetches the events before the oldest one known; they are added to {@link events} and returned. */
  async loadOlderEvents(signal: AbortSignal): Promise<readonly FineTuningEvent[]> {
    const older = await this.log.fetchOlder(await this.connect(signal), signal);
    this.metrics.addEvents(older);
    return older;
  }

  private addEvents(newer: NewEvents | undefined): void {
    if (newer?.isReset === true) this.metrics.clearEvents();
    this.metrics.addEvents(newer?.events ?? []);
  }

  private async fetchEvents(
    client: FineTuningClient,
    job: FineTuningJob,
    signal: AbortSignal,
    report: (change: DetailsChange) => void,
  ): Promise<NewEvents> {
    if (client.dialect.live?.isWholeLog === true && groupOf(job.status) !== 'queued') {
      await this.run?.catchUp(signal, hasEnded(job.status));
      this.takeReports(report);
    }
    const isInline = client.capabilities.events !== true || client.dialect.inline?.events === true;
    if (isInline) return this.log.take(newestFirst(job.events));
    return this.log.fetchNewer(client, signal);
  }

  private async fetchCheckpoints(
    client: FineTuningClient,
    job: FineTuningJob,
    signal: AbortSignal,
  ): Promise<void> {
    if (client.capabilities.checkpoints !== true || client.dialect.inline?.checkpoints === true) {
      this.checkpoints = job.checkpoints;
      return;
    }
    const checkpoints: Checkpoint[] = [];
    const list = client.jobs.listCheckpoints(this.id, { limit: 100 }, { signal });
    for await (const page of list.pages({ interval: backgroundInterval })) {
      for (const checkpoint of page.items) checkpoints.push(checkpoint);
      if (checkpoints.length > maxCheckpoints) break;
    }
    this.hasMoreCheckpoints = checkpoints.length > maxCheckpoints;
    this.checkpoints = checkpoints.slice(0, maxCheckpoints);
  }

  /** Some providers measure in a list of their own. Returns whether it has grown. */
  private async fetchMetrics(client: FineTuningClient, signal: AbortSignal): Promise<boolean> {
    if (client.capabilities.metrics !== true) return false;
    const metrics = await this.parts.fetch(
      { kind: 'metrics' },
      () => client.jobs.metrics(this.id, { signal }),
      signal,
    );
    if (metrics === undefined || metrics.length === this.measurements) return false;
    this.measurements = metrics.length;
    this.metrics.setTable(metricsName, tableOf(metrics));
    return true;
  }
}

/** Requested or chosen; null where unknown or still `auto`. */
function epochCountOf({ hyperparameters, method }: FineTuningJob): number | null {
  const epochs = [hyperparameters['n_epochs'], method?.hyperparameters['n_epochs']];
  return epochs.find((each) => typeof each === 'number') ?? null;
}
