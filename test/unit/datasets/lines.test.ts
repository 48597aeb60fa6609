import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Line, Splitter } from '../../../src/datasets/lines';
import { type TextLine, textLines } from '../../../src/datasets/textLines';

const textOf = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString());

/** The lines of a file that is read in pieces, all of them into the same memory; without blank ones. */
function linesOf(
  file: string | Buffer,
  pieceLength: number,
  split = (piece: Uint8Array, splitter: Splitter): Iterable<Line | TextLine> => splitter.split(piece),
): [number, string | null][] {
  const bytes = Buffer.from(file);
  const room = new Uint8Array(pieceLength);
  const splitter = new Splitter();
  const lines: [number, string | null][] = [];
  const take = (line: Line | TextLine) =>
    lines.push([line.number, 'text' in line ? line.text : textOf(line.bytes)]);
  for (let at = 0; at < bytes.length; at += pieceLength) {
    const length = bytes.copy(room, 0, at, at + pieceLength);
    for (const line of split(room.subarray(0, length), splitter)) take(line);
  }
  for (const line of splitter.end()) take(line);
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

  it('have the same text where they are decoded many at once, wherever the file is cut', () => {
    const texts = ['a', 'bc', '\n', '\n', '\r\n', '\r', 'ä', '🙂', '\ufeff'];
    const long = 'x'.repeat(70_000); // more than is decoded at once
    const file = (parts: readonly string[]) =>
      fc.array(fc.constantFrom(...parts, Buffer.of(0xc3)), { maxLength: 30 }).map(joined);
    const cut = fc.oneof(
      fc.tuple(file(texts), fc.integer({ min: 1, max: 20 })),
      fc.tuple(file([...texts, long]), fc.constantFrom(50_000, 1_000_000)),
    );
    fc.assert(
      fc.property(cut, ([bytes, pieceLength]) => {
        assert.deepEqual(linesOf(bytes, pieceLength, textLines), linesOf(bytes, pieceLength));
      }),
      { seed: 12, numRuns: 1_000 },
    );
  });

  it('come as text, but for the first, torn ones and those beside one that is not UTF-8', () => {
    const kinds = (bytes: Buffer) =>
      Array.from(textLines(bytes, new Splitter()), (line) => ('text' in line ? line.text : line.number));
    assert.deepEqual(kinds(Buffer.from('a\nb\n\nü\r\nd')), [1, 'b', 'ü']);
    assert.deepEqual(kinds(joined(['a\nb\n', Buffer.of(0xff), '\nc\n'])), [1, 2, 3, 4]);
  });
});

function joined(parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}
