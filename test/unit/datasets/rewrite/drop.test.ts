import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkDataset } from '../../../../src/datasets/check';
import { findBrokenLines } from '../../../../src/datasets/rewrite/brokenLines';
import { onlyLines, withoutLines } from '../../../../src/datasets/rewrite/drop';
import { NumberSet } from '../../../../src/datasets/rewrite/numberSet';
import { chunksOf, files, linesOf, textOf } from './support';

describe('dropping lines', () => {
  it('leaves every other byte as it was', () =>
    fc.assert(
      fc.asyncProperty(files, fc.array(fc.integer({ min: 1, max: 45 })), async (text, dropped) => {
        const kept = await textOf(withoutLines(chunksOf(text), NumberSet.of(dropped)));
        const expected = linesOf(text).filter((_, at) => !dropped.includes(at + 1));
        assert.equal(kept, expected.join(''));
      }),
    ));

  it('that are broken leaves a file in which nothing is', () =>
    fc.assert(
      fc.asyncProperty(files, async (text) => {
        const before = await checkDataset(chunksOf(text));
        const { broken, good } = await findBrokenLines(chunksOf(text));
        assert.equal(good.size, before.examples);
        assert.equal(broken.size, before.brokenLines);
        const kept = await textOf(onlyLines(chunksOf(text), good));
        assert.equal(linesOf(kept).length, good.size, 'no blank line is left');
        const after = await checkDataset(chunksOf(kept));
        assert.equal(after.brokenLines, 0);
        assert.equal(after.examples, before.examples);
      }),
    ));

  it('finds more broken lines than a report lists', async () => {
    const { broken } = await findBrokenLines(chunksOf('{}\n'.repeat(12_000), 10_000));
    assert.equal(broken.size, 12_000);
  });

  it('finds long lines that are broken', async () => {
    const long = 'x'.repeat(500_000);
    const lines = [
      `{"prompt":"${long}","completion":"b"}`,
      `{"prompt":"${long}"}`,
      `{"prompt":"${long}`,
      '{"prompt":"a","completion":"b"}',
    ];
    const { broken, good } = await findBrokenLines(chunksOf(lines.join('\n'), 100_000));
    assert.deepEqual(
      [1, 2, 3, 4].filter((line) => broken.has(line)),
      [2, 3],
    );
    assert.equal(good.size, 2);
  });
});
