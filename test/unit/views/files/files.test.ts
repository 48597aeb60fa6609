import assert from 'node:assert/strict';
import { FileObject } from '../../../../src/api/wire/file';
import { summarize } from '../../../../src/jobs/summary';
import { Format } from '../../../../src/shared/format';
import { fileFacts, type FileInputs, fileRow } from '../../../../src/views/files/fileRow';
import { usesAmong } from '../../../../src/views/files/fileUses';
import { sameFiles } from '../../../../src/views/files/sameFiles';
import { lookOfRole } from '../../../../src/webview/facts/fileRoles';
import { dialects } from '../../../support/dialects';
import { jobFromWire } from '../../../support/jobs';

const now = 1_800_000_000;
const day = 86_400;
const file = (fields: object = {}) =>
  FileObject.parse({
    ...{ id: 'file-1', filename: 'train.jsonl', bytes: 1_258_291, purpose: 'fine-tune' },
    ...{ created_at: now - 3 * day, status: 'processed', ...fields },
  });
const job = (id: string, fields: object = {}) => summarize(jobFromWire({ id, ...fields }));

const inputs = (fields: Partial<FileInputs> = {}): FileInputs => ({
  ...{ file: file(), usedBy: [], areJobsKnown: false, sameAs: undefined, now },
  ...{ capabilities: dialects.openai.capabilities, format: new Format('en') },
  ...fields,
});
const words = (fields: Partial<FileInputs>) => fileRow(inputs(fields)).description;

describe('the row of a file', () => {
  it('says its size, purpose and age', () => {
    assert.equal(words({}), '1.2 MB · 3d ago · fine-tune');
    assert.equal(words({ file: file({ bytes: null, purpose: null, created_at: null }) }), '');
  });

  it('is not older than now where the server’s clock is ahead', () => {
    assert.equal(words({ file: file({ created_at: now + 90 }) }), '1.2 MB · now · fine-tune');
  });

  it('says first whose results it has', () => {
    const result = { file: file({ purpose: 'fine-tune-results' }), usedBy: [job('a', { suffix: 'faq' })] };
    assert.equal(words(result), 'results of faq · 1.2 MB · 3d ago · fine-tune-results');
  });

  it('says how many examples it has, where the provider counts them', () => {
    const counted = (count: number | string) => words({ file: file({ bytes: null, example_count: count }) });
    assert.match(counted('1200'), /^1,200 examples · 3d ago · /);
    assert.match(counted(1), /^1 example · /);
    assert.equal(
      new Map(fileFacts(inputs({ file: file({ example_count: 1_200 }) }))).get('Examples'),
      '1,200',
    );
  });

  it('says when it expires, or that it has', () => {
    assert.match(words({ file: file({ expires_at: now + 5 * day }) }), /^expires in 5d · /);
    assert.match(words({ file: file({ expires_at: now - 5 }) }), /^expired · /);
  });

  it('says how many jobs use it, and that none does only where all are known', () => {
    assert.match(words({ usedBy: [job('a')] }), / · used by 1 job · fine-tune$/);
    assert.match(words({ usedBy: [job('a'), job('b')] }), / · used by 2 jobs · fine-tune$/);
    assert.match(words({ areJobsKnown: true }), / · not used · fine-tune$/);
    assert.doesNotMatch(words({ areJobsKnown: true, file: file({ purpose: 'batch' }) }), /used/);
  });

  it('says that another has the same name and size, and no more', () => {
    assert.match(
      words({ sameAs: file({ id: 'file-0', created_at: now - 9 * day }) }),
      /same name and size as one from 9d ago · /,
    );
    assert.match(words({ sameAs: file({ created_at: null }) }), /same name and size as another · /);
  });

  it('shows results as the page of their job does', () => {
    const row = fileRow(inputs({ file: file({ purpose: 'fine-tune-results' }) }));
    assert.equal(row.icon.id, lookOfRole('result').icon);
  });

  it('warns of one that the provider refused', () => {
    const row = fileRow(inputs({ file: file({ status: 'error', status_details: 'line 3' }) }));
    assert.match(row.description, /^refused · /);
    assert.equal(row.icon.id, 'warning');
    assert.ok(
      fileFacts(inputs({ file: file({ status_details: 'line 3' }) })).some(([, value]) => value === 'line 3'),
    );
  });

  it('says by one word in row and tooltip what keeps it from being used', () => {
    const of = (status: string) => {
      const one = inputs({ file: file({ status }) });
      return [fileRow(one).description.split(' · ')[0], new Map(fileFacts(one)).get('Status')];
    };
    assert.deepEqual(of('error'), ['refused', 'refused (error)']);
    assert.deepEqual(of('UPLOADING'), ['uploading', 'UPLOADING']);
    assert.deepEqual(of('pending'), ['processing', 'processing (pending)']);
    assert.deepEqual(of('READY'), ['1.2 MB', 'READY']);
  });

  it('offers what the provider can do', () => {
    assert.equal(fileRow(inputs({})).context, 'file openFile downloadFile previewFile deleteFile');
    assert.match(fileRow(inputs({ usedBy: [job('a')] })).context, / showFileJobs$/);
    const { capabilities } = dialects.llmariner;
    assert.equal(fileRow(inputs({ capabilities })).context, 'file deleteFile');
    const results = {
      capabilities: dialects.mistral.capabilities,
      file: file({ purpose: 'fine-tune-results' }),
    };
    assert.equal(fileRow(inputs(results)).context, 'file deleteFile');
  });

  it('is read out as it reads', () => {
    assert.equal(fileRow(inputs()).accessibilityLabel, 'train.jsonl, 1.2 MB, 3d ago, fine-tune');
  });

  it('names in its tooltip the first five jobs, and how many more', () => {
    const usedBy = Array.from({ length: 7 }, (_, at) => job(`j${String(at)}`, { suffix: `s${String(at)}` }));
    const facts = new Map(fileFacts(inputs({ usedBy })));
    assert.equal(facts.get('Used by'), 's0 · s1 · s2 · s3 · s4 · and 2 more');
    assert.equal(facts.get('Size'), '1.2 MB (1,258,291 B)');
    const result = new Map(fileFacts(inputs({ usedBy, file: file({ purpose: 'fine-tune-results' }) })));
    assert.ok(result.has('Result of') && !result.has('Used by'));
  });
});

describe('files of the same name and size', () => {
  const ids = (...files: FileObject[]) =>
    [...sameFiles(files)].map(([id, original]) => `${id} as ${original.id}`);
  const of = (id: string, fields: object = {}) => file({ id, ...fields });

  it('are marked but for the oldest', () => {
    const three = [of('c', { created_at: 30 }), of('b', { created_at: 20 }), of('a', { created_at: 10 })];
    assert.deepEqual(ids(...three), ['c as a', 'b as a']);
  });

  it('are training data, with a name and a size', () => {
    assert.deepEqual(ids(of('a'), of('b', { purpose: 'batch' })), []);
    const result = { purpose: 'fine-tune-results' };
    assert.deepEqual(ids(of('a', result), of('b', result)), [], 'results of two jobs are no copies');
    assert.deepEqual(ids(of('a'), of('b', { bytes: 1 })), []);
    assert.deepEqual(ids(of('a'), of('b', { filename: 'other.jsonl' })), []);
    assert.deepEqual(ids(of('a', { bytes: null }), of('b', { bytes: null })), []);
    assert.deepEqual(ids(of('a', { filename: null }), of('b', { filename: null })), []);
  });
});

describe('what uses a file', () => {
  const training = { training_file: 'file-1' };

  it('are the jobs that were trained or validated on it, or that it is a result of', () => {
    const jobs = [
      job('t', training),
      job('v', { training_file: 'x', validation_file: 'file-1' }),
      job('r', { training_file: 'x', result_files: ['file-1'] }),
      job('both', { ...training, validation_file: 'file-1' }),
      job('none', { training_file: 'x' }),
    ];
    const uses = usesAmong([file()], jobs);
    assert.deepEqual(
      uses.get('file-1')?.map(({ id }) => id),
      ['t', 'v', 'r', 'both'],
    );
    assert.equal(uses.has('x'), false);
  });

  it('are the active ones first, and else as they come', () => {
    const ended = { ...training, status: 'succeeded' };
    const jobs = [
      job('a', ended),
      job('b', training),
      job('c', ended),
      job('d', { ...training, status: 'queued' }),
    ];
    assert.deepEqual(
      usesAmong([file()], jobs)
        .get('file-1')
        ?.map(({ id }) => id),
      ['b', 'd', 'a', 'c'],
    );
  });
});
