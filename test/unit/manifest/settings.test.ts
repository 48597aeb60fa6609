import assert from 'node:assert/strict';
import manifest from '../../../package.json';
import { Connection, dialectIds } from '../../../src/api/connection';

const { items } = manifest.contributes.configuration.properties['fineTuning.connections'];

describe('the setting of connections', () => {
  it('offers every dialect there is', () => {
    assert.deepEqual([...items.properties.dialect.enum].sort(), [...dialectIds].sort());
  });

  it('knows the fields that the code reads, and no others', () => {
    assert.deepEqual(Object.keys(items.properties).sort(), Object.keys(Connection.shape).sort());
  });
});
