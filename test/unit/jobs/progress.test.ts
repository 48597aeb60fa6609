import assert from 'node:assert/strict';
import { FineTuningEvent } from '../../../src/api/wire/event';
import { isSameProgress, jobProgress, progressFromEvents } from '../../../src/jobs/progress';
import { MetricsCollector } from '../../../src/metrics/collector';
import * as snapshots from '../../support/snapshots';

const event = (wire: Record<string, unknown>) =>
  FineTuningEvent.parse({ id: 'e', created_at: 1, level: 'info', message: '', ...wire });

describe('progress from events', () => {
  it('comes from the newest metrics event', () => {
    const events = [
      event({ message: 'Checkpoint created' }),
      event({ type: 'metrics', data: { step: 30, total_steps: 90 } }),
      event({ type: 'metrics', data: { step: 20, total_steps: 90 } }),
    ];
    assert.deepEqual(progressFromEvents(events), { step: 30, totalSteps: 90, fraction: 1 / 3 });
  });

  it('is read from the message where the event has no data', () => {
    assert.deepEqual(progressFromEvents([event({ message: 'Step 45/90: training loss=2.31' })]), {
      step: 45,
      totalSteps: 90,
      fraction: 0.5,
    });
  });

  it('knows no share where the total is missing or zero', () => {
    assert.deepEqual(progressFromEvents([event({ data: { step: '7' } })]), {
      step: 7,
      totalSteps: null,
      fraction: null,
    });
    assert.equal(progressFromEvents([event({ data: { step: 7, total_steps: 0 } })])?.fraction, null);
  });

  it('is unknown without metrics', () => {
    assert.equal(progressFromEvents([event({ message: 'Job enqueued' })]), null);
    assert.equal(progressFromEvents([]), null);
  });

  it('is never more than the whole', () => {
    assert.equal(progressFromEvents([event({ data: { step: 91, total_steps: 90 } })])?.fraction, 1);
  });

  it('is the same only where step, total and share are', () => {
    const known = { step: 1, totalSteps: 4, fraction: 0.25 };
    assert.equal(isSameProgress(known, { ...known }), true);
    assert.equal(isSameProgress(undefined, undefined), true);
    for (const other of [
      ...[
        { ...known, step: 2 },
        { ...known, totalSteps: 5 },
        { ...known, fraction: 0.5 },
      ],
      ...[{ step: 2, totalSteps: 5, fraction: 0.25 }, undefined],
    ]) {
      assert.equal(isSameProgress(known, other), false);
      assert.equal(isSameProgress(other, known), false);
    }
  });
});

describe('how far a job is', () => {
  /** A step every two seconds from 1000 on, ten of them, of a hundred. */
  const metrics = new MetricsCollector();
  metrics.addEvents(
    Array.from({ length: 10 }, (_, at) =>
      snapshots.event(at, '', { createdAt: 1000 + at * 2, data: { step: at + 1, total_steps: 100 } }),
    ).reverse(),
  );
  const running = { status: 'running', progress: null, estimatedFinish: null };

  it('follows from its curves where neither the provider nor its newest events say', () => {
    // The tenth step was at 1018; ninety more at two seconds each.
    assert.deepEqual(jobProgress(running, undefined, metrics, 1020), {
      step: 10,
      totalSteps: 100,
      fraction: 0.1,
      finishAt: 1198,
    });
    const known = { step: 50, totalSteps: 100, fraction: 0.5 };
    assert.equal(jobProgress(running, known, metrics, 1020)?.fraction, 0.5);
    assert.equal(jobProgress({ ...running, progress: 0.6 }, known, metrics, 1020)?.fraction, 0.6);
  });

  it('believes the provider’s estimate until it has passed, then the pace', () => {
    const finish = (estimatedFinish: number) =>
      jobProgress({ ...running, estimatedFinish }, undefined, metrics, 1020)?.finishAt;
    assert.equal(finish(1500), 1500);
    assert.equal(finish(1010), 1198);
    assert.equal(finish(1020), 1020);
    assert.equal(jobProgress({ ...running, estimatedFinish: 1010 }, undefined, null, 1020)?.finishAt, 1010);
  });

  it('is nothing once the job has ended, and has no end where it does not run', () => {
    assert.equal(jobProgress({ ...running, status: 'succeeded' }, undefined, metrics, 1020), null);
    assert.equal(jobProgress({ ...running, status: 'paused' }, undefined, metrics, 1020)?.finishAt, null);
    assert.equal(jobProgress(running, undefined, null, 1020), null);
  });

  it('is what little is known: a step, a share or an end alone', () => {
    const nothing = { step: null, totalSteps: null, fraction: null, finishAt: null };
    const step = { step: 7, totalSteps: null, fraction: null };
    assert.deepEqual(jobProgress(running, step, null, 1020), { ...nothing, step: 7 });
    const share = { ...running, progress: 0.5 };
    assert.deepEqual(jobProgress(share, undefined, null, 1020), { ...nothing, fraction: 0.5 });
    const end = { ...running, estimatedFinish: 1500 };
    assert.deepEqual(jobProgress(end, undefined, null, 1020), { ...nothing, finishAt: 1500 });
    const length = { lastStep: null, totalSteps: 90, clock: metrics.clock };
    assert.equal(jobProgress(share, undefined, length, 1020)?.totalSteps, 90);
    assert.equal(jobProgress({ ...running, status: 'queued' }, undefined, length, 1020), null);
  });
});
