import { t } from '@vscode/l10n';
import { abortable } from '../../api/abortable';
import type { FineTuningClient } from '../../api/client';
import type { Clock } from '../../api/clock';
import type { Connection } from '../../api/connection';
import type { Capabilities, Dialect } from '../../api/dialects/dialect';
import { providers } from '../../api/dialects/providers';
import { ApiError, isCancelled } from '../../api/http/errors';
import { isGone } from '../../api/http/isGone';
import { type JsonPart, jsonPartsOf, type SentJson } from '../../api/jsonPart';
import { once } from '../../api/once';
import { describeStop } from '../../api/paging/pageReader';
import { emptyPage, type Page } from '../../api/paging/pages';
import type { FineTuningJob } from '../../api/wire/job';
import type { JobSummary } from '../../api/wire/jobSummary';
import type { Write } from '../../metrics/diagnosis';
import type { JobKey } from '../../shared/protocol';
import { groupOf, hasEnded, isActive } from '../../shared/statuses';
import { Emitter, type Event } from '../emitter';
import { jobKey, parseJobKey, sourceId } from '../jobKey';
import type { JobMarks } from '../jobMarks';
import type { Progress } from '../progress';
import type { RunMemory } from '../runMemory';
import type { JobChange, JobDetails, JobSource, SourceState, WantedJobs } from '../source';
import { JobStore } from '../store';
import type { Connect } from './connect';
import { gone } from './gone';
import type { JobReports } from './jobReports';
import { OlderPages } from './olderPages';
import { Poller } from './poller';
import { ProviderChat } from './providerChat';
import { ProviderCreation } from './providerCreation';
import { ProviderFiles } from './providerFiles';
import { ProviderModels } from './providerModels';
import { ProviderServing } from './providerServing';
import { ProviderWeights } from './providerWeights';
import { RoundRobin } from './roundRobin';
import type { Narrowed } from './wantedJobs';

/**
 * Jobs of each kind that are requested one by one at each poll: with more, they take turns. With the list these are
 * at most nine requests in a poll, three a second.
 */
const maxFollowed = 4;
const jobsPerPage = 100;
/** Pages of jobs that a search brings. */
const maxFoundPages = 20;
/** Metrics events come between others: the newest few are enough to find one. */
const eventsForProgress = 10;
/** The same at the end of a run, when more is reported beside it, and steps may have come that no poll has seen. */
const eventsAtEnd = 100;

/** What the source needs to know of the person who looks at it. */
interface Person {
  /** What they have noted about jobs; undefined: nothing. */
  readonly marks?: Pick<JobMarks, 'of' | 'onDidChange'>;
  /** How far jobs came that have ended, over windows. */
  readonly runs?: Pick<RunMemory, 'of' | 'keep'>;
  /** How they read numbers, in sentences. */
  readonly write?: Write;
}

/** One connection with what is known of its jobs, kept up to date by its poller. */
export class ProviderSource implements JobSource {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly address: string | null;
  readonly capabilities: Capabilities;
  readonly hasBareCheckpoints: boolean;
  readonly hasOwnNames: boolean;
  readonly afterCancel: string | null;
  readonly files: ProviderFiles;
  readonly models: ProviderModels;
  readonly creation: ProviderCreation;
  readonly chat: ProviderChat;
  readonly weights: ProviderWeights;
  readonly serving: ProviderServing | null;
  readonly store = new JobStore(
    (id) => this.person.marks?.of(jobKey(this, id)) ?? null,
    (id) => this.person.runs?.of(jobKey(this, id)),
  );
  private readonly marking: { dispose(): void } | undefined;
  private readonly connect: Connect;
  private readonly poller: Poller;
  private readonly states = new Emitter<SourceState>();
  private current: SourceState = { kind: 'unknown' };
  private olderPage: Promise<void> | null = null;
  private readonly older = new OlderPages(
    (client, after) => client.jobs.listSummaries({ after, limit: jobsPerPage }),
    // What was found before its turn is no repetition when its page comes.
    () => this.store.all().flatMap(({ id }) => (this.found.has(id) ? [] : id)),
  );
  /** Ids of jobs that a search has brought, or that were known when the pages began again. */
  private readonly found = new Set<string>();
  /** Ids of the newest page. */
  private newest: ReadonlySet<string> = new Set();
  /** One of its lists could not be read: what comes after it is of the others. */
  private wasPartlyUnread = false;
  /** Ids of jobs that pages have fetched since the last poll. */
  private readonly fetchedByPages = new Set<string>();
  /** By the ids of jobs that were seen to end. */
  private readonly lastReports = new Map<string, Promise<void>>();
  private lastReport = Promise.resolve();
  private readonly end = new AbortController();
  /** Loaded with the first page of a job, or the first stream that is read without one: lists of jobs do without. */
  private readonly reports = once(() => this.openReports());
  /** Null until then. */
  private openedReports: JobReports | null = null;
  /** Loaded with the first run whose events are read. */
  private readonly progressReader = once(() => import('../reportedProgress'));
  private readonly oldTurns = new RoundRobin();
  private readonly runningTurns = new RoundRobin();

  readonly onDidChangeState = this.states.event;
  readonly onDidRefresh: Event<void>;
  readonly onDidFail: Event<unknown>;
  /** Unix milliseconds of the last response; null before the first. */
  fetchedAt: number | null = null;
  /** Its jobs are on screen. One that only a page needs is not polled once the page is gone. */
  isShown = true;

  constructor(
    connection: Connection,
    /** What it speaks. */
    private readonly dialect: Dialect,
    /** The client, once there is a server to talk to: the local engine may have to be started first. */
    connect: () => Promise<FineTuningClient>,
    private readonly clock: Clock,
    private readonly person: Person = {},
  ) {
    this.id = sourceId(connection.name);
    this.name = connection.name;
    this.kind = providers[connection.dialect].title;
    this.address = connection.baseUrl ?? null;
    this.capabilities = this.dialect.capabilities;
    this.hasBareCheckpoints = this.dialect.hasBareCheckpoints === true;
    this.hasOwnNames = this.dialect.hasOwnNames === true;
    this.afterCancel = this.dialect.afterCancel ?? null;
    this.connect = async (signal) => {
      const client = await abortable(connect(), signal);
      client.onAnswer = () => {
        this.poller.heard();
      };
      return client;
    };
    this.models = new ProviderModels(this.connect, clock);
    this.files = new ProviderFiles(this.connect, clock, (files) => {
      this.store.nameFiles(files);
    });
    this.creation = new ProviderCreation(this.dialect, this.connect);
    this.chat = new ProviderChat(this.dialect, this.connect);
    this.weights = new ProviderWeights(this.connect);
    const { serving } = this.dialect;
    this.serving = serving === undefined ? null : new ProviderServing(serving.name, this.connect);
    this.poller = new Poller(
      {
        poll: (signal) => this.poll(signal),
        pollInputs: () => this.pollInputs(),
      },
      clock,
    );
    this.marking = person.marks?.onDidChange((keys) => {
      this.remark(keys);
    });
    this.store.onDidEnd(({ job, previousStatus }) => {
      if (previousStatus !== null) this.lastReports.set(job.id, this.readInTurn(job.id));
    });
    this.onDidRefresh = this.poller.onDidPoll;
    this.onDidFail = this.poller.onDidFail;
    this.poller.onDidFail((error) => {
      this.setState({ kind: 'failed', error });
    });
  }

  private remark(keys: readonly JobKey[]): void {
    const own = keys.map(parseJobKey).filter(({ sourceId: id }) => id === this.id);
    this.store.remark(own.map(({ jobId }) => jobId));
  }

  watch(): { dispose(): void } {
    const watch = this.poller.watch();
    return {
      dispose: () => {
        watch.dispose();
        if (!this.isNeeded) this.openedReports?.keep([]);
      },
    };
  }

  private get isNeeded(): boolean {
    return this.isShown || this.poller.isWatched;
  }

  get isWatched(): boolean {
    return this.poller.isWatched;
  }

  refresh(): Promise<void> {
    return this.poller.pollNow();
  }

  async refreshAgain(signal?: AbortSignal): Promise<void> {
    await this.poller.pollAgain(signal);
    if (signal?.aborted !== true || this.state.kind !== 'unknown') return;
    this.setState({ kind: 'failed', error: new Error(t('The refresh was cancelled')) });
  }

  get retryAt(): number | null {
    const { retryIn } = this.poller;
    return retryIn === null ? null : this.clock.now() + retryIn;
  }

  expectChange(): void {
    this.poller.expectChange();
  }

  setFocused(isFocused: boolean): void {
    this.poller.setFocused(isFocused);
  }

  async details(jobId: string): Promise<JobDetails> {
    return (await this.reports()).details(jobId);
  }

  private async openReports(): Promise<JobReports> {
    const { JobReports } = await import('./jobReports');
    const reports = new JobReports({
      store: this.store,
      connect: this.connect,
      clock: this.clock,
      live: this.dialect.live,
      write: this.person.write ?? String,
      onFetched: (jobId, progress) => {
        this.takeFetched(jobId, progress);
      },
      onReported: (jobId, progress) => {
        this.takeProgress(jobId, progress);
      },
      onEnd: () => void this.refresh(),
    });
    this.openedReports = reports;
    return reports;
  }

  /** A page has just fetched this job with its events: the next poll need not do the same. */
  private takeFetched(jobId: string, progress: Progress | null): void {
    this.fetchedByPages.add(jobId);
    const isNew = this.takeProgress(jobId, progress);
    if (isNew && !hasEnded(this.store.get(jobId)?.status ?? 'cancelled')) this.poller.expectChange();
  }

  private takeProgress(jobId: string, progress: Progress | null): boolean {
    if (progress === null) return false;
    const isNew = this.store.setProgress(jobId, { ...progress, lookedAt: this.clock.now() / 1000 });
    const job = this.store.get(jobId);
    if (job !== undefined && hasEnded(job.status)) void this.person.runs?.keep(jobKey(this, jobId), progress);
    return isNew;
  }

  async retrieve(jobId: string, signal: AbortSignal): Promise<FineTuningJob> {
    const client = await this.connect(signal);
    const job = await client.jobs.retrieve(jobId, { signal });
    this.store.apply([job]);
    return job;
  }

  async json(jobId: string, part: JsonPart, signal: AbortSignal): Promise<SentJson> {
    return (await this.connect(signal)).jobs.retrieveRaw(jobId, part, { signal });
  }

  get jsonParts(): readonly JsonPart[] {
    return jsonPartsOf(this.dialect);
  }

  async change(change: JobChange, jobId: string, signal: AbortSignal): Promise<void> {
    const { jobs } = await this.connect(signal);
    if (change === 'delete') {
      await gone(jobs.delete(jobId, { signal }));
      this.store.remove(jobId);
    } else this.store.apply([await jobs[change](jobId, { signal })]);
    this.poller.expectChange();
  }

  get state(): SourceState {
    return this.current;
  }

  /** Fetches the page after the last one known, or joins the fetch under way. `signal` ends the one that it begins. */
  loadOlder(signal?: AbortSignal): Promise<void> {
    this.olderPage ??= this.fetchOlder(signal).finally(() => {
      this.olderPage = null;
    });
    return this.olderPage;
  }

  private async fetchOlder(signal?: AbortSignal): Promise<void> {
    const after = this.store.nextCursor;
    if (after === null) return;
    if (after !== this.older.cursor) this.older.beginAt(after);
    const page = await this.older.next(await this.connect(signal), signal);
    this.store.applyOlder(page ?? emptyPage, this.older.cursor);
  }

  /** A server that does not know a parameter lists all jobs, which are not taken for matches, or refuses it. */
  async find(wanted: WantedJobs, signal: AbortSignal, isOver = () => false): Promise<boolean> {
    const { narrowed } = await import('./wantedJobs');
    const part = narrowed(wanted, this.dialect);
    try {
      return part !== null && (await this.findPart(part, signal, isOver));
    } catch (error) {
      const isRefusal = error instanceof ApiError && (error.status === 400 || error.status === 422);
      if (!isRefusal) throw error;
      return false;
    }
  }

  private async findPart(part: Narrowed, signal: AbortSignal, isOver: () => boolean): Promise<boolean> {
    const { jobs } = await this.connect(signal);
    for (const params of part.lists) {
      const reader = jobs
        .listSummaries({ ...params, limit: jobsPerPage })
        .reader({ maxPages: maxFoundPages });
      for (let page = await reader.next({ signal }); page !== null; page = await reader.next({ signal })) {
        const fitting = page.items.filter(part.fits);
        for (const { id } of fitting) if (this.store.get(id) === undefined) this.found.add(id);
        this.store.applyFound(fitting);
        // What cannot be read may fit, and has its row where the pages bring it.
        if (fitting.length < page.items.length || page.unreadable.length > 0 || isOver()) return false;
      }
      if (reader.stop !== null) return false;
    }
    return true;
  }

  /** Why no older jobs are loaded although the server may have some, in a sentence; null: there is no such reason. */
  get olderProblem(): string | null {
    return this.older.stop === null ? null : describeStop(this.older.stop, 'jobs');
  }

  private pollInputs(): { activeJobs: number; unknownJobs: number } {
    const unfinished = this.store.unfinished();
    return {
      activeJobs: this.isNeeded ? unfinished.filter((job) => isActive(job.status)).length : 0,
      unknownJobs: unfinished.filter((job) => groupOf(job.status) === 'other').length,
    };
  }

  private async poll(signal: AbortSignal): Promise<boolean> {
    const client = await this.connect(signal);
    const fetched = new Set(this.fetchedByPages);
    this.fetchedByPages.clear();
    this.store.beginNewest();
    const page = await client.jobs.listSummaries({ limit: jobsPerPage }, { signal }).first();
    signal.throwIfAborted();
    this.fetchedAt = this.clock.now();
    this.beginAgainAt(page);
    const change = this.store.applyNewest(page, { isMerged: this.dialect.routes.jobs.length > 1 });
    this.setState({ kind: 'ready' });
    const reported = page.items.filter(({ status }) => status !== ''); // of the others only they themselves say it
    const known = new Set([...reported.map(({ id }) => id), ...fetched]);
    const hasOldChanged = await this.refreshOldActive(client, known, signal);
    const hasProgressed = await this.followRunning(client, fetched, signal);
    if (this.dialect.live?.movesJob === true) await this.keepStreams(signal);
    return change.changed.length > 0 || change.isStructural || hasOldChanged || hasProgressed;
  }

  /** Reads what active jobs stream: nothing else says that they have ended. */
  private async keepStreams(signal: AbortSignal): Promise<void> {
    const reports = await this.reports();
    signal.throwIfAborted();
    if (!this.isNeeded) return;
    const active = this.store.active().map(({ id }) => id);
    reports.keep(active.toReversed()); // those that began first end first
  }

  /**
   * More jobs were created since the last look than a page has: those between are on the next pages; or a list can be
   * read again, and has more than a page. What is known already is no repetition when it comes again.
   */
  private beginAgainAt({ cursor, items, unread }: Page<JobSummary>): void {
    const before = this.newest;
    const isWholeAgain = this.wasPartlyUnread && unread === undefined;
    this.newest = new Set(items.map(({ id }) => id));
    this.wasPartlyUnread = unread !== undefined;
    if (cursor === null || before.size === 0) return;
    if (!isWholeAgain && items.some(({ id }) => before.has(id))) return;
    this.found.clear(); // of those that the store has forgotten, none is kept
    for (const { id } of this.store.all()) this.found.add(id);
    this.older.beginAt(cursor);
    this.store.beginAgain();
  }

  /**
   * Active jobs that the newest page has not, or without a status, and that no page has fetched. One that cannot be
   * fetched stays as it is known.
   */
  private async refreshOldActive(
    client: FineTuningClient,
    known: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const old = this.store.active().filter((job) => !known.has(job.id));
    let isNew = false;
    for (const { id } of this.oldTurns.take(old, maxFollowed)) {
      try {
        isNew = this.store.apply([await client.jobs.retrieve(id, { signal })]).changed.length > 0 || isNew;
      } catch (error) {
        if (isCancelled(error, signal)) throw error;
        if (!isGone(error) || this.newest.has(id)) continue;
        this.store.remove(id);
        isNew = true;
      }
    }
    return isNew;
  }

  /** Reads from the newest events of running jobs how far they are. What fails here costs the percentage, not the poll. */
  private async followRunning(
    client: FineTuningClient,
    fetched: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<boolean> {
    // A log that comes whole with each request is read where it is shown.
    if (this.dialect.capabilities.events !== true || this.dialect.live?.isWholeLog === true) return false;
    const running = this.store
      .unfinished()
      .filter(({ id, status }) => groupOf(status) === 'running' && !fetched.has(id))
      .filter(({ reportedProgress }) => (reportedProgress?.fraction ?? null) === null);
    let isNew = false;
    for (const { id } of this.runningTurns.take(running, maxFollowed)) {
      try {
        isNew = (await this.readReports(client, id, eventsForProgress, signal)) || isNew;
      } catch (error) {
        if (isCancelled(error, signal)) throw error;
      }
    }
    return isNew;
  }

  lastReportsOf(jobId: string): Promise<void> {
    return this.lastReports.get(jobId) ?? Promise.resolve();
  }

  /** What a run reports between the last poll that saw it and its end, one run after another. What fails costs that. */
  private readInTurn(jobId: string): Promise<void> {
    const { signal } = this.end;
    this.lastReport = this.lastReport
      .then(async () => {
        if (this.dialect.capabilities.events !== true) return;
        await this.readReports(await this.connect(signal), jobId, eventsAtEnd, signal);
      })
      .catch(() => undefined);
    return this.lastReport;
  }

  private async readReports(
    client: FineTuningClient,
    jobId: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { progressFromEvents } = await this.progressReader();
    const events = await client.jobs.listEvents(jobId, { limit }, { signal }).first();
    return this.takeProgress(jobId, progressFromEvents(events.items, this.store.progressOf(jobId)));
  }

  private setState(state: SourceState): void {
    const isSame = state.kind === this.current.kind && state.kind !== 'failed';
    this.current = state;
    if (!isSame) this.states.fire(state);
  }

  dispose(): void {
    this.end.abort();
    this.openedReports?.keep([]);
    this.marking?.dispose();
    this.poller.dispose();
    this.files.stored.dispose();
    this.models.listed.dispose();
    this.store.dispose();
    this.states.dispose();
  }
}
