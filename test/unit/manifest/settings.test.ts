import assert from 'node:assert/strict';
import manifest from '../../../package.json';
import { Connection, dialectIds } from '../../../src/api/connection';
import { OwnRate } from '../../../src/datasets/price/ownRates';
import { rateUnits } from '../../../src/datasets/price/rate';

const { items } = manifest.contributes.configuration.properties['fineTuning.connections'];

describe('the setting of connections', () => {
  it('offers every dialect there is', () => {
    assert.deepEqual([...items.properties.dialect.enum].sort(), [...dialectIds].sort());
  });

  it('knows the fields that the code reads, and no others', () => {
    assert.deepEqual(Object.keys(items.properties).sort(), Object.keys(Connection.shape).sort());
  });
});

describe('the setting of prices', () => {
  const { items: price, scope } = manifest.contributes.configuration.properties['fineTuning.prices'];

  it('offers what the code reads, and nothing else', () => {
    assert.deepEqual(Object.keys(price.properties).sort(), Object.keys(OwnRate.shape).sort());
    assert.deepEqual([...price.properties.provider.enum].sort(), [...dialectIds].sort());
    assert.deepEqual(price.properties.per.enum, rateUnits);
    assert.deepEqual(
      price.required.toSorted(),
      Object.keys(OwnRate.shape)
        .filter((name) => !OwnRate.safeParse({ ...example, [name]: undefined }).success)
        .sort(),
    );
  });

  it('is the person’s own: no workspace says what things cost', () => {
    assert.equal(scope, 'application');
  });
});

const example = { model: 'a', price: 1, provider: 'openai', method: 'dpo', currency: 'USD', per: 'hour' };
