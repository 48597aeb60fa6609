import type { Clock } from '../../api/clock';
import type { Dialect } from '../../api/dialects/dialect';
import type { Write } from '../../metrics/diagnosis';
import type { Progress } from '../progress';
import { progressFromCurves } from '../reportedProgress';
import type { JobStore } from '../store';
import type { Connect } from './connect';
import { KeptStreams } from './keptStreams';
import { LiveRuns } from './liveRuns';
import { ProviderDetails } from './providerDetails';

export interface JobReportsOptions {
  readonly store: JobStore;
  readonly connect: Connect;
  readonly clock: Clock;
  /** Undefined where the provider streams nothing. */
  readonly live: Dialect['live'];
  /** How sentences write numbers. */
  readonly write: Write;
  /** A job and its newest events have been fetched; null: they report no step. */
  readonly onFetched: (jobId: string, progress: Progress | null) => void;
  /** Its live stream brought something. */
  readonly onReported: (jobId: string, progress: Progress | null) => void;
  /** A run has ended a stream that is read while no page shows its job. */
  readonly onEnd: () => void;
}

/** What the jobs of a provider report beside their list: the details that pages show, and the streams they share. */
export class JobReports {
  private readonly liveRuns: LiveRuns | null;
  private readonly keptStreams: KeptStreams;

  constructor(private readonly options: JobReportsOptions) {
    const { connect, clock, live, onEnd } = options;
    this.liveRuns = live === undefined ? null : new LiveRuns(connect, clock, live.isWholeLog);
    this.keptStreams = new KeptStreams(
      (jobId) => this.details(jobId),
      (jobId) => (this.liveRuns?.of(jobId).problem ?? null) !== null,
      clock,
      onEnd,
    );
  }

  /** A new view of one job's details. */
  details(jobId: string): ProviderDetails {
    const { store, connect, clock, write, onFetched, onReported } = this.options;
    return new ProviderDetails(
      store,
      jobId,
      connect,
      clock,
      (metrics) => {
        onFetched(jobId, progressFromCurves(metrics, store.progressOf(jobId)));
      },
      write,
      this.liveRuns?.of(jobId) ?? null,
      (metrics, estimate) => {
        onReported(jobId, progressFromCurves(metrics, store.progressOf(jobId), estimate));
      },
    );
  }

  /** Reads the streams of these jobs while no page does, the first ones first, and no others. */
  keep(jobIds: readonly string[]): void {
    this.keptStreams.keep(jobIds);
  }
}
