import assert from 'node:assert/strict';
import { haveSameBytes } from '../../../src/commands/trainingFiles/sameBytes';

async function* stream(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    await Promise.resolve();
    yield new TextEncoder().encode(piece);
  }
}

describe('the bytes of two files', () => {
  for (const [name, one, other, isSame] of [
    ['however they are cut', ['ab', 'cdef'], ['abcd', '', 'ef'], true],
    ['with empty pieces at the end', ['ab'], ['ab', ''], true],
    ['none', [], [], true],
    ['another byte', ['abc'], ['abd'], false],
    ['a longer one', ['ab'], ['abc'], false],
    ['a shorter one', ['abc'], ['ab'], false],
  ] as const)
    it(`are ${isSame ? 'the same' : 'not the same'}: ${name}`, async () => {
      assert.equal(await haveSameBytes(stream(...one), stream(...other)), isSame);
    });

  it('are read no further than to the first difference, and left', async () => {
    let isLeft = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(new Uint8Array([1]));
      } finally {
        isLeft = true;
      }
    }
    assert.equal(await haveSameBytes(stream('ab'), endless()), false);
    assert.equal(isLeft, true);
  });
});
