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
