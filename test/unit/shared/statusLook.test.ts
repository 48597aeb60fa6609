import assert from 'node:assert/strict';
import { groupOf, jobGroups } from '../../../src/shared/statuses';
import { lookOf, lookOfGroup } from '../../../src/shared/statusLook';

describe('the look of a status', () => {
  it('is its own for a job that is being deleted, which nobody has cancelled', () => {
    for (const status of ['JOB_STATE_DELETING', 'JOB_STATE_DELETING_CLEANING_UP'])
      assert.deepEqual([lookOf(status).label, groupOf(status)], ['Deleting', 'other']);
  });

  it('is shown by icon and color together, never by color alone', () => {
    const looks = jobGroups.map((group) => lookOfGroup(group));
    assert.equal(new Set(looks.map(({ icon, color }) => `${icon} ${color ?? ''}`)).size, jobGroups.length);
    assert.equal(new Set(looks.map(({ icon }) => icon)).size, jobGroups.length);
  });

  it('says of a job that it waits to be started', () => {
    const { label, icon } = lookOf('VALIDATED');
    assert.equal(label, 'Ready to start');
    assert.ok(jobGroups.every((group) => lookOfGroup(group).icon !== icon));
  });

  it('says when a job has yet to pause, and repeats a status that nobody knows', () => {
    assert.equal(lookOf('PAUSING').label, 'Pausing');
    assert.equal(lookOf('paused').label, 'Paused');
    assert.equal(lookOf('dreaming').label, 'dreaming');
    assert.equal(lookOf('JOB_STATE_COMPLETED').label, 'Succeeded');
  });
});
