import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Splitter } from '../../../src/datasets/lines';

const textOf = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString());

/** The lines of a text that is read in pieces, all of them into the same memory; without blank ones. */
function linesOf(text: string, pieceLength: number): [number, string | null][] {
  const bytes = Buffer.from(text);
  const room = new Uint8Array(pieceLength);
  const splitter = new Splitter();
  const lines: [number, string | null][] = [];
  for (let at = 0; at < bytes.length; at += pieceLength) {
    const length = bytes.copy(room, 0, at, at + pieceLength);
    for (const line of splitter.split(room.subarray(0, length)))
      lines.push([line.number, textOf(line.bytes)]);
  }
  for (const line of splitter.end()) lines.push([line.number, textOf(line.bytes)]);
  return lines.filter(([, line]) => line !== '');
}

describe('the lines of a file', () => {
  it('are the same wherever it is cut, also where each piece is read into the memory of the one before', () => {
    const text = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', 'ä', '{"text":"x"}'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (parts, pieceLength) => {
        const whole = parts.join('');
        const expected = whole
          .split('\n')
          .map((line, at): [number, string] => [at + 1, line.replace(/\r$/, '')])
          .filter(([, line]) => line !== '');
        assert.deepEqual(linesOf(whole, pieceLength), expected);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('begin after a byte order mark', () => {
    for (const pieceLength of [1, 2, 3, 4, 100])
      assert.deepEqual(linesOf('\ufeffa\nb\r\n\r\nc', pieceLength), [
        [1, 'a'],
        [2, 'b'],
        [4, 'c'],
      ]);
  });
});
