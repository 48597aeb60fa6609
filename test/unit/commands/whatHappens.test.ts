import assert from 'node:assert/strict';
import { emptyDraft, type JobDraft } from '../../../src/commands/createJob/draft';
import { whatHappens as happens } from '../../../src/commands/createJob/whatHappens';
import type { DataFile } from '../../../src/commands/trainingFiles/dataFile';
import type { CreationOptions } from '../../../src/jobs/source';
import { Format } from '../../../src/shared/format';
import { dialects } from '../../support/dialects';

const { openai, together, mistral } = dialects;

describe('what the review says of a creation', () => {
  const uploaded: DataFile = { kind: 'uploaded', id: 'file-1', name: 'valid.jsonl' };
  const local = { kind: 'local', name: 'train.jsonl' } as DataFile; // no more of it is read
  const draft = (fields: Partial<JobDraft> = {}): JobDraft => ({ ...emptyDraft(), ...fields });

  const whatHappens = (of: JobDraft, options: CreationOptions) => happens(of, options, new Format('en'));

  it('is that the job starts, or is uploaded first', () => {
    assert.equal(whatHappens(draft({ trainingFile: uploaded }), openai), 'Starts as soon as it is sent');
    const first = draft({ trainingFile: local, validationFile: uploaded });
    assert.equal(whatHappens(first, openai), 'Uploads train.jsonl first');
    const both = draft({ trainingFile: local, validationFile: { ...local, name: 'valid.jsonl' } });
    assert.equal(whatHappens(both, openai), 'Uploads train.jsonl and valid.jsonl first');
  });

  it('is that the price is asked for, where there is one', () => {
    assert.equal(whatHappens(draft(), together), 'Asks about the price');
    const first = draft({ trainingFile: local });
    assert.equal(whatHappens(first, together), 'Uploads train.jsonl first. Asks about the price');
  });

  it('is that the job waits to be started, where that is chosen', () => {
    const settings = { auto_start: 'false' };
    assert.equal(whatHappens(draft({ settings }), mistral), 'Once it is sent, it waits for Start Job');
    assert.equal(
      whatHappens(draft({ settings, trainingFile: local }), mistral),
      'Uploads train.jsonl first. Once it is sent, the job waits for Start Job',
    );
    for (const others of [{}, { auto_start: 'true' }, { auto_start: 'no choice' }])
      assert.equal(whatHappens(draft({ settings: others }), mistral), 'Starts as soon as it is sent');
  });
});
