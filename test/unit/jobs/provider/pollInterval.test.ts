import assert from 'node:assert/strict';
import { type PollInputs, pollInterval } from '../../../../src/jobs/provider/pollInterval';

const quiet: PollInputs = {
  isWatched: false,
  activeJobs: 0,
  unknownJobs: 0,
  quietPolls: 0,
  failedPolls: 0,
  retryAfter: 0,
  isFocused: true,
};

describe('the pause until the next poll', () => {
  it('never ends while nothing needs a poll', () => {
    assert.equal(pollInterval(quiet), null);
    assert.equal(pollInterval({ ...quiet, unknownJobs: 3 }), null);
  });

  it('is short while jobs run on screen, and grows while nothing changes', () => {
    const pauses = [0, 1, 2, 3, 10].map((quietPolls) =>
      pollInterval({ ...quiet, isWatched: true, activeJobs: 1, quietPolls }),
    );
    assert.deepEqual(pauses, [3_000, 4_500, 6_750, 10_125, 15_000]);
  });

  it('is longer for jobs that nobody watches, and longest for a view without active jobs', () => {
    assert.equal(pollInterval({ ...quiet, activeJobs: 1 }), 30_000);
    assert.equal(pollInterval({ ...quiet, isWatched: true, unknownJobs: 1 }), 30_000);
    assert.equal(pollInterval({ ...quiet, isWatched: true }), 60_000);
  });

  it('doubles with each failure, to five minutes, and is never shorter than the server requested', () => {
    const failing = { ...quiet, isWatched: true };
    const pauses = [1, 2, 3, 20].map((failedPolls) => pollInterval({ ...failing, failedPolls }));
    assert.deepEqual(pauses, [5_000, 10_000, 20_000, 300_000]);
    assert.equal(pollInterval({ ...failing, failedPolls: 1, retryAfter: 42_000 }), 42_000);
  });

  it('leaves the provider to the focused window', () => {
    assert.equal(pollInterval({ ...quiet, isWatched: true, activeJobs: 1, isFocused: false }), 12_000);
    assert.equal(pollInterval({ ...quiet, activeJobs: 1, isFocused: false }), 120_000);
    assert.equal(pollInterval({ ...quiet, isWatched: true, isFocused: false }), 240_000);
  });
});
