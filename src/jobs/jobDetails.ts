import type { Checkpoint } from '../api/checkpoint';
import type { FineTuningClient } from '../api/client';
import type { Clock } from '../api/clock';
import { ApiError, isCancelled } from '../api/errors';
import type { FineTuningEvent } from '../api/event';
import type { FileReference } from '../api/file';
import type { FineTuningJob } from '../api/job';
import { metricsCsv } from './metricsCsv';
import { readAll } from './readAll';
import { decodeResultFile } from '../api/resultFile';
import type { Account } from './account';
import type { FileFacts } from './fileFacts';
import { hasEnded } from './status';

/** What a refresh brought. */
export interface DetailsChange {
  /** Anything but events and results reads differently. */
  readonly isSnapshotNew: boolean;
  /** Events that came since, newest first. */
  readonly newerEvents: readonly FineTuningEvent[];
  /** Result files fetched now. */
  readonly newResults: readonly string[];
}

/** Pages of older events that are fetched without being asked for, so that a live chart starts at step 1. */
const mostEventPages = 50;
const eventsPerPage = 100;
/** Bytes of a result file that a page still draws; larger ones can be opened and saved. */
const largestResult = 64 * 1024 * 1024;

/** The provider's own metrics, among the result files. */
const metricsName = 'metrics';

/** Everything about one job that a page shows, fetched when the page asks. */
export class JobDetails {
  job: FineTuningJob | null = null;
  checkpoints: readonly Checkpoint[] = [];
  /** Newest first. */
  events: readonly FineTuningEvent[] = [];
  /** Decoded text by file id. */
  readonly results = new Map<string, string>();
  /** Unix milliseconds of the last answer. */
  fetchedAt = 0;
  /** Why the job itself could not be fetched the last time. */
  error: unknown = null;

  private readonly fileFacts = new Map<string, FileFacts>();
  private readonly problemOf = new Map<string, string>();
  private olderCursor: string | null = null;
  private lastSignature = '';

  constructor(
    private readonly account: Account,
    private readonly id: string,
    private readonly clock: Clock,
  ) {}

  get hasOlderEvents(): boolean {
    return this.olderCursor !== null;
  }

  get files(): readonly FileFacts[] {
    return [...this.fileFacts.values()];
  }

  /** What could not be fetched, beside the job itself. */
  get problems(): readonly string[] {
    return [...this.problemOf.values()];
  }

  /** Fetches what may have changed. Rejects only when the job itself cannot be fetched, or on abort. */
  async refresh(signal: AbortSignal): Promise<DetailsChange> {
    try {
      const client = await this.account.connect();
      this.job = await client.jobs.retrieve(this.id, { signal });
      this.error = null;
      this.fetchedAt = this.clock.now();
      this.account.store.apply([this.job]);
      const newerEvents = await this.attempt('events', () => this.fetchNewerEvents(client, signal), signal);
      await this.attempt('checkpoints', () => this.fetchCheckpoints(client, signal), signal);
      await this.fetchFiles(client, this.job, signal);
      const newResults = [
        ...(await this.fetchMetrics(client, signal)),
        ...(await this.fetchResults(client, this.job, signal)),
      ];
      return { isSnapshotNew: this.isSnapshotNew(), newerEvents: newerEvents ?? [], newResults };
    } catch (error) {
      if (!isCancelled(error, signal)) this.error = error;
      throw error;
    }
  }

  /** Fetches the events before the oldest one known; they are added to {@link events} and returned. */
  async loadOlderEvents(signal: AbortSignal): Promise<readonly FineTuningEvent[]> {
    const after = this.olderCursor;
    if (after === null) return [];
    const client = await this.account.connect();
    const page = await client.jobs.listEvents(this.id, { after, limit: eventsPerPage }, { signal }).first();
    this.olderCursor = page.cursor;
    const older = page.items.filter(unlike(this.events));
    this.events = [...this.events, ...older];
    return older;
  }

  private async fetchNewerEvents(client: FineTuningClient, signal: AbortSignal): Promise<FineTuningEvent[]> {
    if (this.account.dialect.capabilities.events !== true) {
      const inline = this.job?.events ?? [];
      const isNew = unlike(this.events);
      const newer = inline.filter(isNew);
      this.events = [...newer, ...this.events];
      return newer;
    }
    const isFirst = this.events.length === 0;
    const isNew = unlike(this.events);
    const newer: FineTuningEvent[] = [];
    let pages = 0;
    for await (const page of client.jobs.listEvents(this.id, { limit: eventsPerPage }, { signal }).pages()) {
      const fresh = page.items.filter(isNew);
      newer.push(...fresh);
      if (isFirst) this.olderCursor = page.cursor;
      if (fresh.length < page.items.length || ++pages >= mostEventPages) break;
    }
    this.events = [...newer, ...this.events];
    return newer;
  }

  private async fetchCheckpoints(client: FineTuningClient, signal: AbortSignal): Promise<void> {
    if (this.account.dialect.capabilities.checkpoints !== true) {
      this.checkpoints = this.job?.checkpoints ?? [];
      return;
    }
    const checkpoints: Checkpoint[] = [];
    for await (const checkpoint of client.jobs.listCheckpoints(this.id, { limit: 100 }, { signal })) {
      checkpoints.push(checkpoint);
      if (checkpoints.length >= 1_000) break;
    }
    this.checkpoints = checkpoints;
  }

  private async fetchFiles(client: FineTuningClient, job: FineTuningJob, signal: AbortSignal): Promise<void> {
    const roles: readonly [FileFacts['role'], readonly FileReference[]][] = [
      ['training', job.trainingFiles],
      ['validation', job.validationFiles],
      ['result', job.resultFiles],
    ];
    for (const [role, references] of roles) {
      for (const { id, filename, bytes } of references) {
        if (this.fileFacts.get(id)?.filename != null) continue;
        this.fileFacts.set(id, { id, role, filename, bytes });
        if (filename !== null || this.account.dialect.capabilities.files !== true) continue;
        await this.attempt(
          `file ${id}`,
          async () => {
            const file = await client.files.retrieve(id, { signal });
            this.fileFacts.set(id, { id, role, filename: file.filename, bytes: file.bytes });
          },
          signal,
        );
      }
    }
  }

  /** Some providers measure in a list of their own: the page reads it like a result file. */
  private async fetchMetrics(client: FineTuningClient, signal: AbortSignal): Promise<string[]> {
    if (this.account.dialect.capabilities.metrics !== true) return [];
    const metrics = await this.attempt('metrics', () => client.jobs.metrics(this.id, { signal }), signal);
    if (metrics === undefined || metrics.length === 0) return [];
    const text = metricsCsv(metrics);
    if (this.results.get(metricsName) === text) return [];
    this.results.set(metricsName, text);
    return [metricsName];
  }

  private async fetchResults(
    client: FineTuningClient,
    job: FineTuningJob,
    signal: AbortSignal,
  ): Promise<string[]> {
    if (this.account.dialect.capabilities.resultFiles !== true || !hasEnded(job.status)) return [];
    const fetched: string[] = [];
    for (const { id } of job.resultFiles) {
      if (this.results.has(id) || (this.fileFacts.get(id)?.bytes ?? 0) > largestResult) continue;
      await this.attempt(
        `result file ${id}`,
        async () => {
          const bytes = await readAll(client.files.content(id, { signal }), largestResult);
          this.results.set(id, decodeResultFile(bytes).text);
          fetched.push(id);
        },
        signal,
      );
    }
    return fetched;
  }

  /** One part that fails costs itself alone: its problem is kept and shown. */
  private async attempt<T>(
    what: string,
    fetch: () => Promise<T>,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    try {
      const value = await fetch();
      this.problemOf.delete(what);
      return value;
    } catch (error) {
      if (isCancelled(error, signal)) throw error;
      const isGone = error instanceof ApiError && error.status === 404;
      const reason = isGone
        ? 'the provider no longer has it'
        : error instanceof Error
          ? error.message
          : String(error);
      this.problemOf.set(what, `Could not fetch the ${what}: ${reason}.`);
      return undefined;
    }
  }

  private isSnapshotNew(): boolean {
    const signature = JSON.stringify([this.job, this.checkpoints, this.files, this.problems]);
    if (signature === this.lastSignature) return false;
    this.lastSignature = signature;
    return true;
  }
}

/** Whether an event is not among `known`. Where the provider numbers no events, time and message tell them apart. */
function unlike(known: readonly FineTuningEvent[]): (event: FineTuningEvent) => boolean {
  const names = new Set(known.map(nameOf));
  return (event) => !names.has(nameOf(event));
}

function nameOf(event: FineTuningEvent): string {
  return event.id ?? `${String(event.createdAt)} ${event.message}`;
}
