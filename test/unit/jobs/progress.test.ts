import assert from 'node:assert/strict';
import { FineTuningEvent } from '../../../src/api/wire/event';
import { progressOf } from '../../../src/jobs/progress';

const event = (wire: Record<string, unknown>) =>
  FineTuningEvent.parse({ id: 'e', created_at: 1, level: 'info', message: '', ...wire });

describe('progress from events', () => {
  it('comes from the newest metrics event', () => {
    const events = [
      event({ message: 'Checkpoint created' }),
      event({ type: 'metrics', data: { step: 30, total_steps: 90 } }),
      event({ type: 'metrics', data: { step: 20, total_steps: 90 } }),
    ];
    assert.deepEqual(progressOf(events), { step: 30, totalSteps: 90, fraction: 1 / 3 });
  });

  it('is read from the message where the event has no data', () => {
    assert.deepEqual(progressOf([event({ message: 'Step 45/90: training loss=2.31' })]), {
      step: 45,
      totalSteps: 90,
      fraction: 0.5,
    });
  });

  it('knows no share where the total is missing or zero', () => {
    assert.deepEqual(progressOf([event({ data: { step: '7' } })]), {
      step: 7,
      totalSteps: null,
      fraction: null,
    });
    assert.equal(progressOf([event({ data: { step: 7, total_steps: 0 } })])?.fraction, null);
  });

  it('is unknown without metrics', () => {
    assert.equal(progressOf([event({ message: 'Job enqueued' })]), null);
    assert.equal(progressOf([]), null);
  });
});
