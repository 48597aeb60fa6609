import assert from 'node:assert/strict';
import { EditedDraft } from '../../src/commands/createForm/editedDraft';
import { checkpointOf, emptyDraft } from '../../src/commands/createJob/draft';
import type { JobSource } from '../../src/jobs/source';
import { dialects } from '../support/dialects';

const { openai, together } = dialects;

describe('the model that is typed into a form', () => {
  const known = { rows: null, tuned: new Set(['me/ft-support', 'me/ft-support-2']) };
  const source = { creation: { options: together } } as unknown as JobSource; // no more of it is read

  /** As the page says it, letter by letter. */
  function type(edited: EditedDraft, text: string): void {
    for (let end = 1; end <= text.length; end += 1) edited.set('model', text.slice(0, end), known);
  }

  it('leaves the base model as it was where it is the name of a tuned one', () => {
    const edited = new EditedDraft(source, { ...emptyDraft(), model: 'meta/llama' });
    type(edited, 'me/ft-support-2');
    const { draft } = edited;
    assert.deepEqual([draft.model, checkpointOf(draft, together)], ['meta/llama', 'me/ft-support-2']);
  });

  it('takes the place of the checkpoint only where it is the name of a base model', () => {
    const settings = { training_type: 'Lora', from_checkpoint: 'me/ft-support' };
    const edited = new EditedDraft(source, { ...emptyDraft(), model: 'meta/llama', settings });
    type(edited, 'me/ft-support-2');
    assert.equal(checkpointOf(edited.draft, together), 'me/ft-support-2');
    type(edited, 'meta/qwen');
    edited.leaveField();
    const { draft } = edited;
    assert.deepEqual([draft.model, draft.settings], ['meta/qwen', { training_type: 'Lora' }]);
    type(edited, 'me/ft-support');
    assert.deepEqual([draft.model, checkpointOf(draft, together)], ['meta/qwen', 'me/ft-support']);
  });
});

describe('a form that goes to another connection', () => {
  it('says that the method is another one where that has none such', () => {
    const sourceOf = (name: string, options: object) =>
      ({ name, creation: { options }, capabilities: {} }) as unknown as JobSource; // no more of it is read
    const edited = new EditedDraft(sourceOf('Team', openai), emptyDraft('reinforcement'));
    const there = edited.at(sourceOf('Local engine', { ...openai, id: 'local', methods: ['supervised'] }));
    assert.deepEqual(there.noteOfMethod(edited.draft), {
      level: 'warning',
      text: 'Local engine has no reinforcement: the method is supervised now.',
    });
    assert.equal(edited.noteOfMethod(there.draft), null);
  });
});
