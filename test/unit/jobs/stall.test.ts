import assert from 'node:assert/strict';
import type { Progress } from '../../../src/jobs/progress';
import { stallOf } from '../../../src/jobs/stall';
import { jobFromWire, progress } from '../../support/jobs';
import { TestClock } from '../../support/testClock';

const created = 1_700_000_000;

describe('a job that does not move', () => {
  let clock: TestClock;
  const now = () => clock.now() / 1000;

  beforeEach(() => {
    clock = new TestClock(created * 1000);
  });

  /** A run of a step every `pace` seconds whose last one was at `created`. */
  const run = (pace: number, step = 20, totalSteps: number | null = 100): Progress => ({
    ...progress(step, totalSteps),
    clock: {
      steps: Float64Array.of(step - 10, step),
      values: Float64Array.of(created - 10 * pace, created),
    },
  });
  const running = jobFromWire({ status: 'running', created_at: created - 10_000 });
  const looked = (known: Progress) => stallOf(running, { ...known, lookedAt: now() }, now());

  it('is a run that takes ten times its own pace for a step', () => {
    clock.advance(599_000);
    assert.equal(looked(run(60)), null);
    clock.advance(1_000);
    assert.deepEqual(looked(run(60)), { state: 'running', seconds: 600 });
  });

  it('is no quick run before five minutes', () => {
    clock.advance(299_000);
    assert.equal(looked(run(0.1)), null);
    clock.advance(1_000);
    assert.deepEqual(looked(run(0.1)), { state: 'running', seconds: 300 });
  });

  it('moves again with its next step', () => {
    clock.advance(300_000);
    const next = { steps: Float64Array.of(10, 20, 21), values: Float64Array.of(created - 1, created, now()) };
    assert.equal(looked({ ...run(0.1, 21), clock: next }), null);
  });

  it('moves also by what is no step, such as that it was resumed', () => {
    clock.advance(10_800_000);
    const resumed = { ...run(1), lastEventAt: now() - 299 };
    assert.equal(looked(resumed), null);
    clock.advance(1_000);
    assert.deepEqual(looked(resumed), { state: 'running', seconds: 300 });
  });

  it('is judged by when it was last looked at, not by how late it is', () => {
    const known = { ...run(1), lookedAt: now() + 10 };
    clock.advance(86_400_000);
    assert.equal(stallOf(running, known, now()), null);
    assert.equal(stallOf(running, run(1), now()), null); // never looked at
  });

  it('is none that has done all of its steps, or whose pace is not known', () => {
    clock.advance(3_600_000);
    assert.equal(looked(run(1, 100, 100)), null);
    assert.deepEqual(looked(run(1, 20, null)), { state: 'running', seconds: 3_600 });
    const { clock: unclocked } = progress(20, 100);
    assert.equal(looked({ ...run(1), clock: unclocked }), null);
    const once = { steps: Float64Array.of(20), values: Float64Array.of(created) };
    assert.equal(looked({ ...run(1), clock: once }), null);
    assert.equal(stallOf(running, undefined, now()), null);
    const paused = jobFromWire({ status: 'paused', created_at: created });
    assert.equal(stallOf(paused, { ...run(1), lookedAt: now() }, now()), null);
  });

  it('is none that waits for a person to start it', () => {
    clock.advance(86_400_000);
    const ready = jobFromWire({ status: 'VALIDATED', created_at: created });
    assert.equal(stallOf(ready, undefined, now()), null);
  });

  it('is one that waits, or has its files checked, for an hour', () => {
    const states = ['queued', 'validating_files', 'paused', 'running', 'dreaming', 'succeeded'].map(
      (status) => jobFromWire({ status, created_at: created }),
    );
    clock.advance(3_599_000);
    assert.ok(states.every((job) => stallOf(job, undefined, now()) === null));
    clock.advance(1_000);
    assert.deepEqual(
      states.map((job) => stallOf(job, undefined, now())?.state),
      ['queued', 'validating', undefined, undefined, undefined, undefined],
    );
    assert.equal(
      stallOf(jobFromWire({ status: 'queued', created_at: created }), undefined, now())?.seconds,
      3_600,
    );
  });
});
