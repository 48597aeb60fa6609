import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { pageScheme } from '../../src/views/names';
import { jobsOf, pageAddress } from '../../src/views/pageAddress';

describe('the address of a page', () => {
  const keys = ['My%20Work/ftjob-1', 'Other/a/b?c#d'];

  it('says which jobs, and what people call them', () => {
    const address = pageAddress(keys, 'Compare 2 jobs');
    assert.equal(address.path, '/My Work/Compare 2 jobs');
    assert.deepEqual(jobsOf(address), keys);
  });

  it('is the same after VS Code has written it down', () => {
    const address = pageAddress(keys, 'a/b: 100 %');
    const read = Uri.parse(address.toString(), true);
    assert.deepEqual(jobsOf(read), keys);
    assert.equal(read.toString(), address.toString());
  });

  it('has a name of one part, whatever the job is called', () => {
    const path = (title: string) => pageAddress(['Work/1'], title).path.split('/');
    assert.deepEqual(path('../../etc/passwd'), ['', 'Work', '..∕..∕etc∕passwd']);
    assert.deepEqual(path('a\\b\u202ec'), ['', 'Work', 'a∕b\\u202Ec'.replace('\\', '∕')]);
    assert.ok((path('x'.repeat(10_000))[2]?.length ?? Infinity) <= 100);
  });

  it('is none where it was made up', () => {
    const made = (query: string) => jobsOf(Uri.from({ scheme: pageScheme, path: '/Work/x', query }));
    for (const query of ['', '{', '[]', '{}', '"Work/1"', '[1]', '[null]']) assert.equal(made(query), null);
    assert.equal(made(JSON.stringify(Array(51).fill('Work/1'))), null);
    assert.equal(made(JSON.stringify(['x'.repeat(2_001)])), null);
    assert.deepEqual(made('["Work/1"]'), ['Work/1']);
    assert.deepEqual(made(JSON.stringify(Array(50).fill('Work/1'))), ['Work/1']);
  });
});
