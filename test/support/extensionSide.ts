import type { FineTuningEvent } from '../../src/api/wire/event';
import { jobProgress } from '../../src/jobs/progress';
import { progressFromCurves } from '../../src/jobs/reportedProgress';
import { summarize } from '../../src/jobs/summary';
import { MetricsCollector } from '../../src/metrics/collector';
import { CurvesSender } from '../../src/metrics/curvesUpdate';
import { parseResultCsv } from '../../src/metrics/resultCsv';
import { timelineOf } from '../../src/metrics/timeline';
import type { JobKey, JobSnapshot, ToPage } from '../../src/shared/protocol';
import { updateOf } from './curves';

/** A result file that the extension has read. */
interface ResultFile {
  readonly type: 'resultFile';
  readonly job: JobKey;
  readonly fileId: string;
  readonly text: string;
}

/** What a test says that the extension learned. */
export type Learned = ToPage | ResultFile;

/**
 * The extension's end of a page: what it learned of jobs becomes what it sends, the curves and what follows from them
 * by the extension's own code.
 */
export class ExtensionSide {
  private readonly jobs = new Map<JobKey, KnownJob>();

  messages(learned: readonly Learned[]): ToPage[] {
    for (const each of learned) this.learn(each);
    const isAfresh = learned.some(({ type }) => type === 'show');
    const sent = learned.filter((each): each is ToPage => each.type !== 'resultFile');
    const touched = new Set(learned.flatMap(keysOf));
    return [
      ...sent.map((each) => (each.type === 'show' ? this.withProgress(each) : each)),
      ...[...touched].flatMap((key) => this.jobs.get(key)?.curves(key, isAfresh) ?? []),
    ];
  }

  private learn(learned: Learned): void {
    if (learned.type === 'show') for (const job of learned.jobs) this.job(job.key).show(job);
    else if (learned.type === 'events') this.job(learned.job).addEvents(learned);
    else if (learned.type === 'resultFile')
      this.job(learned.job).metrics.setTable(learned.fileId, parseResultCsv(learned.text));
  }

  private job(key: JobKey): KnownJob {
    let job = this.jobs.get(key);
    if (job === undefined) this.jobs.set(key, (job = new KnownJob()));
    return job;
  }

  private withProgress(show: Extract<ToPage, { type: 'show' }>): ToPage {
    return { ...show, jobs: show.jobs.map((job) => this.job(job.key).snapshot(job, show.now)) };
  }
}

function keysOf(learned: Learned): JobKey[] {
  if (learned.type === 'show') return learned.jobs.map(({ key }) => key);
  return learned.type === 'events' || learned.type === 'resultFile' ? [learned.job] : [];
}

class KnownJob {
  readonly metrics = new MetricsCollector();
  private readonly sender = new CurvesSender();
  private newestFirst: readonly FineTuningEvent[] = [];
  private hasOlder = false;
  private shown: JobSnapshot | null = null;

  show(snapshot: JobSnapshot): void {
    this.shown = snapshot;
    this.metrics.setCheckpoints(snapshot.checkpoints);
  }

  addEvents({ mode, events, hasOlder }: Extract<ToPage, { type: 'events' }>): void {
    if (mode === 'reset') this.metrics.clearEvents();
    this.metrics.addEvents(events);
    const known = mode === 'reset' ? [] : this.newestFirst;
    this.newestFirst = mode === 'older' ? [...known, ...events] : [...events, ...known];
    if (mode !== 'newer') this.hasOlder = hasOlder;
  }

  snapshot(snapshot: JobSnapshot, now: number): JobSnapshot {
    const { job } = snapshot;
    return {
      ...snapshot,
      timeline: timelineOf(job, this.hasOlder ? [] : this.newestFirst.toReversed()),
      progress:
        snapshot.progress ?? jobProgress(summarize(job), progressFromCurves(this.metrics) ?? undefined, now),
    };
  }

  curves(job: JobKey, isReset: boolean): ToPage[] {
    if (isReset) this.sender.reset();
    if (this.shown === null) return [];
    return [{ type: 'curves', job, isReset, update: updateOf(this.shown, this.metrics, this.sender) }];
  }
}
