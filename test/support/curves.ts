import { analyze } from '../../src/metrics/analysis';
import { MetricsCollector } from '../../src/metrics/collector';
import { CurvesSender, type CurvesUpdate } from '../../src/metrics/curvesUpdate';
import { parseResultCsv } from '../../src/metrics/resultCsv';
import type { JobSnapshot } from '../../src/shared/protocol';
import { type Curves, CurvesReceiver } from '../../src/webview/state/curves';
import { EventList } from '../../src/webview/state/eventList';
import type { ShownJob } from '../../src/webview/state/pageState';

/** What the extension sends of a job's curves. */
export function updateOf(
  snapshot: JobSnapshot,
  metrics: MetricsCollector,
  sender = new CurvesSender(),
): CurvesUpdate {
  const epochs = snapshot.job.hyperparameters['n_epochs'];
  const analysis = analyze(metrics, {
    isDone: snapshot.group === 'succeeded',
    epochCount: typeof epochs === 'number' ? epochs : null,
    checkpoints: snapshot.checkpoints,
  });
  return sender.next(metrics, analysis);
}

/** A job's curves as its page has them. */
export function curvesOf(snapshot: JobSnapshot, metrics: MetricsCollector): Curves {
  return new CurvesReceiver().apply(updateOf(snapshot, metrics));
}

/** A job as its page knows it, with the curves of a result file. */
export function recordOf(snapshot: JobSnapshot, csv: string | null = null): ShownJob {
  const metrics = new MetricsCollector();
  if (csv !== null) metrics.setTable('file', parseResultCsv(csv));
  metrics.setCheckpoints(snapshot.checkpoints);
  return {
    snapshot,
    log: new EventList(),
    curves: curvesOf(snapshot, metrics),
    raw: new Map(),
    previews: new Map(),
  };
}
