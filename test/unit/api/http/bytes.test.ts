import assert from 'node:assert/strict';
import { concat } from '../../../../src/api/http/bytes';

describe('concat', () => {
  it('joins chunks in their order', () => {
    assert.deepEqual([...concat([Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)])], [1, 2, 3]);
    assert.deepEqual([...concat([])], []);
  });

  it('does not copy a single chunk', () => {
    const chunk = Uint8Array.of(1, 2);
    assert.equal(concat([chunk]), chunk);
  });
});
