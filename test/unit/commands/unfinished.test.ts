import assert from 'node:assert/strict';
import { OwnUploads } from '../../../src/commands/createForm/ownUploads';
import { unfinishedNote } from '../../../src/commands/createForm/unfinished';

describe('a creation that made no job', () => {
  const error = new Error('the response has no end');

  it('says what failed', () => {
    const note = unfinishedNote({ kind: 'failed', error, mayExist: false });
    assert.match(note?.text ?? '', /^The job was not created: .*the response has no end/);
  });

  it('does not say that there is no job where there may be one', () => {
    const { level, text } = unfinishedNote({ kind: 'failed', error, mayExist: true }) ?? {};
    assert.equal(level, 'error');
    assert.match(text ?? '', /the response has no end.* The job may have been created all the same/);
    assert.doesNotMatch(text ?? '', /was not created/);
  });

  it('has uploaded what was not there before', () => {
    const own = new OwnUploads();
    own.note(['file-old'], ['file-old', 'file-new'], false);
    assert.deepEqual([own.has('file-old'), own.has('file-new')], [false, true]);
  });

  it('leaves its files to the job that may have been created with them, also when the next one is cancelled', () => {
    const own = new OwnUploads();
    own.note([], ['file-training'], false); // failed before it was sent
    own.note(['file-training'], ['file-training', 'file-validation'], true); // its response was lost
    own.note(['file-training', 'file-validation'], ['file-training', 'file-validation'], false); // cancelled
    assert.deepEqual([own.has('file-training'), own.has('file-validation')], [false, false]);
  });
});
