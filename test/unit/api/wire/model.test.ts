import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { isFineTuned, Model } from '../../../../src/api/wire/model';

describe('Model', () => {
  it('needs no more than an id, and is an object', () => {
    assert.deepEqual(z.parse(Model, { id: 'm' }), {
      ...{
        id: 'm',
        createdAt: null,
        ownedBy: null,
        base: null,
        jobId: null,
        shutdownAt: null,
        trainingEndsAt: null,
        isTrainable: null,
      },
    });
    assert.equal(z.safeParse(Model, {}).success, false);
    assert.equal(z.safeParse(Model, 'm').success, false);
  });

  it('is read in camelCase', () => {
    assert.equal(z.parse(Model, { id: 'm', ownedBy: 'acme' }).ownedBy, 'acme');
  });
});

describe('a model', () => {
  it('is read whole', () => {
    const model = Model.parse({
      id: 'm',
      object: 'model',
      created: 1,
      owned_by: 'acme',
      shutdown_date: '2027-01-06',
    });
    assert.deepEqual(model, {
      ...{ id: 'm', createdAt: 1, ownedBy: 'acme', base: null, jobId: null },
      shutdownAt: Date.UTC(2027, 0, 6) / 1000,
      trainingEndsAt: null,
      isTrainable: null,
    });
  });

  it('has its base and its end under the names of each provider', () => {
    const facts = (wire: object) => {
      const { base, shutdownAt, trainingEndsAt } = Model.parse({ id: 'm', ...wire });
      return [base, shutdownAt, trainingEndsAt];
    };
    const end = 1_800_000_000;
    assert.deepEqual(facts({ model: 'azure-base', deprecation: { fine_tune: 1, inference: end } }), [
      'azure-base',
      end,
      1,
    ]);
    assert.deepEqual(facts({ root: 'mistral-base', deprecation: '2027-01-15T08:00:00Z' }), [
      'mistral-base',
      end,
      null,
    ]);
    assert.deepEqual(facts({ model: 'a', root: 'b' }), ['a', null, null]);
  });

  it('can be fine-tuned or not, where its list says it', () => {
    const isTrainable = (capabilities: unknown) => Model.parse({ id: 'm', capabilities }).isTrainable;
    assert.deepEqual([{ fine_tune: false }, { fine_tuning: true }].map(isTrainable), [false, true]);
    assert.deepEqual([undefined, null, 'yes', { fine_tune: 'yes' }].map(isTrainable), [
      null,
      null,
      null,
      null,
    ]);
  });

  it('needs no more than an id', () => {
    assert.equal(Model.parse({ id: 'm' }).createdAt, null);
  });
});

describe('a fine-tuned model', () => {
  const isOne = (wire: object) => isFineTuned(Model.parse({ id: 'm', ...wire }));

  it('is known by its job, its owner or its name', () => {
    for (const wire of [
      { job: 'job-1' },
      { owned_by: 'org-acme' },
      { owned_by: 'user-abc' },
      { id: 'ft:gpt-4o-mini-2024-07-18:acme:faq:abc' },
      { id: 'davinci:ft-acme-2022-01-01' },
      { id: 'gpt-4o-mini-2024-07-18.ft-0123' },
    ])
      assert.equal(isOne(wire), true, JSON.stringify(wire));
  });

  it('is none of the provider’s own', () => {
    for (const wire of [
      { owned_by: 'system' },
      { owned_by: 'openai-internal' },
      { owned_by: 'organization-owner' },
      { owned_by: 'not-org-acme' },
      { id: 'gpt-4o-mini', root: 'gpt-4o' },
      { id: 'left-7b' },
      { id: 'aft:x' },
    ])
      assert.equal(isOne(wire), false, JSON.stringify(wire));
  });
});
