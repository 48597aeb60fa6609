import assert from 'node:assert/strict';
import { expectedTime } from '../../../src/jobs/pastTimes';

const past = (seconds: number, trainedTokens: number | null, changes = {}) => ({
  ...{ status: 'succeeded', model: 'm', createdAt: 1_000, finishedAt: 1_000 + seconds, trainedTokens },
  ...changes,
});

describe('expectedTime', () => {
  it('is what jobs of the same model took, by the token', () => {
    const jobs = [past(100, 1_000), past(300, 2_000), past(80, 500)];
    assert.deepEqual(expectedTime(jobs, 'm', 1_000), { shortest: 100, longest: 160, middle: 150, jobs: 3 });
    assert.deepEqual(expectedTime(jobs.slice(0, 1), 'm', 2_000), {
      ...{ shortest: 200, longest: 200, middle: 200, jobs: 1 },
    });
  });

  it('does not look at jobs of quite another size', () => {
    const jobs = [past(100, 1_000), past(100, 249), past(100, 4_001)];
    assert.equal(expectedTime(jobs, 'm', 1_000)?.jobs, 1);
    assert.equal(expectedTime([past(100, 250), past(100, 4_000)], 'm', 1_000)?.jobs, 2);
  });

  it('looks at those alone that have succeeded, and say how long they took', () => {
    const others = [
      past(100, 1_000, { status: 'failed' }),
      past(100, 1_000, { status: 'running' }),
      past(100, 1_000, { model: 'other' }),
      past(100, 1_000, { createdAt: null }),
      past(100, 1_000, { finishedAt: null }),
      past(0, 1_000),
      past(100, null),
      past(100, 0),
    ];
    assert.equal(expectedTime(others, 'm', 1_000), null);
    assert.equal(expectedTime([past(100, 1_000)], 'm', 0), null);
  });
});
