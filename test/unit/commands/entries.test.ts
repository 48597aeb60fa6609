import assert from 'node:assert/strict';
import { emptyDraft, type JobDraft, toRequest } from '../../../src/commands/createJob/draft';
import { entriesOf, type JobEntry } from '../../../src/commands/createJob/entries';
import type { CreationOptions } from '../../../src/jobs/source';
import { dialects } from '../../support/dialects';

const { openai, together, llmariner, nebius } = dialects;

function entry(id: string, draft: JobDraft, options: CreationOptions): JobEntry {
  const found = entriesOf(draft, options).find((each) => each.id === id);
  assert.ok(found, id);
  return found;
}

function problem(found: JobEntry, text: string): string | null {
  if (found.kind !== 'typed') assert.fail(`${found.id} is chosen`);
  return found.problemWith(text);
}

describe('what a job can be given', () => {
  it('is what the provider takes, each under a name of its own', () => {
    for (const [name, options] of Object.entries(dialects)) {
      const ids = entriesOf(emptyDraft(options.methods[0]), options).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, name);
      assert.equal(ids.includes('suffix'), options.capabilities.suffix === true, name);
      assert.equal(ids.includes('metadata'), options.capabilities.metadata === true, name);
      assert.equal(ids.includes('wandb'), options.capabilities.integrations === true, name);
      assert.equal(ids.includes('method'), options.methods.length > 1, name);
    }
  });

  it('stands in the draft as soon as it is set, and is left to the provider where it is emptied', () => {
    const draft = emptyDraft();
    const set = (id: string, value: string) => {
      entry(id, draft, openai).set(value);
    };
    set('hyperparameter:n_epochs', '3');
    set('seed', '7');
    set('suffix', 'bot');
    set('metadata', 'team=blue');
    set('wandb', 'runs');
    assert.deepEqual(
      [draft.hyperparameters, draft.seed, draft.suffix, draft.metadata, draft.integrations[0]?.project],
      [{ n_epochs: '3' }, '7', 'bot', { team: 'blue' }, 'runs'],
    );
    for (const id of ['seed', 'suffix', 'metadata', 'wandb']) set(id, '');
    set('hyperparameter:n_epochs', 'auto');
    assert.deepEqual(draft, emptyDraft());
  });

  it('is chosen from a list where only some words are taken', () => {
    const draft = emptyDraft('reinforcement');
    const id = 'hyperparameter:reasoning_effort';
    const effort = entry(id, draft, openai);
    assert.equal(effort.value, 'auto');
    assert.deepEqual(effort.kind === 'chosen' ? effort.choices.map(({ value }) => value) : null, [
      ...['auto', 'default', 'low', 'medium', 'high'],
    ]);
    const words = effort.kind === 'chosen' ? effort.choices.map(({ label }) => label) : [];
    assert.ok(effort.hint.endsWith(`: ${words.join(', ')}`), effort.hint); // the same words
    effort.set('low');
    assert.deepEqual(toRequest(draft, openai, 'file-1', null).method.hyperparameters, {
      reasoning_effort: 'low',
    });
    entry(id, draft, openai).set('auto');
    assert.deepEqual(draft.hyperparameters, {});
  });

  it('says its limits, and what is wrong with a text', () => {
    const epochs = entry('hyperparameter:n_epochs', emptyDraft(), openai);
    assert.match(epochs.hint, /auto, or a whole number from 1/);
    assert.equal(problem(epochs, '3'), null);
    assert.match(problem(epochs, '0') ?? '', /a whole number from 1/);
    assert.match(problem(entry('suffix', emptyDraft(), openai), 'a b') ?? '', /No spaces/);
    assert.match(problem(entry('metadata', emptyDraft(), openai), 'blue') ?? '', /is no pair/);
  });

  it('says without what no job is created', () => {
    const missing = (options: CreationOptions, method: JobDraft['method'] = 'supervised') =>
      entriesOf(emptyDraft(method), options).flatMap(({ id, missing: reason }) =>
        reason === null ? [] : [id],
      );
    assert.deepEqual(missing(openai), []);
    assert.deepEqual(missing(llmariner), ['suffix']);
  });

  it('goes with the method that knows it', () => {
    const draft = emptyDraft();
    const method = entry('method', draft, openai);
    method.set('dpo');
    entry('hyperparameter:beta', draft, openai).set('0.2');
    method.set('supervised');
    assert.ok(entriesOf(draft, openai).every(({ id }) => id !== 'hyperparameter:beta'));
    assert.deepEqual(
      entriesOf(emptyDraft(), together).filter(({ id }) => id === 'hyperparameter:beta'),
      [],
    );
  });

  it('keeps of a cloned job what is not left out', () => {
    const draft = { ...emptyDraft(), repeated: { model_limit: 5, other: 'x' } };
    entry('repeated:model_limit', draft, nebius).set('leave');
    entry('repeated:other', draft, nebius).set('keep');
    assert.deepEqual(draft.repeated, { other: 'x' });
  });
});
