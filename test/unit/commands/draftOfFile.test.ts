import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Uri } from 'vscode';
import { emptyDraft, type JobDraft, toRequest } from '../../../src/commands/createJob/draft';
import { draftOfFile, fileOfDraft, type FilePlace } from '../../../src/commands/jobFiles/draftOfFile';
import type { DataFile } from '../../../src/commands/trainingFiles/dataFile';
import type { OneJob } from '../../../src/jobFiles/jobFile';
import { relativePath, resolvedPath } from '../../../src/jobFiles/paths';
import { printJobFile } from '../../../src/jobFiles/printJobFile';
import { readJobFile } from '../../../src/jobFiles/readJobFile';
import { dialects } from '../../support/dialects';

const { openai, azure, vertex } = dialects;

/** A file's address as far as it is looked at here. */
const uriOf = (path: string) => ({ path }) as unknown as Uri; // no more of it is needed
const place: FilePlace = {
  toFile: (path) => local(resolvedPath('/projects/jobs', path)),
  toPath: ({ path }) => relativePath('/projects/jobs', path),
};

function throughFile(draft: JobDraft, options = openai): JobDraft {
  const read = readJobFile(printJobFile(fileOfDraft(draft, 'Work', place)));
  assert.equal(read.kind, 'good');
  return draftOfFile(read.file as OneJob, options, place);
}

const local = (path: string): DataFile => ({
  kind: 'local',
  uri: uriOf(path),
  name: path.slice(path.lastIndexOf('/') + 1),
});
const uploaded = (id: string): DataFile => ({ kind: 'uploaded', id, name: id });
const summary = ({ trainingFile, validationFile, ...rest }: JobDraft) => ({
  ...rest,
  files: [trainingFile, validationFile].map((file) =>
    file?.kind === 'local' ? file.uri.path : (file?.id ?? null),
  ),
});

describe('a job in a file', () => {
  it('is what the form had, to the letter', () => {
    const plain = { noNullPrototype: true };
    const word = fc.string({ minLength: 1, maxLength: 20 });
    const name = fc.stringMatching(/^[a-z]\w{0,10}$/).filter((each) => !(each in {}));
    const texts = fc.dictionary(name, word, plain);
    const number = fc.oneof(fc.constantFrom('auto', '1e-5', '0.10', 'true', 'max', '0.00001', '-0'), word);
    const file = fc.oneof(
      fc.constantFrom('/projects/jobs/a.jsonl', '/projects/data/rows', '/x.jsonl').map(local),
      fc.oneof(word, fc.constantFrom('file-1', '/srv/a.jsonl', 's3://b/a.jsonl')).map(uploaded),
    );
    const integration = fc.record(
      {
        type: name,
        project: fc.option(word),
        name: fc.option(word),
        entity: fc.option(word),
        tags: fc.array(word, { maxLength: 2 }),
      },
      plain,
    );
    const draft = fc.record<JobDraft>({
      trainingFile: file,
      validationFile: fc.option(file),
      model: word,
      method: fc.constantFrom('supervised', 'dpo', 'reinforcement'),
      hyperparameters: fc.dictionary(name, number, plain),
      suffix: fc.oneof(fc.constant(''), word),
      seed: fc.constantFrom('', '0', '7', '2147483647'),
      grader: fc.option(fc.record({ type: word, of: fc.array(fc.integer()) }, plain)),
      metadata: texts,
      integrations: fc.array(integration, { maxLength: 2 }),
      settings: texts,
      repeated: fc.dictionary(name, fc.oneof(fc.integer(), word, fc.constant(null)), plain),
      clonedFrom: fc.constant(null),
    });
    fc.assert(
      fc.property(draft, (each) => {
        assert.deepEqual(summary(throughFile(each)), summary(each));
      }),
    );
  });

  it('leaves to the provider what the form left to it', () => {
    const draft = { ...emptyDraft(), model: 'm', trainingFile: uploaded('file-1'), seed: 'auto' };
    assert.deepEqual(fileOfDraft(draft, 'Work', place), {
      connection: 'Work',
      model: 'm',
      trainingFile: 'file-1',
      method: { type: 'supervised' },
    });
    const hyperparameters = { n_epochs: 'auto' };
    assert.deepEqual(toRequest(throughFile({ ...draft, hyperparameters }), azure, 'file-1', null).method, {
      type: 'supervised',
      hyperparameters: {},
    });
  });

  it('names a file that was just uploaded by its path: it may be changed, and is uploaded again then', () => {
    const from = { uri: uriOf('/projects/data/a.jsonl'), version: '1' };
    const trainingFile = { ...uploaded('file-1'), from } as DataFile;
    const file = fileOfDraft({ ...emptyDraft(), model: 'm', trainingFile }, 'Work', place);
    assert.equal(file.trainingFile, '../data/a.jsonl');
  });

  it('has the provider’s first method where it names none', () => {
    const draft = draftOfFile({ model: 'm', trainingFile: 'gs://b/a.jsonl' }, vertex, place);
    assert.equal(draft.method, vertex.methods[0]);
    assert.deepEqual(draft.trainingFile, {
      ...{ kind: 'uploaded', id: 'gs://b/a.jsonl', name: 'gs://b/a.jsonl' },
      isTyped: true,
    });
  });
});
