import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { Checkpoint, toMetrics } from '../../../../src/api/wire/checkpoint';

describe('Checkpoint', () => {
  it('takes its step from the metrics where it names none', () => {
    assert.equal(z.parse(Checkpoint, { id: 'c', metrics: { step: 9 } }).step, 9);
    assert.equal(z.parse(Checkpoint, { id: 'c', step_number: 8, metrics: { step: 9 } }).step, 8);
    assert.equal(z.parse(Checkpoint, { id: 'c', step_number: 0, metrics: { step: 9 } }).step, 0);
  });

  it('needs no more than an id', () => {
    assert.deepEqual(z.parse(Checkpoint, { id: 'c' }), {
      ...{ id: 'c', createdAt: null, model: null, startFrom: null, step: null, metrics: {}, jobId: null },
    });
    assert.equal(z.safeParse(Checkpoint, { metrics: {} }).success, false);
  });
});

describe('toMetrics', () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${String(at)}`, at]));

  it('keeps numbers, also as text, and no name that every object has', () => {
    const raw: unknown = JSON.parse('{"a": "1.5", "b": null, "c": 0, "constructor": 1, "__proto__": 2}');
    assert.equal(JSON.stringify(toMetrics(raw)), '{"a":1.5,"c":0}');
  });

  it('reads at most 500 names, each of at most 200 characters', () => {
    assert.equal(Object.keys(toMetrics(many(500))).length, 500);
    assert.equal(Object.keys(toMetrics(many(501))).length, 500);
    assert.deepEqual(toMetrics({ ['x'.repeat(200)]: 1, ['y'.repeat(201)]: 2 }), { ['x'.repeat(200)]: 1 });
  });

  it('is empty for what is no object', () => {
    for (const value of [null, undefined, 1, [1]]) assert.deepEqual(toMetrics(value), {});
  });
});

describe('a checkpoint', () => {
  it('is read whole, with metrics of any name', () => {
    const checkpoint = Checkpoint.parse({
      object: 'fine_tuning.job.checkpoint',
      id: 'ftckpt_1',
      created_at: 1_721_764_800,
      fine_tuned_model_checkpoint: 'ft:gpt-4o-mini:acme:x:y:ckpt-step-88',
      step_number: 88,
      metrics: { step: 88, train_loss: '0.478', full_valid_loss: 0.567, note: 'good', 'p@1': null },
      fine_tuning_job_id: 'ftjob-1',
    });
    assert.deepEqual(checkpoint, {
      id: 'ftckpt_1',
      createdAt: 1_721_764_800,
      model: 'ft:gpt-4o-mini:acme:x:y:ckpt-step-88',
      startFrom: 'ft:gpt-4o-mini:acme:x:y:ckpt-step-88',
      step: 88,
      metrics: { step: 88, train_loss: 0.478, full_valid_loss: 0.567 },
      jobId: 'ftjob-1',
    });
  });
});
