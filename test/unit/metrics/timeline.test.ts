import assert from 'node:assert/strict';
import { durationsOf, timelineOf } from '../../../src/metrics/timeline';
import { bareJob, createdTime, event, runEvents, stepEvent } from '../../support/snapshots';

const written = (entries: ReturnType<typeof timelineOf>) =>
  entries.map(
    ({ milestone, at, sincePrevious }) =>
      `${milestone} ${at - createdTime}${sincePrevious === null ? '' : ` +${sincePrevious}`}`,
  );

describe('timelineOf', () => {
  it('follows OpenAI’s events from creation to the end', () => {
    const job = { ...bareJob('a', 'succeeded'), finishedAt: createdTime + 1000 };
    assert.deepEqual(written(timelineOf(job, [...runEvents(5)].reverse())), [
      'created 0',
      'validated 21 +21',
      'queued 21 +0',
      'started 98 +77',
      'firstStep 121 +23',
      'finished 1000 +879',
    ]);
  });

  it('reports what a bare job reports', () => {
    assert.deepEqual(written(timelineOf(bareJob('a', 'queued'), [])), ['created 0']);
  });

  it('believes the job’s own start before an event’s', () => {
    const job = { ...bareJob('a', 'running'), startedAt: createdTime + 40 };
    assert.deepEqual(written(timelineOf(job, [event(50, 'Fine-tuning job started'), stepEvent(1)])), [
      'created 0',
      'started 40 +40',
      'firstStep 121 +81',
    ]);
  });

  it('takes no second start after a pause for the first', () => {
    const log = [event(10, 'Fine-tuning job started'), event(30, 'Fine-tuning job started')];
    assert.deepEqual(written(timelineOf(bareJob('a', 'running'), log)), ['created 0', 'started 10 +10']);
  });
});

describe('the wording of events', () => {
  const milestones = (message: string) =>
    timelineOf(bareJob('a', 'running'), [event(10, message)])
      .map(({ milestone }) => milestone)
      .slice(1);

  const wordings: readonly (readonly [message: string, milestone: string])[] = [
    ['Files validated', 'validated'],
    ['The file train.jsonl was validated', 'validated'],
    ['Training data validated', 'validated'],
    ['Data set passed', 'validated'],
    ['The dataset has passed all checks', 'validated'],
    ['Validation passed', 'validated'],
    ['Validation succeeded', 'validated'],
    ['Validation complete', 'validated'],
    ['Job enqueued. Waiting for capacity', 'queued'],
    ['Job is queued', 'queued'],
    ['Waiting in line', 'queued'],
    ['Waiting for a machine', 'queued'],
    ['Fine-tuning job started', 'started'],
    ['Finetuning job started', 'started'],
    ['Job started', 'started'],
    ['Training started', 'started'],
    ['Fine-tune started', 'started'],
    ['Finetune started', 'started'],
    ['Started training', 'started'],
    ['Starting training on 8 GPUs', 'started'],
  ];
  for (const [message, milestone] of wordings) {
    it(`of “${message}” says ${milestone}`, () => assert.deepEqual(milestones(message), [milestone]));
  }

  it('says nothing in other messages', () => {
    for (const message of [
      ...['Validating file', 'Profiles invalidated', `Files ${'x'.repeat(41)} validated`, 'Waiting'],
      ...['Restarted training', 'Training restarted', `Job started ${'x'.repeat(1_000)}`],
    ])
      assert.deepEqual(milestones(message), [], message);
    assert.deepEqual(milestones('Job started'.padEnd(1_000)), ['started']);
  });

  it('is looked for in the first 200 events, up to the first step', () => {
    const before = (count: number) => Array.from({ length: count }, (_, at) => event(at, 'x'));
    const found = (log: Parameters<typeof timelineOf>[1]) =>
      written(timelineOf(bareJob('a', 'running'), log));
    assert.deepEqual(found([...before(199), event(300, 'Job started')]), ['created 0', 'started 300 +300']);
    assert.deepEqual(found([...before(200), event(300, 'Job started')]), ['created 0']);
    assert.deepEqual(found([stepEvent(1), event(300, 'Job started')]), ['created 0', 'firstStep 121 +121']);
  });

  it('is in order of time, in the same second in the order in which things happen', () => {
    const job = { ...bareJob('a', 'running'), startedAt: createdTime, finishedAt: createdTime };
    const log = [
      event(5, 'Job queued'),
      event(0, 'Files validated'),
      { ...stepEvent(1), createdAt: createdTime },
    ];
    assert.deepEqual(written(timelineOf(job, log)), [
      ...['created 0', 'validated 0 +0', 'started 0 +0', 'firstStep 0 +0', 'finished 0 +0', 'queued 5 +5'],
    ]);
  });

  it('has no milestone without a time', () => {
    const log = [event(5, 'Job started', { createdAt: null })];
    assert.deepEqual(written(timelineOf(bareJob('a', 'running'), log)), ['created 0']);
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

  it('takes the first step for the start where nothing else says it', () => {
    const timeline = timelineOf(bareJob('a', 'running'), [stepEvent(1)]);
    assert.deepEqual(durationsOf(timeline, createdTime + 200, false), { queue: 121, training: 79 });
  });

  it('knows nothing of a job that has not started', () => {
    const timeline = timelineOf(bareJob('a', 'queued'), []);
    assert.deepEqual(durationsOf(timeline, createdTime + 70, false), { queue: null, training: null });
    assert.deepEqual(durationsOf([], createdTime + 70, false), { queue: null, training: null });
    const started = [{ milestone: 'started' as const, at: 5, sincePrevious: null }];
    assert.deepEqual(durationsOf(started, 7, false), { queue: null, training: 2 });
  });

  it('is never negative', () => {
    const timeline = timelineOf({ ...job, startedAt: createdTime - 10, finishedAt: createdTime - 20 }, []);
    assert.deepEqual(durationsOf(timeline, createdTime, true), { queue: 0, training: 0 });
  });
});
