import assert from 'node:assert/strict';
import { MetricsCollector } from '../../../src/metrics/collector';
import type { JobProgress } from '../../../src/shared/protocol';
import { progressOf } from '../../../src/webview/state/derived';
import { EventLog } from '../../../src/webview/state/eventLog';
import { event, runningSnapshot, succeededSnapshot } from '../../support/snapshots';

describe('how far a job is', () => {
  /** A step every two seconds from 1000 on, ten of them, of a hundred. */
  const steps = Array.from({ length: 10 }, (_, at) =>
    event(at, '', { createdAt: 1000 + at * 2, data: { step: at + 1, total_steps: 100 } }),
  ).reverse();
  const recordOf = (progress: JobProgress | null) => {
    const metrics = new MetricsCollector();
    metrics.addEvents(steps);
    return { snapshot: { ...runningSnapshot(), progress }, log: new EventLog(), metrics, raw: null };
  };

  it('follows from its events where the extension does not tell', () => {
    // The tenth step was at 1018; ninety more at two seconds each.
    assert.deepEqual(progressOf(recordOf(null), 1020), {
      step: 10,
      totalSteps: 100,
      fraction: 0.1,
      finishAt: 1198,
    });
  });

  it('believes the provider’s estimate until it has passed, then the pace', () => {
    const estimated = { step: 10, totalSteps: 100, fraction: 0.1, finishAt: 1500 };
    assert.equal(progressOf(recordOf(estimated), 1020)?.finishAt, 1500);
    assert.equal(progressOf(recordOf({ ...estimated, finishAt: 1010 }), 1020)?.finishAt, 1198);
  });

  it('is nothing once the job has ended', () => {
    assert.equal(progressOf({ ...recordOf(null), snapshot: succeededSnapshot() }, 1020), null);
  });
});
