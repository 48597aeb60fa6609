import assert from 'node:assert/strict';
import { cancelledNote, unfinishedNote } from '../../../src/commands/createForm/unfinished';
import { emptyDraft } from '../../../src/commands/createJob/draft';
import { OwnUploads } from '../../../src/commands/createJob/ownUploads';
import type { JobSource } from '../../../src/jobs/source';
import { jobFromWire } from '../../support/jobs';

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

  it('leaves its files to the job that may have been created with them, also when the next one is cancelled', () => {
    const own = new OwnUploads();
    const source = {} as JobSource; // nothing of it is used
    const upload = (id: string) => {
      const file = { kind: 'uploaded', id, name: id } as const;
      own.add({ source, file, isDeletable: true });
      return file;
    };
    const trainingFile = upload('file-training');
    const validationFile = upload('file-validation');
    upload('file-of-before'); // another one was chosen since
    own.release({ ...emptyDraft(), trainingFile, validationFile });
    assert.deepEqual(
      own.all.map(({ file }) => file.id),
      ['file-of-before'],
    );
  });

  it('leaves an upload to be deleted where another form has sent the same job with its own', () => {
    const trainingFile = { kind: 'uploaded', id: 'file-2', name: 'a.jsonl' } as const;
    const leftOf = (job: Record<string, unknown>, wasThere: boolean) => {
      const own = new OwnUploads();
      own.add({ source: {} as JobSource, file: trainingFile, isDeletable: true }); // nothing of it is used
      own.settle(
        { ...emptyDraft(), trainingFile },
        { kind: 'created', job: jobFromWire({ id: 'ftjob-1', ...job }), wasThere },
      );
      return own.all.length;
    };
    assert.equal(leftOf({ training_file: 'file-1' }, true), 1);
    assert.equal(leftOf({ training_file: 'file-2' }, false), 0);
    assert.equal(leftOf({}, true), 0); // nobody knows on what it is trained
  });

  it('says of a cancelled one what is left, and nothing more', () => {
    const nothing = cancelledNote({ kept: [], unconfirmed: [] });
    assert.deepEqual([nothing.level, nothing.text.includes('no file')], ['info', true]);
    const { level, text } = cancelledNote({ kept: ['a.jsonl'], unconfirmed: ['b.jsonl'] });
    assert.equal(level, 'warning');
    assert.match(text, /there is no job.*stay at the provider: a\.jsonl.*Whether b\.jsonl arrived/);
    const several = cancelledNote({ kept: [], unconfirmed: ['a.jsonl', 'b.jsonl'] });
    assert.match(several.text, /these files arrived at the provider is not known: a\.jsonl, b\.jsonl\. They/);
    assert.doesNotMatch(text, /no file/);
  });
});
