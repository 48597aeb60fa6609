import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { keepForm, readKeptForm } from '../../src/commands/createForm/keptForm';
import { emptyDraft, type JobDraft } from '../../src/commands/createJob/draft';
import { entriesOf } from '../../src/commands/createJob/entries';
import { toDataFile } from '../../src/commands/trainingFiles/dataFile';
import type { JobSource } from '../../src/jobs/source';
import { dialects } from '../support/dialects';

const { openai } = dialects;

const source = { id: 'connection:Work', name: 'Work' } as JobSource; // what else it has is not kept

describe('a form that is kept', () => {
  it('is read as it was, with its files', () => {
    const uri = vscode.Uri.parse('vscode-remote://ssh-remote+box/data/a b.jsonl');
    const settings = { trainingType: 'standard' };
    const draft: JobDraft = {
      ...emptyDraft('dpo'),
      trainingFile: toDataFile(uri),
      validationFile: {
        ...{ kind: 'uploaded', id: 'file-1', name: 'v.jsonl', isFirstOf: 2 },
        from: { uri, version: '1 2', isLocated: true },
      },
      model: 'gpt',
      hyperparameters: { n_epochs: '3', beta: 'auto' },
      suffix: 'bot',
      seed: '7',
      grader: { type: 'string_check', of: [1, { a: null }] },
      otherGraders: { python: { type: 'python', source: 'def grade' } },
      metadata: { team: 'blue' },
      integrations: [{ type: 'wandb', project: 'p', name: null, entity: null, tags: ['a'] }],
      settings,
      uploadExpiry: 86_400,
      repeated: { 'lr_scheduler.type': ['cosine'] },
      clonedFrom: { model: 'gpt', method: 'dpo', settings },
    };
    const read = readKeptForm(keepForm(source, draft, 'Clone bot'));
    assert.ok(read);
    assert.deepEqual([read.source, read.connection, read.title], ['connection:Work', 'Work', 'Clone bot']);
    const kept = (each: JobDraft) => JSON.parse(keepForm(source, each, '')) as unknown;
    assert.deepEqual(kept(read.draft), kept(draft));
    assert.equal(
      read.draft.trainingFile?.kind === 'local' && read.draft.trainingFile.uri.toString(),
      uri.toString(),
    );
  });

  it('is nothing where something else was stored', () => {
    const kept = keepForm(source, emptyDraft(), 'Create');
    assert.ok(readKeptForm(kept));
    const others = [
      undefined,
      null,
      7,
      {},
      '',
      'null',
      '{}',
      '[]',
      kept.slice(1),
      kept.replace('"supervised"', '"x"'),
    ];
    for (const other of others) assert.equal(readKeptForm(other), null);
    const deep = kept.replace('"grader":null', `"grader":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    assert.equal(readKeptForm(deep), null);
  });

  it('takes no name for what every object has', () => {
    const kept = keepForm(source, emptyDraft(), 'Create');
    const named = '{"__proto__":"1","constructor":"2","n_epochs":"3"}';
    const read = readKeptForm(kept.replace('"hyperparameters":{}', `"hyperparameters":${named}`));
    assert.equal(Object.getPrototypeOf(read?.draft.hyperparameters), Object.prototype);
    assert.equal(read?.draft.hyperparameters['n_epochs'], '3');
    assert.ok(entriesOf(read.draft, openai).length > 0);
  });
});
