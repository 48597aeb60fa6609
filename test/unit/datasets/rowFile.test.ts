import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RowFile } from '../../../src/datasets/rowFile';
import { RowIndex } from '../../../src/datasets/rowIndex';
import { rangedFile, rowFileOf } from '../../support/rowFiles';

async function textsOf(file: RowFile, start = 0, end = Infinity, maxBytes?: number) {
  const lines = await file.read(start, end, maxBytes);
  return lines.map(({ number, bytes }) => `${number} ${new TextDecoder().decode(bytes ?? undefined)}`);
}

describe('rows of a file', () => {
  it('are its lines as an editor counts them, without their breaks and marks', async () => {
    const file = await rowFileOf('\uFEFFone\r\n\ntwo\n');
    assert.deepEqual(await textsOf(file), ['1 one', '2 ', '3 two']);
    assert.deepEqual(await textsOf(await rowFileOf('one\ntwo')), ['1 one', '2 two']);
    assert.equal((await rowFileOf('')).index.count, 0);
    assert.equal((await rowFileOf('\n')).index.count, 1);
  });

  it('are the same however the file is cut into chunks, and from wherever they are read', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '🙂', ' '), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 7 }),
        fc.nat(11),
        async (lines, endsWithBreak, chunkLength, start) => {
          const text = lines.join('\n') + (endsWithBreak ? '\n' : '');
          const expected = text === '' ? [] : text.replace(/\n$/, '').split('\n');
          const file = await rowFileOf(text, chunkLength);
          const numbered = expected.map((each, at) => `${at + 1} ${each}`);
          assert.deepEqual(await textsOf(file, start), numbered.slice(start));
        },
      ),
    );
  });

  it('can be read while others are still looked for: the last one only once it has ended', () => {
    const index = new RowIndex();
    index.add(new TextEncoder().encode('one\ntw'));
    assert.equal(index.count, 1);
    assert.throws(() => index.rangeOf(1), RangeError);
    index.add(new TextEncoder().encode('o'));
    index.end();
    assert.equal(index.count, 2);
    assert.deepEqual(index.rangeOf(1), { start: 4, end: 7 });
  });

  it('are found from where an earlier look was ended', async () => {
    const file = new RowFile(rangedFile('one\ntwo\nthree', 4));
    const controller = new AbortController();
    const stop = () => {
      controller.abort();
    };
    await assert.rejects(file.findRows({ signal: controller.signal, onProgress: stop }));
    assert.deepEqual([file.index.count, file.index.isComplete], [1, false]);
    await file.findRows();
    assert.deepEqual(await textsOf(file), ['1 one', '2 two', '3 three']);
  });

  it('are read some at a time where they are long, and never one of more than 16 MB', async () => {
    const file = await rowFileOf(`${'a'.repeat(60)}\n${'b'.repeat(60)}\nc\n`);
    assert.equal((await file.read(0, 3, 100)).length, 1);
    assert.equal((await file.read(1, 3, 100)).length, 2);
    const long = await rowFileOf(`x\n${'y'.repeat(16 * 1024 * 1024 + 1)}\nz`);
    assert.deepEqual(await textsOf(long), ['1 x']);
    assert.deepEqual(await long.read(1, 3), [{ number: 2, bytes: null }]);
    assert.deepEqual(await textsOf(long, 2), ['3 z']);
  });

  it('take 8 bytes each, and end at a maximum', () => {
    const index = new RowIndex(20_000);
    index.add(new TextEncoder().encode('x\n'.repeat(20_001)));
    assert.deepEqual([index.count, index.isCut, index.isComplete], [20_000, true, true]);
    assert.deepEqual(index.rangeOf(19_999), { start: 39_998, end: 40_000 });
    const blocks = Object.values(index).find((each): each is Float64Array[] => Array.isArray(each));
    assert.equal(
      blocks?.reduce((sum, { byteLength }) => sum + byteLength, 0),
      3 * 64 * 1024,
    );
  });
});
