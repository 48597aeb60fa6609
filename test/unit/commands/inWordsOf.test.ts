import assert from 'node:assert/strict';
import type { FilePlace } from '../../../src/commands/jobFiles/draftOfFile';
import { inWordsOf } from '../../../src/commands/jobFiles/inWordsOf';
import type { JobFile, OneJob } from '../../../src/jobFiles/jobFile';
import { dialects } from '../../support/dialects';

const { openai } = dialects;

/** Paths from a folder `/work`. */
const place = {
  toFile: (path) => ({ kind: 'local', name: path, uri: path.replace(/^\.\//, '') as never }), // as toPath reads it
  toPath: String,
} satisfies FilePlace;

const requested: OneJob = {
  ...{ connection: 'Work', model: 'm', trainingFile: 'a.jsonl', suffix: 'bot' },
  method: { type: 'supervised' },
};

describe('a job in the words of a job file', () => {
  it('is the file where both say the same', () => {
    const files: readonly JobFile[] = [
      { ...requested },
      { model: 'm', trainingFile: './a.jsonl', suffix: 'bot' },
      { ...requested, $schema: 's', provider: 'openai' },
      { ...requested, method: { type: 'supervised', hyperparameters: { n_epochs: 'auto' } } },
    ];
    for (const file of files) assert.deepEqual(inWordsOf(file, requested, openai, place), file);
  });

  it('differs where they do not', () => {
    const file: JobFile = {
      ...{ connection: 'Home', model: 'n', trainingFile: 'b.jsonl', seed: 7, suffix: 'bot' },
      method: { type: 'dpo', hyperparameters: { n_epochs: 2 } },
    };
    assert.deepEqual(inWordsOf(file, requested, openai, place), requested);
    const method = { type: 'supervised', hyperparameters: { n_epochs: 3 } } as const;
    assert.deepEqual(
      inWordsOf({ model: 'm', trainingFile: 'a.jsonl' }, { ...requested, method }, openai, place),
      { model: 'm', trainingFile: 'a.jsonl', suffix: 'bot', method },
    );
  });
});
