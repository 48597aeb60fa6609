import assert from 'node:assert/strict';
import { emptyDraft, type JobDraft } from '../../../src/commands/createJob/draft';
import { carryOver, type Destination } from '../../../src/commands/jobFiles/carryOver';
import { dialects } from '../../support/dialects';

const { openai, together, mistral, llmariner } = dialects;

const withSettings = {
  ...openai,
  ...(together.settings === undefined ? {} : { settings: together.settings }),
};

const draft: JobDraft = {
  ...emptyDraft(),
  model: 'gpt-4.1',
  hyperparameters: { n_epochs: '3', learning_rate_multiplier: '2' },
  suffix: 'bot',
  seed: '7',
  metadata: { team: 'blue' },
  settings: { training_type: 'Lora' },
  repeated: { x: 1 },
};
const to = (options: Destination['options'], more: Partial<Destination> = {}): Destination => ({
  ...{ options, isSameProvider: false, models: null },
  ...more,
});
const lost = (destination: Destination, from = draft) =>
  carryOver(from, destination)
    .facts.filter(({ reason }) => reason !== null)
    .map(({ field }) => field);

describe('a job that is run on another connection', () => {
  it('keeps all of it at the same provider', () => {
    const same = to(withSettings, { isSameProvider: true });
    assert.deepEqual(lost(same), []);
    assert.deepEqual(carryOver(draft, same).draft, draft);
  });

  it('keeps the base model only where it is known to be there', () => {
    assert.ok(lost(to(openai)).includes('model'));
    assert.equal(carryOver(draft, to(openai)).draft.model, '');
    assert.ok(!lost(to(openai, { models: new Set(['gpt-4.1']) })).includes('model'));
    const without = to(openai, { isSameProvider: true, models: new Set(['other']) });
    assert.ok(lost(without).includes('model'));
  });

  it('leaves out what the provider does not have, and says so', () => {
    const { draft: carried } = carryOver(draft, to(together));
    assert.deepEqual(carried.hyperparameters, { n_epochs: '3' });
    assert.deepEqual([carried.settings, carried.repeated], [{ training_type: 'Lora' }, {}]);
    assert.deepEqual(carryOver(draft, to(openai)).draft.settings, {});
    assert.ok(lost(to(together)).includes('method.hyperparameters.learning_rate_multiplier'));
    assert.ok(lost(to(llmariner)).length > 0);
  });

  it('says of everything that was set what becomes of it, once', () => {
    for (const options of [openai, together, mistral]) {
      const fields = carryOver(draft, to(options)).facts.map(({ field }) => field);
      assert.equal(new Set(fields).size, fields.length);
      assert.deepEqual(fields.toSorted(), [
        ...['metadata', 'method.hyperparameters.learning_rate_multiplier', 'method.hyperparameters.n_epochs'],
        ...['method.type', 'model', 'otherFields.x', 'seed', 'settings.training_type', 'suffix'],
      ]);
    }
  });

  it('takes the provider’s own method where it lacks the job’s', () => {
    const preference: JobDraft = { ...draft, method: 'dpo', hyperparameters: { beta: '0.1' } };
    const { draft: carried } = carryOver(preference, to(mistral));
    assert.equal(carried.method, 'supervised');
    assert.deepEqual(carried.hyperparameters, {});
    assert.deepEqual(lost(to(mistral), preference).includes('method.type'), true);
  });
});
