import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { Deleted, FileObject, toFileId, toFileReferences } from '../../../../src/api/wire/file';

const bare = (id: string) => ({ id, filename: null, bytes: null });

describe('FileObject', () => {
  it('has nulls for what is missing, and its id for a name', () => {
    assert.deepEqual(z.parse(FileObject, { id: 'file-1' }), {
      ...{ id: 'file-1', filename: 'file-1', bytes: null, createdAt: null, expiresAt: null },
      ...{ purpose: null, status: null, statusDetails: null, examples: null, format: null },
    });
  });

  it('is an object with an id', () => {
    const { error } = z.safeParse(FileObject, 'file-1');
    assert.deepEqual(
      error?.issues.map(({ message }) => message),
      ['is not an object'],
    );
    assert.equal(z.safeParse(FileObject, {}).success, false);
  });
});

describe('toFileId', () => {
  it('reads an id, or an object with one under either name', () => {
    assert.equal(toFileId('file-1'), 'file-1');
    assert.equal(toFileId({ file_id: 'file-2' }), 'file-2');
    assert.equal(toFileId({ id: 7 }), '7');
  });

  it('is null without an id of 1 to 1,000 characters', () => {
    const long = 'x'.repeat(1_000);
    assert.equal(toFileId(long), long);
    assert.equal(toFileId({ id: long }), long);
    for (const value of ['', `${long}x`, { id: `${long}x` }, {}, { id: '' }, null, 7, ['file-1']])
      assert.equal(toFileId(value), null);
  });
});

describe('toFileReferences', () => {
  it('reads a list, without what names no file', () => {
    assert.deepEqual(toFileReferences(['file-1', null, { id: 'file-2' }, '']), [
      bare('file-1'),
      bare('file-2'),
    ]);
  });

  it('has of an embedded file all that the job says', () => {
    const raw = { id: 'file-3', filename: 'a.jsonl', bytes: '7', purpose: 'fine-tune', status: 'processed' };
    const [file] = toFileReferences(undefined, { ...raw, created_at: 1_614_807_352 });
    assert.deepEqual([file?.id, file?.filename, file?.bytes], ['file-3', 'a.jsonl', 7]);
    const { embedded } = file ?? {};
    assert.deepEqual(
      [embedded?.createdAt, embedded?.purpose, embedded?.status],
      [1_614_807_352, 'fine-tune', 'processed'],
    );
    assert.equal(toFileReferences(undefined, 'file-3')[0]?.embedded, undefined);
  });

  it('prefers the list to the single id, unless it is empty', () => {
    assert.deepEqual(toFileReferences(['file-1'], 'file-2'), [bare('file-1')]);
    assert.deepEqual(toFileReferences([], 'file-2'), [bare('file-2')]);
    assert.deepEqual(toFileReferences('file-1', 'file-2'), [bare('file-2')]);
    assert.deepEqual(toFileReferences(undefined), []);
  });

  it('reads at most 1,000', () => {
    assert.equal(toFileReferences(Array.from({ length: 1_001 }, (_, at) => `f${String(at)}`)).length, 1_000);
  });
});

describe('Deleted', () => {
  it('believes that something was deleted unless the server says no', () => {
    assert.deepEqual(z.parse(Deleted, { id: 'file-1', deleted: true }), { id: 'file-1', deleted: true });
    assert.deepEqual(z.parse(Deleted, { id: 'file-1', deleted: false }), { id: 'file-1', deleted: false });
    assert.deepEqual(z.parse(Deleted, undefined), { id: null, deleted: true });
    assert.deepEqual(z.parse(Deleted, 'ok'), { id: null, deleted: true });
  });
});

describe('a file', () => {
  it('is read whole', () => {
    const file = FileObject.parse({
      id: 'file-1',
      object: 'file',
      bytes: 120_000,
      created_at: 1_721_764_800,
      expires_at: 1_724_356_800,
      filename: 'train.jsonl',
      purpose: 'fine-tune',
      status: 'processed',
      status_details: 'fine',
      example_count: '12',
    });
    assert.deepEqual(file, {
      id: 'file-1',
      bytes: 120_000,
      createdAt: 1_721_764_800,
      expiresAt: 1_724_356_800,
      filename: 'train.jsonl',
      purpose: 'fine-tune',
      status: 'processed',
      statusDetails: 'fine',
      examples: 12,
      format: null,
    });
  });

  it('needs no more than an id', () => {
    assert.equal(FileObject.parse({ id: 'file-1', status: null }).filename, 'file-1');
  });
});
