import { isNewestFirst, lastTimeOf, listedUntil, timeOf } from '../api/paging/newestFirst';
import type { Page, Unreadable } from '../api/paging/pages';
import type { FineTuningJob } from '../api/wire/job';
import type { JobSummary } from '../api/wire/jobSummary';
import type { JobMark } from '../shared/jobMark';
import { hasEnded, isActive, isPaused } from '../shared/statuses';
import { Emitter, type Event } from './emitter';
import { isSameProgress, type Progress } from './progress';
import {
  completed,
  interned,
  internedLinks,
  Interner,
  isSameSummary,
  type KnownJob,
  summarize,
} from './summary';

/** What changed in a store. Readers pull the rest. */
export interface JobsChange {
  /** Jobs whose row reads differently now. */
  readonly changed: readonly string[];
  /** Jobs came, went or moved between groups. */
  readonly isStructural: boolean;
}

/** A job that was seen to end, or to pause. */
export interface JobEnding {
  readonly job: KnownJob;
  /** Its status before; null where the job was never seen active. */
  readonly previousStatus: string | null;
}

/** Jobs of one connection that are kept: about 80 MB. */
const maxJobs = 200_000;
/** Jobs whose progress is kept, those that were heard of last: about 1 MB. */
const maxProgress = 500;
/** Files whose names are kept: about 200 KB. */
const maxNames = 2_000;
/** Jobs that keep what they are found by: of a page that is loaded when there are as many, the rows alone are kept. */
const maxLinked = 2_000;
/** Jobs of older pages that cannot be read, and are shown all the same. */
const maxUnreadable = 1_000;

/** The jobs of one connection, as far as they are known. */
export class JobStore {
  private readonly jobs = new Map<string, KnownJob>();
  /** Ids of jobs that have not ended: the few that polls, badge and status bar ask for, among very many. */
  private readonly unended = new Set<string>();
  /** Ids of jobs that were reported one by one since the newest page was requested: it may be older than they are. */
  private readonly changedSince = new Set<string>();
  private readonly progress = new Map<string, Progress>();
  private readonly names = new Map<string, string>();
  private readonly interner = new Interner();
  private readonly changes = new Emitter<JobsChange>();
  private readonly endings = new Emitter<JobEnding>();
  private readonly pauses = new Emitter<JobEnding>();
  private newestUnreadable: readonly Unreadable[] = [];
  private olderUnreadable: readonly Unreadable[] = [];
  private sorted: readonly KnownJob[] | null = null;
  private hasNewestPage = false;
  /** The newest page is not all that it is a page of. */
  private isPartlyUnread = false;
  /** Jobs of which is not kept what they are found by. */
  private unlinked = 0;

  readonly onDidChange: Event<JobsChange> = this.changes.event;
  readonly onDidEnd: Event<JobEnding> = this.endings.event;
  /** A job has come to rest, which a person can end. */
  readonly onDidPause: Event<JobEnding> = this.pauses.event;

  /** Requests the page after the last one known; null: nothing older. */
  nextCursor: string | null = null;

  /** Unix seconds down to which the list has been read, newest first: every job created later is known. */
  listedUntil = Infinity;

  /**
   * @param markOf what this person has noted about the job of an id
   * @param endedRunOf what is remembered of the run of a job that has ended
   */
  constructor(
    readonly markOf: (id: string) => JobMark | null = () => null,
    private readonly endedRunOf: (id: string) => Progress | undefined = () => undefined,
  ) {}

  get(id: string): KnownJob | undefined {
    return this.jobs.get(id);
  }

  /** What its run has reported, as far as it was watched; of a job that has ended too. */
  progressOf(id: string): Progress | undefined {
    return this.progress.get(id) ?? (this.unended.has(id) ? undefined : this.endedRunOf(id));
  }

  /** What files are called, by id, as far as somebody requested it. */
  get fileNames(): ReadonlyMap<string, string> {
    return this.names;
  }

  /** What a file is called, as far as that is known; else its id. */
  fileName({ id, filename }: { readonly id: string; readonly filename: string | null }): string {
    return filename === null || filename === id ? (this.names.get(id) ?? id) : filename;
  }

  /** Takes what files are called. One without a name may have its id instead. */
  nameFiles(files: readonly { readonly id: string; readonly filename: string | null }[]): void {
    const before = this.names.size;
    for (const { id, filename } of files)
      if (filename !== null && filename !== id && this.names.size < maxNames) this.names.set(id, filename);
    if (this.names.size > before) this.changes.fire({ changed: [], isStructural: true });
  }

  get size(): number {
    return this.jobs.size;
  }

  get unreadable(): readonly Unreadable[] {
    return [...this.newestUnreadable, ...this.olderUnreadable];
  }

  /** Whether of every job that can be here is known which files it has. */
  get hasAllLinks(): boolean {
    if (this.isPartlyUnread) return false;
    return this.unlinked === 0 && this.newestUnreadable.length + this.olderUnreadable.length === 0;
  }

  /** Newest first. */
  all(): readonly KnownJob[] {
    this.sorted ??= [...this.jobs.values()].sort(newerFirst);
    return this.sorted;
  }

  /** Jobs that have not ended, newest first. */
  unfinished(): KnownJob[] {
    const jobs: KnownJob[] = [];
    for (const id of this.unended) {
      const job = this.jobs.get(id);
      if (job !== undefined) jobs.push(job);
    }
    return jobs.sort(newerFirst);
  }

  /** Jobs that change by themselves, newest first. */
  active(): KnownJob[] {
    return this.unfinished().filter((job) => isActive(job.status));
  }

  /** The newest page is requested now: what {@link apply} takes from here on is newer than its response. */
  beginNewest(): void {
    this.changedSince.clear();
  }

  /** The newest page does not reach what was listed before: the older pages are those that come after it. */
  beginAgain(): void {
    this.hasNewestPage = false;
  }

  /**
   * Takes the newest page: jobs that should be on it and are not have been deleted. Where it was merged of several
   * lists it does not report what should be on it, unless it is all there is.
   */
  applyNewest(page: Page<JobSummary>, { isMerged = false } = {}): JobsChange {
    // Whatever can fail comes first: a page is taken whole or not at all.
    const items = this.kept(page.items.filter(({ id }) => !this.changedSince.has(id)));
    const gone = isMerged && page.cursor !== null ? [] : this.goneFrom(page);
    const isSame = isSameUnreadable(this.newestUnreadable, page.unreadable);
    if (!this.hasNewestPage || page.cursor === null) {
      this.nextCursor = page.cursor;
      this.noteListed(page);
    }
    this.hasNewestPage = true;
    this.isPartlyUnread = page.unread !== undefined;
    for (const id of gone) this.forget(id);
    if (!isSame) this.newestUnreadable = page.unreadable;
    return this.take(items, gone.length > 0 || !isSame);
  }

  /** Takes the page that {@link nextCursor} stands for; `cursor` is that of the next. */
  applyOlder(page: Page<JobSummary>, cursor = page.cursor): JobsChange {
    const items = this.kept(page.items, true);
    this.nextCursor = cursor;
    this.noteListed(page);
    this.olderUnreadable = [...this.olderUnreadable, ...page.unreadable].slice(0, maxUnreadable);
    return this.take(items, page.unreadable.length > 0 || cursor === null);
  }

  /** Takes jobs that were created, cancelled or fetched one by one. */
  apply(jobs: readonly FineTuningJob[]): JobsChange {
    const items = this.kept(jobs.map((job) => summarize(job)));
    for (const { id } of jobs) this.changedSince.add(id);
    return this.take(items, false);
  }

  /** Takes jobs that were listed by what they are, and not in their turn: what comes next by {@link nextCursor} stays. */
  applyFound(jobs: readonly JobSummary[]): JobsChange {
    const items = this.kept(jobs);
    for (const { id } of jobs) this.changedSince.add(id);
    return this.take(items, false);
  }

  /** A page in no order says nothing. */
  private noteListed(page: Page<JobSummary>): void {
    this.listedUntil = listedUntil(page) ?? this.listedUntil;
  }

  /** The marks of these jobs may have changed. */
  remark(ids: readonly string[]): void {
    const known = ids.flatMap((id) => this.jobs.get(id) ?? []);
    if (known.length > 0) this.take(this.kept(known), true);
  }

  /** @param areOlder they were loaded after all others: there may be very many such */
  private kept(jobs: readonly JobSummary[], areOlder = false): KnownJob[] {
    const keepsLinks = !areOlder || this.jobs.size < maxLinked;
    return jobs.map((job) => this.keep(job, keepsLinks));
  }

  /** What few jobs have is added, so that the many others keep no room for it. */
  private keep(reported: JobSummary, keepsLinks: boolean): KnownJob {
    const known = this.jobs.get(reported.id);
    const job = completed(reported, known);
    const mark = this.markOf(job.id);
    const isLinked = keepsLinks || known?.links !== undefined;
    const links = isLinked && job.links !== undefined ? internedLinks(job.links, this.interner) : null;
    const own = interned(job, this.interner);
    if (links === null && mark === null) return own;
    return { ...own, ...(links === null ? {} : { links }), ...(mark === null ? {} : { mark }) };
  }

  private take(jobs: readonly KnownJob[], isStructural: boolean): JobsChange {
    const changed: string[] = [];
    const endings: JobEnding[] = [];
    const pauses: JobEnding[] = [];
    let moved = isStructural;
    for (const next of jobs) {
      const { id } = next;
      const previous = this.jobs.get(id);
      if (previous !== undefined && isSameSummary(previous, next)) continue;
      this.jobs.set(id, next);
      this.unlinked += countUnlinked(next) - countUnlinked(previous);
      changed.push(id);
      moved ||= previous?.status !== next.status || previous.createdAt !== next.createdAt;
      if (!hasEnded(next.status)) {
        this.unended.add(id);
        if (isPaused(next.status) && !isPaused(previous?.status ?? ''))
          pauses.push({ job: next, previousStatus: previous?.status ?? null });
        continue;
      }
      this.unended.delete(id);
      if (previous === undefined || !hasEnded(previous.status)) {
        endings.push({ job: next, previousStatus: previous?.status ?? null });
      }
    }
    if (this.jobs.size > maxJobs) this.forgetOldest();
    const change = { changed, isStructural: moved };
    if (changed.length > 0 || moved) {
      this.sorted = null;
      this.changes.fire(change);
    }
    for (const ending of endings) this.endings.fire(ending);
    for (const pause of pauses) this.pauses.fire(pause);
    return change;
  }

  /** Takes what a known job's run has reported, and returns whether that is new. */
  setProgress(id: string, progress: Progress): boolean {
    if (!this.jobs.has(id)) return false;
    const isSame = isSameProgress(this.progress.get(id), progress);
    this.progress.delete(id); // so that it comes last
    this.progress.set(id, progress);
    if (isSame) return false; // but for when it was looked at
    const [oldest] = this.progress.keys();
    if (this.progress.size > maxProgress && oldest !== undefined) this.progress.delete(oldest);
    this.changes.fire({ changed: [id], isStructural: false });
    return true;
  }

  /** Forgets a job that the provider no longer has. */
  remove(id: string): void {
    if (!this.jobs.has(id)) return;
    this.forget(id);
    this.changes.fire({ changed: [], isStructural: true });
  }

  private forget(id: string): void {
    this.unlinked -= countUnlinked(this.jobs.get(id));
    this.jobs.delete(id);
    this.unended.delete(id);
    this.progress.delete(id);
    this.sorted = null;
  }

  /** What ended long ago goes first, and at once so many that it is not done again soon. */
  private forgetOldest(): void {
    const ended = this.all().filter(({ id }) => !this.unended.has(id));
    for (const { id } of ended.slice(-maxJobs / 10)) this.forget(id);
  }

  /**
   * Looks no further than the page reaches: what is known of older pages may be very much. A page in no order does
   * not say how far it reaches, unless it is all there is. Of a list that could not be read nothing is known; where
   * there are several, the id of a job begins with its list.
   */
  private goneFrom(page: Page<JobSummary>): string[] {
    const isWhole = page.cursor === null;
    if (!isWhole && !isNewestFirst(page.items)) return [];
    const oldest = lastTimeOf(page.items) ?? Infinity;
    const isUnread = (id: string) => page.unread?.some((list) => id.startsWith(`${list}/`)) === true;
    const present = new Set(page.items.map((job) => job.id));
    for (const { id } of page.unreadable) if (id !== null) present.add(id);
    const gone: string[] = [];
    for (const { id, createdAt } of this.all()) {
      if (!isWhole && (createdAt ?? 0) <= oldest) break; // those without a time come last
      if (!present.has(id) && !this.changedSince.has(id) && !isUnread(id)) gone.push(id);
    }
    return gone;
  }

  dispose(): void {
    this.changes.dispose();
    this.endings.dispose();
    this.pauses.dispose();
  }
}

function isSameUnreadable(before: readonly Unreadable[], after: readonly Unreadable[]): boolean {
  const isSame = (one: Unreadable, other: Unreadable | undefined) =>
    one.id === other?.id && one.json === other.json && one.problems.join() === other.problems.join();
  return before.length === after.length && before.every((each, index) => isSame(each, after[index]));
}

function countUnlinked(job: KnownJob | undefined): number {
  return job !== undefined && job.links === undefined ? 1 : 0;
}

function newerFirst(a: JobSummary, b: JobSummary): number {
  return timeOf(b) - timeOf(a) || (a.id < b.id ? 1 : -1);
}
