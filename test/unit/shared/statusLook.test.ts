import assert from 'node:assert/strict';
import { lookOf, lookOfGroup } from '../../../src/shared/statusLook';
import { jobGroups } from '../../../src/shared/statuses';

describe('the look of a status', () => {
  it('is shown by icon and color together, never by color alone', () => {
    const looks = jobGroups.map((group) => lookOfGroup(group));
    assert.equal(new Set(looks.map(({ icon, color }) => `${icon} ${color ?? ''}`)).size, jobGroups.length);
    assert.equal(new Set(looks.map(({ icon }) => icon)).size, jobGroups.length);
  });

  it('says when a job has yet to pause, and repeats a status that nobody knows', () => {
    assert.equal(lookOf('PAUSING').label, 'Pausing');
    assert.equal(lookOf('paused').label, 'Paused');
    assert.equal(lookOf('dreaming').label, 'dreaming');
    assert.equal(lookOf('JOB_STATE_COMPLETED').label, 'Succeeded');
  });
});
