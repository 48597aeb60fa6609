import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withoutLines } from '../../../../src/datasets/rewrite/drop';
import { type Likeness, repeatedLines } from '../../../../src/datasets/rewrite/repeatedLines';
import { surveyChunks } from '../../../../src/datasets/survey/surveyChunks';
import { chunksOf, textOf } from './support';

const row = (prompt: string) => JSON.stringify({ prompt, completion: 'b' });
/** Few texts, some of which are alike but for case, spaces and punctuation; blank and broken lines among them. */
const lines = fc.array(
  fc.constantFrom(row('one'), row('One!'), row('two'), row('t w o'), row('three'), '', '{}'),
  {
    maxLength: 40,
  },
);

async function read(text: string) {
  const { survey, hashes } = await surveyChunks(chunksOf(text), { withHashes: true });
  assert.ok(hashes);
  return { survey, hashes };
}

async function without(text: string, likeness: Likeness): Promise<string> {
  const { hashes } = await read(text);
  return textOf(withoutLines(chunksOf(text), repeatedLines(hashes, likeness)));
}

describe('rows that repeat one before them', () => {
  it('are those that a report counts', () =>
    fc.assert(
      fc.asyncProperty(lines, async (rows) => {
        const { survey, hashes } = await read(rows.join('\n'));
        assert.equal(repeatedLines(hashes, 'exact').size, survey.same.count);
        assert.equal(repeatedLines(hashes, 'similar').size, survey.same.count + survey.similar.count);
      }),
    ));

  it('are dropped to the last, and the first one of each stays, as all that is no example', () =>
    fc.assert(
      fc.asyncProperty(lines, async (rows) => {
        const isExample = (line: string) => line.length > 2;
        const kept = rows.filter((line, at) => !isExample(line) || rows.indexOf(line) === at);
        const end = rows.length > 0 ? '\n' : '';
        const text = rows.join('\n') + end;
        assert.equal(await without(text, 'exact'), kept.join('\n') + end);
        const { survey } = await read(await without(text, 'similar'));
        assert.deepEqual([survey.same.count, survey.similar.count], [0, 0]);
      }),
    ));
});
