import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { Model } from '../../../../src/api/wire/model';

describe('Model', () => {
  it('needs no more than an id, and is an object', () => {
    assert.deepEqual(z.parse(Model, { id: 'm' }), {
      ...{ id: 'm', createdAt: null, ownedBy: null, shutdownDate: null },
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
    assert.deepEqual(model, { id: 'm', createdAt: 1, ownedBy: 'acme', shutdownDate: '2027-01-06' });
  });

  it('needs no more than an id', () => {
    assert.equal(Model.parse({ id: 'm' }).createdAt, null);
  });
});
