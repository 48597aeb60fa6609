import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FineTuningJob } from '../../../../src/api/wire/job';
import { isCutPair, JobSummary, readExpectedSummary, toPair } from '../../../../src/api/wire/jobSummary';
import { nonceKey } from '../../../../src/api/wire/nonce';
import { summarize } from '../../../../src/jobs/summary';

const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '',
    'file-1',
    1_700_000_000,
    -1,
    {},
    [],
    null,
    [{ id: 'file-2' }],
    [1, 'file-3'],
    [{ id: 'f', filename: 'a.jsonl' }],
  ),
  fc.constantFrom({ message: 'broken', code: null }, 'broken', 0.5, 'ft:m:o:suffix:id'),
);
const names = [
  ...[
    'object',
    'finished_at',
    'finishedAt',
    'estimated_finish',
    'model',
    'fine_tuned_model',
    'fineTunedModel',
  ],
  ...[
    'user_provided_suffix',
    'suffix',
    'error',
    'var_error',
    'training_file',
    'training_files',
    'result_files',
  ],
  ...['resultFiles', 'trained_tokens', 'progress', 'hyperparameters', 'method', 'metadata', '__proto__'],
];
const wire = fc
  .dictionary(fc.constantFrom(...names), value, { maxKeys: 12 })
  .map((fields) => ({ id: 'ftjob-1', status: 'running', created_at: 1_700_000_000, ...fields }));

describe('a summary of a job', () => {
  it('has the pairs of metadata, bounded, but for the one that is ours', () => {
    const pairsOf = (metadata: unknown) =>
      JobSummary.parse({ id: 'a', status: 'running', created_at: 1_700_000_000, metadata }).links?.metadata;
    assert.deepEqual(pairsOf({ team: 'blue', [nonceKey]: 'a1b2', seed: 7 }), ['team=blue', 'seed=7']);
    assert.deepEqual(
      [pairsOf({ [nonceKey]: 'a1b2' }), pairsOf({}), pairsOf(null), pairsOf('x')],
      [[], [], [], []],
    );
    const many = Object.fromEntries(
      Array.from({ length: 99 }, (_, at) => [`key${String(at)}`, 'x'.repeat(9_999)]),
    );
    assert.equal(pairsOf(many)?.length, 16);
    assert.equal(pairsOf(many)?.[0], `key0=${'x'.repeat(194)}…`);
  });

  it('says what the whole job says, however it is read', () => {
    fc.assert(
      fc.property(wire, (raw) => {
        const expected = summarize(FineTuningJob.parse(raw));
        assert.deepEqual(JobSummary.parse(raw), expected);
        const fast = readExpectedSummary(raw);
        if (fast !== undefined) assert.deepEqual(fast, expected);
      }),
      { numRuns: 2_000 },
    );
  });

  const read = (fields: object) =>
    JobSummary.parse({ id: 'a', status: 'running', created_at: 1_700_000_000, ...fields });

  it('has the progress that is reported, whichever part', () => {
    const finish = 1_800_000_000;
    const none = { fraction: null, finishAt: null, queuePosition: null };
    assert.equal(read({}).reportedProgress, null);
    for (const [sent, known] of [
      [{ progress: 0 }, { fraction: 0 }],
      [{ estimated_finish: finish }, { finishAt: finish }],
      [{ queue_position: 3 }, { queuePosition: 3 }],
      [
        { progress: 0.5, estimated_finish: finish },
        { fraction: 0.5, finishAt: finish },
      ],
    ] as const)
      assert.deepEqual(read(sent).reportedProgress, { ...none, ...known });
  });

  it('calls its training file by the name, where the list has it', () => {
    const file = { id: 'file-1', filename: 'train.jsonl' };
    assert.equal(read({ training_files: [file] }).trainingFile, 'train.jsonl');
    assert.equal(read({ training_files: [{ ...file, filename: '' }] }).trainingFile, 'file-1');
  });

  it('has the first training file that can be read, among the first 1,000', () => {
    const files = (unreadable: number) => [...Array.from({ length: unreadable }, () => null), 'file-1'];
    assert.equal(read({ training_files: files(999) }).trainingFile, 'file-1');
    assert.equal(read({ training_files: files(1_000) }).trainingFile, null);
    assert.equal(read({ training_files: [null], training_file: 'file-2' }).trainingFile, null);
    assert.equal(read({ training_files: [], training_file: 'file-2' }).trainingFile, 'file-2');
  });

  it('has the ids of its files: of lists, else of single ones, the first 16', () => {
    const idsOf = (fields: object) => read(fields).links?.fileIds;
    assert.deepEqual(
      idsOf({ training_file: 'a', validation_file: 'b', result_files: ['c', null, { id: 'd' }] }),
      ['a', 'b', 'c', 'd'],
    );
    const lists = { training_files: [{ id: 'a' }], validation_files: ['b'], result_files: [] };
    assert.deepEqual(idsOf({ ...lists, training_file: 'x', validation_file: 'y' }), ['a', 'b']);
    assert.deepEqual(idsOf({}), []);
    assert.equal(idsOf({}), idsOf({ training_file: 7 }), 'jobs without share one list');
    const many = Array.from({ length: 17 }, (_, at) => `file-${String(at)}`);
    assert.deepEqual(idsOf({ training_file: 'a', result_files: many }), ['a', ...many.slice(0, 15)]);
    const late = [...Array.from({ length: 1_000 }, () => null), 'file-1'];
    assert.deepEqual(idsOf({ result_files: late }), []);
    assert.deepEqual(idsOf({ result_files: late.slice(1) }), ['file-1']);
  });

  it('knows which pairs it has cut', () => {
    const pairOf = (length: number) => toPair('key', 'x'.repeat(length - 'key='.length));
    assert.deepEqual(
      [199, 200, 201].map((length) => isCutPair(pairOf(length))),
      [false, true, true],
    );
    assert.deepEqual(read({}).links?.metadata, []);
    assert.equal(
      read({}).links?.metadata,
      read({ metadata: {} }).links?.metadata,
      'jobs without share one list',
    );
  });

  it('is read at once where the wire is as expected, and left to the schema where it is not', () => {
    const raw = { id: 'a', status: 'queued', created_at: 1_700_000_000 };
    assert.equal(readExpectedSummary(raw)?.id, 'a');
    for (const odd of [{ ...raw, id: '' }, { ...raw, finishedAt: 1 }, null, []])
      assert.equal(readExpectedSummary(odd), undefined);
  });
});
