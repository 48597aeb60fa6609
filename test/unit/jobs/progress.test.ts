import assert from 'node:assert/strict';
import { FineTuningEvent } from '../../../src/api/wire/event';
import { isSameProgress, jobProgress, lastMeasure, type Progress } from '../../../src/jobs/progress';
import { progressFromCurves, progressFromEvents } from '../../../src/jobs/reportedProgress';
import { summarize } from '../../../src/jobs/summary';
import { MetricsCollector } from '../../../src/metrics/collector';
import { jobFromWire, progress } from '../../support/jobs';
import * as snapshots from '../../support/snapshots';

const event = (wire: Record<string, unknown>) =>
  FineTuningEvent.parse({ id: 'e', created_at: 1, level: 'info', message: '', ...wire });

const far = (known: Progress | null) => known && [known.step, known.totalSteps, known.fraction];
const pairs = ({ steps, values }: Progress['course']) => [...steps].map((step, at) => [step, values[at]]);
const line = (at: number, step: number, loss: number) =>
  snapshots.event(at, `Step ${String(step)}/90: training loss=${String(loss)}`, { createdAt: at });

describe('progress from events', () => {
  it('comes from the newest metrics event', () => {
    const events = [
      event({ message: 'Checkpoint created' }),
      event({ type: 'metrics', data: { step: 30, total_steps: 90 } }),
      event({ type: 'metrics', data: { step: 20, total_steps: 90 } }),
    ];
    assert.deepEqual(far(progressFromEvents(events)), [30, 90, 1 / 3]);
  });

  it('is read from the message where the event has no data', () => {
    const known = progressFromEvents([event({ message: 'Step 45/90: training loss=2.31' })]);
    assert.deepEqual(far(known), [45, 90, 0.5]);
    assert.equal(lastMeasure(known ?? undefined)?.value, 2.31);
  });

  it('is judged by the reward where there is one: the loss of such a run says nothing', () => {
    const reward = (step: number, train_mean_reward: number) =>
      event({ type: 'metrics', data: { step, total_steps: 90, train_loss: 0.001, train_mean_reward } });
    const known = progressFromEvents([reward(1, 0.4)]) ?? undefined;
    const after = progressFromEvents([reward(2, 0.71)], known);
    assert.deepEqual(lastMeasure(after ?? undefined), { value: 0.71, isReward: true });
    assert.deepEqual(after && pairs(after.course), [
      [1, 0.4],
      [2, 0.71],
    ]);
    assert.equal(after?.best, null);
  });

  it('knows no share where the total is missing or zero', () => {
    assert.deepEqual(far(progressFromEvents([event({ data: { step: '7' } })])), [7, null, null]);
    assert.equal(progressFromEvents([event({ data: { step: 7, total_steps: 0 } })])?.fraction, null);
  });

  it('has the best loss so far, of the validation where there is any', () => {
    const bests = (...events: readonly Record<string, unknown>[]) => {
      let known: Progress | undefined;
      return events.map((data) => {
        known = progressFromEvents([event({ data })], known) ?? undefined;
        return known?.best ?? null;
      });
    };
    const train = (value: number) => ({ value, isValidation: false });
    const valid = (value: number) => ({ value, isValidation: true });
    assert.deepEqual(
      bests(
        { step: 1, train_loss: 2 },
        { step: 2, train_loss: 1 },
        { step: 3, train_loss: 1.5 },
        { step: 4, train_loss: 0.5, valid_loss: 3 },
        { step: 5, train_loss: 0.4 },
        { step: 6, train_loss: 0.4, valid_loss: 2, full_valid_loss: 2.5 },
        { step: 7, train_loss: 0.4, valid_loss: 2.9 },
      ),
      [train(2), train(1), train(1), valid(3), valid(3), valid(2.5), valid(2.5)],
    );
    assert.deepEqual(bests({ step: 1, train_loss: 'NaN' }, { step: 2 }), [null, null]);
    assert.deepEqual(bests({ step: 9, valid_loss: 1 }, { step: 1, valid_loss: 3 }), [valid(1), valid(3)]);
  });

  it('is unknown without metrics', () => {
    assert.equal(progressFromEvents([event({ message: 'Job enqueued' })]), null);
    assert.equal(progressFromEvents([]), null);
  });

  it('knows when the run last reported anything, a step or not', () => {
    const resumed = event({ message: 'Job resumed', created_at: 1_500 });
    const known = progressFromEvents([resumed, line(1_000, 4, 2)]) ?? undefined;
    assert.equal(known?.lastEventAt, 1_500);
    assert.equal(progressFromEvents([line(1_000, 4, 2)], known)?.lastEventAt, 1_500);
  });

  it('is never more than the whole', () => {
    assert.equal(progressFromEvents([event({ data: { step: 91, total_steps: 90 } })])?.fraction, 1);
  });

  it('adds the newest losses and times to those that are known', () => {
    const before = progressFromEvents([line(1010, 5, 1.5), line(1000, 4, 2)]) ?? undefined;
    const after = progressFromEvents([event({ data: { step: 7 } }), line(1020, 6, 1.25)], before);
    assert.deepEqual(far(after), [7, 90, 7 / 90]);
    assert.deepEqual(after && pairs(after.course), [
      [4, 2],
      [5, 1.5],
      [6, 1.25],
    ]);
    assert.deepEqual([...(after?.clock.steps ?? [])], [4, 5, 6, 7]);
    assert.equal(lastMeasure(after ?? undefined)?.value, 1.25);
  });

  it('forgets what was known of a run that has begun again', () => {
    const before = progressFromEvents([line(1010, 50, 1.5)]) ?? undefined;
    const after = progressFromEvents([line(2000, 1, 3)], before);
    assert.deepEqual(after && pairs(after.course), [[1, 3]]);
  });

  it('keeps a few points of a long run, evenly over it, and the last one', () => {
    let known: Progress | undefined;
    for (let step = 1; step <= 1000; step++)
      known = progressFromEvents([line(1000 + step, step, step)], known) ?? undefined;
    const steps = [...(known?.course.steps ?? [])];
    assert.ok(steps.length >= 32 && steps.length <= 64, String(steps.length));
    assert.equal(steps.at(-1), 1000);
    const gaps = steps.slice(1).map((step, at) => step - (steps[at] ?? 0));
    assert.ok(Math.max(...gaps) <= 64, String(gaps));
    assert.equal(known?.clock.steps.length, 64);
    assert.equal(lastMeasure(known)?.value, 1000);
  });

  it('is the same only where nothing of it is another', () => {
    const known = progress(1, 4, 2);
    assert.equal(isSameProgress(known, progress(1, 4, 2)), true);
    assert.equal(isSameProgress(undefined, undefined), true);
    assert.equal(isSameProgress(progress(1, 4, NaN), progress(1, 4, NaN)), true);
    const others = [
      ...[progress(2, 4, 2), progress(1, 5, 2), progress(1, 4, 3), progress(1, 4), undefined],
      ...[
        { ...known, fraction: 0.5 },
        { ...known, clock: known.course },
        { ...known, best: { value: 2, isValidation: false } },
      ],
    ];
    for (const other of others) {
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
  const curves = progressFromCurves(metrics) ?? undefined;
  const running = summarize(jobFromWire());
  const reporting = (wire: Record<string, unknown>) => summarize(jobFromWire(wire));

  it('follows from what its run reports where the provider does not say', () => {
    // The tenth step was at 1018; ninety more at two seconds each.
    const known = { step: 10, totalSteps: 100, fraction: 0.1, finishAt: 1198 };
    assert.deepEqual(jobProgress(running, curves, 1020), known);
    assert.equal(jobProgress(reporting({ progress: 0.6 }), curves, 1020)?.fraction, 0.6);
    // A list is looked at now and then: a stream is ahead of it.
    assert.equal(jobProgress(reporting({ progress: 0.05 }), curves, 1020)?.fraction, 0.1);
  });

  it('is the same by a page’s curves and by the newest events, which the list follows', () => {
    const newest = Array.from({ length: 5 }, (_, at) => [line(1008 + at * 2, 5 + at, 1)]);
    const polled = newest.reduce<Progress | undefined>(
      (before, events) => progressFromEvents(events, before) ?? undefined,
      undefined,
    );
    const page = new MetricsCollector();
    page.addEvents(newest.flat().reverse());
    const finish = jobProgress(running, polled, 1020)?.finishAt;
    assert.equal(finish, 1016 + 81 * 2);
    assert.equal(jobProgress(running, progressFromCurves(page) ?? undefined, 1020)?.finishAt, finish);
  });

  it('believes the provider’s estimate until it has passed, then the pace', () => {
    const later = 1_700_000_000;
    const finish = (estimate: number, known: Progress | undefined) =>
      jobProgress(reporting({ estimated_finish: later + estimate }), known, later + 20)?.finishAt;
    assert.equal(finish(500, curves), later + 500);
    assert.equal(finish(10, curves), 1198);
    assert.equal(finish(20, curves), later + 20);
    assert.equal(finish(10, undefined), later + 10);
  });

  it('is nothing once the job has ended, and has no end where it does not run', () => {
    assert.equal(jobProgress({ ...running, status: 'succeeded' }, curves, 1020), null);
    assert.equal(jobProgress({ ...running, status: 'JOB_STATE_DELETING' }, curves, 1020), null);
    assert.equal(jobProgress({ ...running, status: 'paused' }, curves, 1020)?.finishAt, null);
    assert.equal(jobProgress(running, undefined, 1020), null);
  });

  it('is what little is known: a step, a share or an end alone', () => {
    const nothing = { step: null, totalSteps: null, fraction: null, finishAt: null };
    assert.deepEqual(jobProgress(running, progress(7), 1020), { ...nothing, step: 7 });
    const share = reporting({ progress: 0.5 });
    assert.deepEqual(jobProgress(share, undefined, 1020), { ...nothing, fraction: 0.5 });
    const finishAt = 1_700_000_500;
    const end = reporting({ estimated_finish: finishAt });
    assert.deepEqual(jobProgress(end, undefined, 1020), { ...nothing, finishAt });
    assert.equal(jobProgress({ ...running, status: 'queued' }, undefined, 1020), null);
  });
});
