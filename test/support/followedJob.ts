import { jobKey } from '../../src/jobs/jobKey';
import { KeptTries } from '../../src/jobs/keptTries';
import { RequestMemory } from '../../src/jobs/requestMemory';
import type { DetailsChange, JobSource } from '../../src/jobs/source';
import { Format } from '../../src/shared/format';
import type { JobSnapshot } from '../../src/shared/protocol';
import { JobFeed } from '../../src/views/jobFeed';
import { jobSnapshot } from '../../src/views/jobSnapshot';
import { type Curves, CurvesReceiver, noCurves } from '../../src/webview/state/curves';
import { TestMemory } from './testMemory';

/** What a job's page does with its source while it is open, and what it has been sent: as `JobPage`, without VS Code. */
export class FollowedJob {
  /** As the page's script put it together. */
  curves: Curves = noCurves;
  /** What went wrong. */
  readonly errors: unknown[] = [];
  private readonly receiver = new CurvesReceiver();
  private readonly watches: readonly { dispose(): void }[];
  private updates = Promise.resolve();

  static async open(source: JobSource, jobId: string): Promise<FollowedJob> {
    return new FollowedJob(source, await JobFeed.open(jobKey(source, jobId), source));
  }

  private constructor(
    private readonly source: JobSource,
    private readonly feed: JobFeed,
  ) {
    const refreshed = source.onDidRefresh(() => {
      if (this.feed.details.mayChange) this.update();
    });
    this.watches = [source.watch(), refreshed];
    this.update();
  }

  /** Resolves when what is under way is through; not the live stream, which goes on. */
  get settled(): Promise<void> {
    return this.updates;
  }

  /** All but events and curves. @param now Unix seconds */
  snapshot(now: number): JobSnapshot {
    const memory = new TestMemory();
    const notes = { requests: new RequestMemory(memory), keptTries: new KeptTries(memory) };
    const snapshot = jobSnapshot(this.source, this.feed.details, notes, now, new Format('en'));
    if (snapshot === null) throw new Error(`the page has no job: ${this.errors.map(String).join()}`);
    return snapshot;
  }

  close(): void {
    for (const watch of this.watches) watch.dispose();
    this.feed.stop();
  }

  private update(): void {
    const { details } = this.feed;
    const report = (change: DetailsChange) => {
      this.take(change);
    };
    const updating = this.feed.once(async (signal) => {
      await details.refresh(signal, report).catch((error: unknown) => {
        if (!signal.aborted) this.errors.push(error);
      });
      void this.feed
        .followOnce((end) => details.follow(end, report))
        .then((isOver) => {
          if (isOver) this.update();
        });
    });
    this.updates = Promise.all([this.updates, updating]).then(() => undefined);
  }

  private take({ part }: DetailsChange): void {
    const { curves, details } = this.feed;
    if (part === 'curves') this.curves = this.receiver.apply(curves.next(details.metrics, details.judgement));
  }
}
