import assert from 'node:assert/strict';
import { durationsOf, timelineOf } from '../../../src/metrics/timeline';
import { bareJob, createdTime, event, runEvents, stepEvent } from '../../support/snapshots';

const told = (entries: ReturnType<typeof timelineOf>) =>
  entries.map(
    ({ milestone, at, sincePrevious }) =>
      `${milestone} ${at - createdTime}${sincePrevious === null ? '' : ` +${sincePrevious}`}`,
  );

describe('timelineOf', () => {
  it('follows OpenAI’s events from creation to the end', () => {
    const job = { ...bareJob('a', 'succeeded'), finishedAt: createdTime + 1000 };
    assert.deepEqual(told(timelineOf(job, [...runEvents(5)].reverse())), [
      'created 0',
      'validated 21 +21',
      'queued 21 +0',
      'started 98 +77',
      'firstStep 121 +23',
      'finished 1000 +879',
    ]);
  });

  it('reports what a bare job reports', () => {
    assert.deepEqual(told(timelineOf(bareJob('a', 'queued'), [])), ['created 0']);
  });

  it('believes the job’s own start before an event’s', () => {
    const job = { ...bareJob('a', 'running'), startedAt: createdTime + 40 };
    assert.deepEqual(told(timelineOf(job, [event(50, 'Fine-tuning job started'), stepEvent(1)])), [
      'created 0',
      'started 40 +40',
      'firstStep 121 +81',
    ]);
  });

  it('takes no second start after a pause for the first', () => {
    const log = [event(10, 'Fine-tuning job started'), event(30, 'Fine-tuning job started')];
    assert.deepEqual(told(timelineOf(bareJob('a', 'running'), log)), ['created 0', 'started 10 +10']);
  });
});

describe('durationsOf', () => {
  const job = { ...bareJob('a', 'succeeded'), startedAt: createdTime + 40 };

  it('counts the queue and the training', () => {
    const timeline = timelineOf({ ...job, finishedAt: createdTime + 100 }, []);
    assert.deepEqual(durationsOf(timeline, createdTime + 5000, true), { queue: 40, training: 60 });
  });

  it('counts until now while it runs, and not at all when the end is not known', () => {
    const timeline = timelineOf(job, []);
    assert.deepEqual(durationsOf(timeline, createdTime + 70, false), { queue: 40, training: 30 });
    assert.deepEqual(durationsOf(timeline, createdTime + 70, true), { queue: 40, training: null });
  });
});
