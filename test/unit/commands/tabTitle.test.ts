import assert from 'node:assert/strict';
import { tabTitle } from '../../../src/commands/createForm/tabTitle';
import { emptyDraft } from '../../../src/commands/createJob/draft';

describe('the tab of a form', () => {
  const trainingFile = { kind: 'uploaded', id: 'file-1', name: 'haiku.jsonl' } as const;

  it('is told from others by the suffix, else by the training file', () => {
    const draft = emptyDraft();
    assert.equal(tabTitle('Create Job', draft), 'Create Job');
    assert.equal(tabTitle('Create Job', { ...draft, trainingFile }), 'Create Job: haiku.jsonl');
    assert.equal(tabTitle('Create Job', { ...draft, trainingFile, suffix: 'bot' }), 'Create Job: bot');
  });

  it('does not say twice what the title has', () => {
    assert.equal(tabTitle('Clone bot', { ...emptyDraft(), suffix: 'bot' }), 'Clone bot');
  });
});
