import assert from 'node:assert/strict';
import { groupOf, hasEnded, isActive } from '../../../src/shared/statuses';

describe('a status', () => {
  const groups: Record<string, string[]> = {
    running: [
      'running',
      'RUNNING',
      'resuming',
      'training',
      'compressing',
      'uploading',
      'JOB_STATE_RUNNING',
      'JOB_STATE_UPDATING',
      'TUNING_JOB_STATE_TUNING',
    ],
    queued: [
      'queued',
      'QUEUED',
      'created',
      'pending',
      'creating',
      'STARTED',
      'caching',
      'VALIDATED',
      'JOB_STATE_CREATING',
      'TUNING_JOB_STATE_WAITING_FOR_QUOTA',
      'TUNING_JOB_STATE_WAITING_FOR_CAPACITY',
    ],
    validating: ['validating_files', 'VALIDATING', 'TUNING_JOB_STATE_PROCESSING_DATASET'],
    paused: ['pausing', 'paused', 'JOB_STATE_PAUSED'],
    cancelling: ['cancelling', 'canceling', 'cancel_requested', 'CANCELLATION_REQUESTED'],
    succeeded: [
      'succeeded',
      'SUCCESS',
      'completed',
      'JOB_STATE_COMPLETED',
      'JOB_STATE_EARLY_STOPPED',
      'JOB_STATE_PARTIALLY_SUCCEEDED',
    ],
    failed: ['failed', 'FAILED', 'FAILED_VALIDATION', 'error', 'JOB_STATE_FAILED', 'JOB_STATE_EXPIRED'],
    cancelled: ['cancelled', 'canceled', 'CANCELLED', 'stopped', 'JOB_STATE_CANCELLED', 'JOB_STATE_DELETED'],
    other: ['dreaming', '', 'constructor', '__proto__', 'toString', 'JOB_STATE_UNSPECIFIED'],
  };
  for (const [group, statuses] of Object.entries(groups)) {
    for (const status of statuses) {
      it(`“${status}” is ${group}`, () => {
        assert.equal(groupOf(status), group);
        assert.equal(hasEnded(status), ['succeeded', 'failed', 'cancelled'].includes(group));
        const isWaiting = group === 'paused' && status !== 'pausing';
        const isChanging = !hasEnded(status) && group !== 'other' && !isWaiting;
        assert.equal(isActive(status), isChanging);
      });
    }
  }

  it('changes by itself while it is being deleted, until the job is gone', () => {
    for (const status of ['JOB_STATE_DELETING', 'deleting_cleaning_up']) assert.equal(isActive(status), true);
  });
});
