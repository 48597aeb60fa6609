import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { FineTuningJob, readExpectedJob, suffixOf, toJobError } from '../../../../src/api/wire/job';

const wire = { id: 'ftjob-1', status: 'running', created_at: 1_700_000_000 };
const read = (fields: Record<string, unknown>) => z.parse(FineTuningJob, { ...wire, ...fields });

describe('a job on the wire', () => {
  it('has what only some providers send', () => {
    const job = read({
      ...{ started_at: 1_700_000_001, updated_at: 1_700_000_002, seconds_remaining: 60, total_price: 3.5 },
      ...{ progress: 0.5, web_url: 'https://example.com/job', suffix: 'faq' },
      checkpoints: [{ id: 'c', step_number: 3 }, 'none'],
      events: [{ id: 'e', message: 'Started' }, 7],
    });
    assert.deepEqual(
      [job.startedAt, job.updatedAt, job.secondsRemaining, job.price, job.progress, job.webUrl, job.suffix],
      [1_700_000_001, 1_700_000_002, 60, 3.5, 0.5, 'https://example.com/job', 'faq'],
    );
    assert.deepEqual(
      job.checkpoints.map(({ id, step }) => [id, step]),
      [['c', 3]],
    );
    assert.deepEqual(
      job.events.map(({ id, message }) => [id, message]),
      [['e', 'Started']],
    );
  });

  it('has no share above 1, and no rest of more than ten years', () => {
    assert.equal(read({ progress: 1 }).progress, 1);
    assert.equal(read({ progress: 50 }).progress, null);
    assert.equal(read({ seconds_remaining: 315_360_000 }).secondsRemaining, 315_360_000);
    assert.equal(read({ seconds_remaining: 315_360_001 }).secondsRemaining, null);
  });

  it('prefers the first of two names', () => {
    const job = read({
      ...{ user_provided_suffix: 'a', suffix: 'b', organization_id: 'c', organisation_id: 'd' },
      ...{ error: 'e', var_error: 'f', hyperparameters: { n_epochs: 1 }, hyperparams: { n_epochs: 2 } },
      fine_tuned_model: 'ft:m:o:g:id',
    });
    assert.deepEqual([job.suffix, job.organizationId, job.error?.message], ['a', 'c', 'e']);
    assert.deepEqual(job.hyperparameters, { n_epochs: 1 });
  });

  it('has at most 10,000 events', () => {
    assert.equal(read({ events: new Array<object>(10_001).fill({}) }).events.length, 10_000);
  });

  it('reads integrations with their settings flat or under their name', () => {
    const { integrations } = read({
      integrations: [
        { type: 'wandb', project: 'flat', tags: ['a', null, 7] },
        { type: 'mlflow', mlflow: { name: 'n' }, project: 'beside' },
        { project: 'no type' },
        'wandb',
      ],
    });
    assert.deepEqual(integrations, [
      { type: 'wandb', project: 'flat', name: null, entity: null, tags: ['a', '7'] },
      { type: 'mlflow', project: null, name: 'n', entity: null, tags: [] },
    ]);
  });

  it('is read at once where all is as expected, and left to the schema where it is not', () => {
    const long = 'x'.repeat(1_000);
    for (const good of [wire, { ...wire, id: long, status: long }])
      assert.deepEqual(readExpectedJob(good), z.parse(FineTuningJob, good));
    const odd = [
      ...[null, [], 'job', { ...wire, id: '' }, { ...wire, id: 7 }, { ...wire, id: `${long}x` }],
      ...[
        { ...wire, status: '' },
        { ...wire, status: null },
        { ...wire, created_at: '1700000000' },
      ],
      ...[
        { ...wire, created_at: 0 },
        { ...wire, created_at: 1_700_000_000_000 },
        { ...wire, createdAt: 1 },
      ],
    ];
    for (const raw of odd) assert.equal(readExpectedJob(raw), undefined);
  });

  it('says that it is not an object', () => {
    const { error } = z.safeParse(FineTuningJob, 'text');
    assert.deepEqual(
      error?.issues.map(({ message }) => message),
      ['is not an object'],
    );
  });
});

describe('metadata', () => {
  const metadataOf = (metadata: unknown) => read({ metadata }).metadata;
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${String(at)}`, 'v']));

  it('is taken as it came where it is text', () => {
    const good = { team: 'blue', ['k'.repeat(5_000)]: 'v'.repeat(5_000) };
    assert.equal(metadataOf(good), good);
    assert.equal(Object.keys(metadataOf(many(200))).length, 200);
  });

  it('has at most 200 pairs', () => {
    assert.equal(Object.keys(metadataOf(many(201))).length, 200);
  });

  it('has at most 5,000 characters in a key or a value', () => {
    assert.deepEqual(metadataOf({ a: 'v'.repeat(5_001) }), { a: `${'v'.repeat(4_999)}…` });
    assert.deepEqual(metadataOf({ ['k'.repeat(5_001)]: 'v' }), { [`${'k'.repeat(4_999)}…`]: 'v' });
    assert.deepEqual(metadataOf({ a: ['v'.repeat(6_000)] }), { a: `["${'v'.repeat(4_998)}…` });
  });

  it('is empty for what is no object', () => {
    for (const value of [null, 'a', ['a']]) assert.deepEqual(metadataOf(value), {});
  });
});

describe('toJobError', () => {
  it('has a message where there is a code or a message', () => {
    assert.deepEqual(toJobError({ code: 'oom', param: 'training_file' }), {
      ...{ code: 'oom', message: 'oom', param: 'training_file' },
    });
    assert.deepEqual(toJobError({ message: 'No memory' }), {
      ...{ code: null, message: 'No memory', param: null },
    });
    assert.equal(toJobError({ param: 'training_file' }), null);
    assert.equal(toJobError(5), null);
  });
});

describe('suffixOf', () => {
  it('is the fourth part of a name that begins with ft:', () => {
    assert.equal(suffixOf('ft:base:org:faq:id'), 'faq');
    assert.equal(suffixOf('ft:base:org:faq'), null);
    assert.equal(suffixOf('ft:base:org::id'), null);
    assert.equal(suffixOf('ft:base'), null);
    assert.equal(suffixOf('xx:base:org:faq:id'), null);
    assert.equal(suffixOf(null), null);
  });
});
