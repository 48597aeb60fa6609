import type { FineTuningJob } from '../api/job';
import type { Page, Unreadable } from '../api/page';
import { Emitter, type Event } from './emitter';
import { type Progress, isSameProgress } from './progress';
import { hasEnded, isActive } from './status';
import { Interner, type JobSummary, isSameSummary, summarize } from './summary';

/** What changed in a store. Readers pull the rest. */
export interface JobsChange {
  /** Jobs whose row reads differently now. */
  readonly changed: readonly string[];
  /** Jobs came, went or moved between groups. */
  readonly isStructural: boolean;
}

/** A job that was seen to end. */
export interface JobEnding {
  readonly job: JobSummary;
  /** Its status before; null where the job was never seen active. */
  readonly previousStatus: string | null;
}

/** The jobs of one connection, as far as they are known. */
export class JobStore {
  private readonly jobs = new Map<string, JobSummary>();
  private readonly progress = new Map<string, Progress>();
  private readonly interner = new Interner();
  private readonly changes = new Emitter<JobsChange>();
  private readonly endings = new Emitter<JobEnding>();
  private newestUnreadable: readonly Unreadable[] = [];
  private olderUnreadable: readonly Unreadable[] = [];
  private sorted: readonly JobSummary[] | null = null;

  readonly onDidChange: Event<JobsChange> = this.changes.event;
  readonly onDidEnd: Event<JobEnding> = this.endings.event;

  /** Asks for the page after the last one known; null: nothing older. */
  nextCursor: string | null = null;

  get(id: string): JobSummary | undefined {
    return this.jobs.get(id);
  }

  progressOf(id: string): Progress | undefined {
    return this.progress.get(id);
  }

  get size(): number {
    return this.jobs.size;
  }

  get unreadable(): readonly Unreadable[] {
    return [...this.newestUnreadable, ...this.olderUnreadable];
  }

  /** Newest first. */
  all(): readonly JobSummary[] {
    this.sorted ??= [...this.jobs.values()].sort(
      (a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1),
    );
    return this.sorted;
  }

  active(): JobSummary[] {
    return this.all().filter((job) => isActive(job.status));
  }

  /** Takes the newest page: jobs that should be on it and are not have been deleted. */
  applyNewest(page: Page<FineTuningJob>): JobsChange {
    const isFirst = this.jobs.size === 0 && this.nextCursor === null;
    if (isFirst || page.cursor === null) this.nextCursor = page.cursor;
    const gone = this.goneFrom(page);
    for (const id of gone) {
      this.jobs.delete(id);
      this.progress.delete(id);
    }
    const isSameUnreadable = JSON.stringify(this.newestUnreadable) === JSON.stringify(page.unreadable);
    this.newestUnreadable = page.unreadable;
    return this.apply(page.items, gone.length > 0 || !isSameUnreadable);
  }

  /** Takes the page that {@link nextCursor} asked for. */
  applyOlder(page: Page<FineTuningJob>): JobsChange {
    this.nextCursor = page.cursor;
    this.olderUnreadable = [...this.olderUnreadable, ...page.unreadable];
    return this.apply(page.items, page.unreadable.length > 0);
  }

  /** Takes jobs that were created, cancelled or fetched one by one. */
  apply(jobs: readonly FineTuningJob[], isStructural = false): JobsChange {
    const changed: string[] = [];
    const endings: JobEnding[] = [];
    let moved = isStructural;
    for (const job of jobs) {
      const next = summarize(job, this.interner);
      const previous = this.jobs.get(job.id);
      if (previous !== undefined && isSameSummary(previous, next)) continue;
      this.jobs.set(job.id, next);
      changed.push(job.id);
      moved ||= previous?.status !== next.status || previous.createdAt !== next.createdAt;
      if (hasEnded(next.status)) this.progress.delete(job.id);
      if (hasEnded(next.status) && (previous === undefined || !hasEnded(previous.status))) {
        endings.push({ job: next, previousStatus: previous?.status ?? null });
      }
    }
    const change = { changed, isStructural: moved };
    if (changed.length > 0 || moved) {
      this.sorted = null;
      this.changes.fire(change);
    }
    for (const ending of endings) this.endings.fire(ending);
    return change;
  }

  setProgress(id: string, progress: Progress): boolean {
    if (isSameProgress(this.progress.get(id), progress)) return false;
    this.progress.set(id, progress);
    this.changes.fire({ changed: [id], isStructural: false });
    return true;
  }

  /** Forgets a job that the provider no longer has. */
  remove(id: string): void {
    if (!this.jobs.delete(id)) return;
    this.progress.delete(id);
    this.sorted = null;
    this.changes.fire({ changed: [], isStructural: true });
  }

  private goneFrom(page: Page<FineTuningJob>): string[] {
    const oldest = page.items.reduce((least, job) => Math.min(least, job.createdAt), Infinity);
    const present = new Set(page.items.map((job) => job.id));
    for (const { id } of page.unreadable) if (id !== null) present.add(id);
    const isWhole = page.cursor === null;
    return this.all()
      .filter((job) => !present.has(job.id) && (isWhole || job.createdAt > oldest))
      .map((job) => job.id);
  }

  dispose(): void {
    this.changes.dispose();
    this.endings.dispose();
  }
}
