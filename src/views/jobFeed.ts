import { parseJobKey } from '../jobs/jobKey';
import type { JobSource } from '../jobs/source';
import type { JobDetails } from '../jobs/source';
import type { Analysis } from '../metrics/analysis';
import { CurvesSender } from '../metrics/curvesUpdate';
import type { JobKey } from '../shared/protocol';

/** One job of a page: what is known of it, and the work that fetches more. */
export class JobFeed {
  /** What the page has of the curves, and of what is judged from them; null: none from here. */
  readonly curves = new CurvesSender();
  sentJudgement: Analysis | null = null;
  private work = new AbortController();
  private updating: { readonly done: Promise<void>; readonly controller: AbortController } | null = null;
  private filling: Promise<void> | null = null;
  private followed: AbortSignal | null = null;

  /** The page has the log; what comes from now on is added to it. */
  isLogSent = false;
  /** Resolves when all of the log is with the page: what is older must not overtake it. */
  sending: Promise<void> = Promise.resolve();

  constructor(
    readonly key: JobKey,
    readonly source: JobSource,
    readonly details: JobDetails,
  ) {}

  static async open(key: JobKey, source: JobSource): Promise<JobFeed> {
    return new JobFeed(key, source, await source.details(parseJobKey(key).jobId));
  }

  /** Aborted when what the page asked for beside its updates is no longer wanted. */
  get signal(): AbortSignal {
    return this.work.signal;
  }

  /** The page has nothing: its script began again. */
  forgetSent(): void {
    this.isLogSent = false;
    this.sentJudgement = null;
    this.curves.reset();
  }

  /** Runs `update`, or joins the one that is under way. */
  once(update: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.updating !== null) return this.updating.done;
    const controller = new AbortController();
    const done = update(controller.signal).finally(() => {
      if (this.updating?.controller === controller) this.updating = null;
    });
    this.updating = { done, controller };
    return done;
  }

  /** Runs `fill` unless it runs already: beside the updates, which need not wait for it. */
  fillOnce(fill: () => Promise<void>): Promise<void> {
    this.filling ??= fill().finally(() => {
      this.filling = null;
    });
    return this.filling;
  }

  /** Runs `follow` until {@link stop}; false where it runs already. */
  async followOnce(follow: (signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
    const { signal } = this;
    if (this.followed === signal) return false;
    this.followed = signal;
    try {
      return await follow(signal);
    } finally {
      if (this.followed === signal) this.followed = null;
    }
  }

  /** Ends the update under way, and nothing else that the page waits for. */
  endUpdate(): void {
    this.updating?.controller.abort();
    this.updating = null;
  }

  /** Ends all that is under way: nobody waits for it any more, or it may hang. */
  stop(): void {
    this.work.abort();
    this.work = new AbortController();
    this.endUpdate();
  }
}
