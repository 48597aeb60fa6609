import { Disposable, window } from 'vscode';
import type { Clock } from '../api/clock';
import { isCancelled } from '../api/http/errors';
import type { EndingMemory } from '../jobs/endingMemory';
import { jobKey } from '../jobs/jobKey';
import type { JobSource } from '../jobs/source';
import type { Sources } from '../jobs/sources';
import type { JobEnding } from '../jobs/store';
import { DisposableOwner, Swap } from '../platform/disposables';
import { readFlag } from '../platform/settings';
import { groupOf } from '../shared/statuses';
import type { JobNode } from './jobNodes';
import { stalledJobs } from './stalledJobs';

/** Milliseconds that a window without focus leaves to the one with it. */
const politeness = 4_000;
/** Milliseconds that a notice waits for what the run reported last. */
const patience = 5_000;

/**
 * Reports once that a job has ended, has paused or does not move: in the focused window if there is one. Of endings and
 * pauses only those of jobs that were seen active, now or before the window was last closed.
 */
export class Notifier extends DisposableOwner {
  private readonly subscriptions = this.own(new Swap());
  private readonly end = new AbortController();

  constructor(
    private readonly sources: Sources,
    private readonly memory: EndingMemory,
    private readonly clock: Clock,
    private readonly nodeOf: (source: JobSource, id: string) => JobNode,
    /** Something went wrong in the background. */
    private readonly record: (attempt: string, error: unknown) => void,
  ) {
    super();
    this.own(
      sources.onDidChange(() => {
        this.follow();
      }),
    );
    this.own({
      dispose: () => {
        this.end.abort();
      },
    });
    this.follow();
  }

  private follow(): void {
    this.subscriptions.set(
      Disposable.from(...this.sources.shown.flatMap((source) => this.subscribe(source))),
    );
  }

  private subscribe(source: JobSource): { dispose(): void }[] {
    return [
      source.store.onDidEnd((ending) => {
        this.inBackground('Reporting that a job has ended failed', this.consider('end', source, ending));
      }),
      source.store.onDidPause((pause) => {
        this.inBackground('Reporting that a job has paused failed', this.consider('pause', source, pause));
      }),
      source.onDidRefresh(() => {
        const active = source.store.active().map((job) => jobKey(source, job.id));
        const remembering = this.memory.rememberActive(source.id, active);
        this.inBackground('Remembering the active jobs failed', remembering);
        this.inBackground('Reporting that a job does not move failed', this.considerStalls(source));
      }),
    ];
  }

  private inBackground(attempt: string, work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!isCancelled(error, this.end.signal)) this.record(attempt, error);
    });
  }

  private async bePolite(): Promise<void> {
    if (!window.state.focused) await this.clock.sleep(politeness, this.end.signal);
  }

  private async consider(what: 'end' | 'pause', source: JobSource, ending: JobEnding): Promise<void> {
    const key = jobKey(source, ending.job.id);
    if (!this.memory.wasActive(key, ending)) return;
    await this.bePolite();
    if (!(await this.memory.claim(what, key)) || (await this.wasOwn(source, ending.job.id))) return;
    await this.report(source, ending.job.id);
  }

  /** Whether this person has cancelled or paused the job. */
  private async wasOwn(source: JobSource, id: string): Promise<boolean> {
    const key = jobKey(source, id);
    const group = groupOf(source.store.get(id)?.status ?? '');
    if (group === 'cancelled') return this.memory.isOwn('cancel', key);
    if (group !== 'paused' || !this.memory.isOwn('pause', key)) return false;
    await this.memory.forgetOwn('pause', key); // the next pause may be somebody else's
    return true;
  }

  private async report(source: JobSource, id: string): Promise<void> {
    await Promise.race([source.lastReportsOf(id), this.clock.sleep(patience, this.end.signal)]);
    const job = source.store.get(id);
    if (job === undefined) return;
    const { reportEnding } = await import('./endingNotice');
    await reportEnding(source, job, this.nodeOf);
  }

  private async considerStalls(source: JobSource): Promise<void> {
    const now = () => this.clock.now() / 1000;
    if (!readFlag('notifications.stuck') || stalledJobs(source, now()).length === 0) return;
    await this.bePolite();
    const news = [];
    for (const each of stalledJobs(source, now()))
      if (await this.memory.claim('stall', `${jobKey(source, each.job.id)} ${each.stall.state}`))
        news.push(each);
    if (news.length === 0) return;
    const { reportStalls } = await import('./stallNotice');
    await reportStalls(source, news, this.nodeOf);
  }
}
