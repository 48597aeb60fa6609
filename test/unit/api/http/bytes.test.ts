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

  it('puts them into the room that it is given, where they fit', () => {
    const room = new Uint8Array(3);
    const chunks = [Uint8Array.of(1, 2), Uint8Array.of(3)];
    assert.equal(concat(chunks, room).buffer, room.buffer);
    assert.deepEqual([...concat(chunks, room)], [1, 2, 3]);
    assert.deepEqual([...concat([...chunks, Uint8Array.of(4)], room)], [1, 2, 3, 4]);
    assert.deepEqual([...concat([Uint8Array.of(5), Uint8Array.of(6)], room)], [5, 6]);
  });
});
