import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dataNamed, nameOfData } from '../../../src/jobFiles/dataName';
import { isSameSystem, relativePath, resolvedPath } from '../../../src/jobFiles/paths';

describe('data in a job file', () => {
  it('is a file where it looks like one, else what the provider knows', () => {
    for (const path of ['train.jsonl', 'data/a.JSONL', './a', '../a', '/x/a.csv', 'file:///x/a.jsonl'])
      assert.deepEqual(dataNamed(path), { kind: 'path', path });
    for (const id of ['file-abc', 's3://bucket/train.jsonl', 'gs://b/a.jsonl', 'owner/name', 'datasets/x'])
      assert.deepEqual(dataNamed(id), { kind: 'id', id });
  });

  it('is read as what it was named for', () => {
    const text = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('a.jsonl', '/srv/a.jsonl', 'x', 's3://a/b.csv'),
    );
    fc.assert(
      fc.property(text, (id) => {
        assert.deepEqual(dataNamed(nameOfData({ kind: 'id', id })), { kind: 'id', id });
      }),
    );
    for (const path of ['a.jsonl', 'rows', '../rows'])
      assert.equal(dataNamed(nameOfData({ kind: 'path', path })).kind, 'path');
  });
});

describe('a path', () => {
  it('is written from the folder of the job file', () => {
    assert.equal(relativePath('/w/jobs', '/w/jobs/a.jsonl'), 'a.jsonl');
    assert.equal(relativePath('/w/jobs', '/w/data/a.jsonl'), '../data/a.jsonl');
    assert.equal(relativePath('/', '/a.jsonl'), 'a.jsonl');
  });

  it('may be absolute', () => {
    assert.equal(resolvedPath('/w/jobs', '/data/a.jsonl'), '/data/a.jsonl');
    assert.equal(resolvedPath('/w/jobs', 'C:/data/a.jsonl'), '/C:/data/a.jsonl');
  });

  it('leads back to its file', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 })
      .map((names) => `/${names.join('/')}`);
    fc.assert(
      fc.property(path, path, (folder, file) => {
        assert.equal(resolvedPath(folder, relativePath(folder, file)), file);
      }),
    );
  });
});

describe('the file system of an address', () => {
  const here = { scheme: 'file', authority: '' };

  it('is told by its scheme and its host, such as that of a network share', () => {
    assert.equal(isSameSystem(here, { ...here }), true);
    assert.equal(isSameSystem(here, { scheme: 'file', authority: 'evil.example' }), false);
    assert.equal(isSameSystem(here, { scheme: 'vscode-vfs', authority: '' }), false);
  });
});
