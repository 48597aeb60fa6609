import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkDataset } from '../../../../src/datasets/check';
import { overlapOf } from '../../../../src/datasets/survey/overlap';
import { type FileSurvey, Survey } from '../../../../src/datasets/survey/survey';
import { surveyChunks } from '../../../../src/datasets/survey/surveyChunks';
import { surveyRange } from '../../../../src/node/surveyRange';
import type { SurveyTask } from '../../../../src/node/surveyTask';

const user = (content: string) => ({ role: 'user', content });
const assistant = (content: string, more: object = {}) => ({ role: 'assistant', content, ...more });
const row = (...messages: object[]) => JSON.stringify({ messages });
const hello = row(user('Hi'), assistant('Hello'));

async function* chunksOf(bytes: Uint8Array, length = bytes.length || 1) {
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}

async function surveyOf(text: string): Promise<FileSurvey> {
  return surveyChunks(chunksOf(Buffer.from(text)));
}

describe('the survey of a data file', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'survey-'));
  });

  after(() => rm(folder, { recursive: true }));

  it('counts rows, messages, roles and what is trained', async () => {
    const text = [
      row({ role: 'system', content: 'Be short.' }, user('Hi'), assistant('Hello')),
      '',
      row(user('a'), assistant('bb', { weight: 0 }), user('ccc'), assistant('dddd')),
    ].join('\n');
    const { survey } = await surveyOf(text);
    assert.equal(survey.lines, 3);
    assert.equal(survey.examples, 2);
    assert.equal(survey.format, 'a chat (messages)');
    assert.deepEqual(survey.said, [
      { role: 'assistant', messages: 3, characters: 11 },
      { role: 'system', messages: 1, characters: 9 },
      { role: 'user', messages: 3, characters: 6 },
    ]);
    assert.deepEqual([survey.characters, survey.trained], [26, 9]);
    assert.deepEqual(survey.turns, [
      { from: 3, to: 4, rows: 1 },
      { from: 4, to: 5, rows: 1 },
    ]);
    assert.deepEqual(survey.lengths, [{ from: 10, to: 20, rows: 2 }]);
    assert.deepEqual(survey.longest, [
      { line: 1, characters: 16 },
      { line: 3, characters: 10 },
    ]);
  });

  it('counts mistakes by their kind, and names their lines', async () => {
    const broken = row({ content: 'Hi' });
    const { survey } = await surveyOf([hello, '{', broken, broken, hello].join('\n'));
    assert.deepEqual(
      survey.mistakes.map(({ rule, count, lines }) => ({ rule, count, lines })),
      [
        { rule: 'missing', count: 2, lines: [3, 4] },
        { rule: 'json', count: 1, lines: [2] },
      ],
    );
  });

  it('keeps kinds of broken JSON apart', async () => {
    const { survey } = await surveyOf([hello, `${hello.slice(0, -1)},}`, 'not json', 'nor this'].join('\n'));
    assert.deepEqual(
      survey.mistakes.map(({ reason, lines }) => ({ reason, lines })),
      [
        {
          reason: 'this means nothing in JSON, where names and texts stand in double quotation marks',
          lines: [3, 4],
        },
        { reason: 'there is nothing after this comma', lines: [2] },
      ],
    );
  });

  it('tells rows that are the same from those that are nearly the same', async () => {
    const shouted = row(user('HI!'), assistant('hello…'));
    const { survey } = await surveyOf(
      [hello, shouted, hello, row(user('Ho'), assistant('Hello'))].join('\n'),
    );
    assert.deepEqual(survey.same, { count: 1, pairs: [{ line: 3, of: 1 }] });
    assert.deepEqual(survey.similar, { count: 1, pairs: [{ line: 2, of: 1 }] });
  });

  it('does not take words of one message for those of the next', async () => {
    const { survey } = await surveyOf(
      [row(user('ab'), assistant('c')), row(user('a'), assistant('bc'))].join('\n'),
    );
    assert.deepEqual(survey.similar, { count: 0, pairs: [] });
  });

  it('finds the same wherever the file is cut into stretches', async () => {
    const lines = fc.constantFrom(
      ...[hello, row(user('ä🙂'), assistant('“Hello”')), '', '\r', '{', row({ content: 'x' })],
      ...['{"prompt":"a","completion":"b"}', row(user('Hi'), assistant('HELLO'))],
    );
    const path = join(folder, 'cut.jsonl');
    await fc.assert(
      fc.asyncProperty(
        fc.array(lines, { maxLength: 12 }),
        fc.constantFrom('', '\n'),
        fc.integer({ min: 1, max: 90 }),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(new Uint8Array(16), new Uint8Array(1_000)),
        async (texts, end, length, hasMark, checksOnly, room) => {
          const bytes = Buffer.from(`${hasMark ? '\ufeff' : ''}${texts.join('\n')}${end}`);
          await writeFile(path, bytes);
          const wanted = { checksOnly };
          const survey = new Survey(wanted);
          let kind: SurveyTask['kind'] = null;
          for (let start = 0; start < bytes.length; start += length) {
            const task = { start, end: Math.min(bytes.length, start + length), kind };
            const part = surveyRange(path, task, wanted, room);
            kind ??= part.kind;
            survey.add(part);
          }
          const found = survey.result(bytes.length);
          const whole = await surveyChunks(chunksOf(bytes, 7));
          assert.deepEqual(found.report, whole.report);
          assert.deepEqual(found.survey.mistakes, whole.survey.mistakes);
          if (!checksOnly) assert.deepEqual(found, whole);
          assert.deepEqual(whole.report, await checkDataset(chunksOf(bytes)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reports the same where only the checks are wanted, and counts nothing else', async () => {
    const text = [row(user('a@b.de'), assistant('Hello')), hello, hello, '', '{', row({ content: 'x' })];
    const path = join(folder, 'checks.jsonl');
    const bytes = Buffer.from(text.join('\n'));
    await writeFile(path, bytes);
    const task = { start: 0, end: bytes.length, kind: null };
    const [whole, checks] = [{}, { checksOnly: true }].map((wanted) => {
      const survey = new Survey(wanted);
      survey.add(surveyRange(path, task, wanted));
      return survey.result(bytes.length);
    });
    assert.deepEqual(checks?.report, whole?.report);
    assert.deepEqual(checks?.survey.mistakes, whole?.survey.mistakes);
    assert.deepEqual([whole?.survey.secrets.length, whole?.survey.same.count], [1, 1]);
    assert.deepEqual([checks?.survey.secrets.length, checks?.survey.same.count], [0, 0]);
    assert.deepEqual(checks?.survey.said, []);
  });

  it('goes on in the line after one that is longer than a stretch', async () => {
    const long = row(user('x'.repeat(3_000)), assistant('y'));
    const path = join(folder, 'long.jsonl');
    const bytes = Buffer.from([hello, long, hello].join('\n'));
    await writeFile(path, bytes);
    const survey = new Survey({});
    for (let start = 0; start < bytes.length; start += 100)
      survey.add(surveyRange(path, { start, end: Math.min(bytes.length, start + 100), kind: null }, {}));
    const { survey: found } = survey.result(bytes.length);
    assert.deepEqual([found.lines, found.examples, found.same.pairs], [3, 3, [{ line: 3, of: 1 }]]);
  });

  it('knows rows that are in another file too', async () => {
    const training = [hello, '', row(user('Bye'), assistant('See you'))].join('\n');
    const validation = [
      row(user('new'), assistant('x')),
      row(user('bye'), assistant('see you!')),
      hello,
    ].join('\n');
    const hashesOf = async (text: string) =>
      (await surveyChunks(chunksOf(Buffer.from(text)), { withHashes: true })).hashes ?? assert.fail();
    assert.deepEqual(overlapOf(await hashesOf(validation), await hashesOf(training)), {
      same: { count: 1, pairs: [{ line: 3, of: 1 }] },
      similar: { count: 1, pairs: [{ line: 2, of: 3 }] },
    });
  });

  it('stops where a file is no training data', async () => {
    const { survey, report } = await surveyOf('x\n'.repeat(30_000));
    assert.deepEqual([survey.isStopped, survey.brokenLines, report.isStopped], [true, 10_000, true]);
  });

  it('ends when it is aborted', async () => {
    const end = new AbortController();
    const surveying = surveyChunks(chunksOf(Buffer.from(`${hello}\n`.repeat(1_000)), 100), {
      signal: end.signal,
      onProgress: () => {
        end.abort();
      },
    });
    await assert.rejects(surveying, { name: 'AbortError' });
  });
});
