import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkDataset } from '../../../src/datasets/check';
import { CheckedDocument } from '../../../src/datasets/checkedDocument';
import { surveyChunks } from '../../../src/datasets/survey/surveyChunks';
import { loadCorpus } from '../../../src/engine/dataset/loadCorpus';
import { readChunks } from '../../../src/engine/dataset/readChunks';

const user = { role: 'user', content: 'a' };
const assistant = { role: 'assistant', content: 'b' };
const preference = { input: { messages: [user] }, preferred_output: [assistant] };
const lines = fc.array(
  fc.constantFrom(
    ...[
      { messages: [user, assistant] },
      { messages: [user] },
      { messages: [{ ...user, weight: 1 }, assistant] },
      { messages: [user, { ...assistant, weight: 0 }] },
      { messages: [user, { ...assistant, surplus: 1 }] },
      { ...preference, non_preferred_output: [{ ...assistant, content: 'c' }] },
      preference,
      { prompt: 'a', completion: 'b' },
      { prompt: 'a' },
      [],
    ].map((row) => JSON.stringify(row)),
    ...['', ' ', '{', '{"messages":[],}', '{"prompt":"a","completion":"b"} x'],
  ),
  { maxLength: 12 },
);

describe('the verdict on a data file', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corpus-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('is the same in the engine, before an upload, on a report and in an editor', () =>
    fc.assert(
      fc.asyncProperty(lines, fc.constantFrom('supervised', 'dpo'), async (rows, method) => {
        const path = join(folder, 'data.jsonl');
        await writeFile(path, rows.join('\n'));
        const checked = await checkDataset(readChunks(path), { method });
        const wanted = { method } as const;
        const document = new CheckedDocument(rows.length, (at) => rows[at] ?? '', wanted);
        assert.deepEqual(document.report(), checked);
        const { report } = await surveyChunks(readChunks(path), wanted);
        assert.deepEqual(report, checked);
        const first = checked.problems.find(({ severity }) => severity === 'error');
        const said = await loadCorpus(path, method).then(
          ({ starts }) => starts.length - 1,
          (error: unknown) => (error as Error).message, // what it throws is one
        );
        assert.equal(said, first === undefined ? checked.examples : `line ${first.line}: ${first.reason}`);
      }),
      { numRuns: 200 },
    ));
});
