import assert from 'node:assert/strict';
import { completionsOf, toLookUp } from '../../../src/commands/jobFiles/completions';
import { fieldTexts } from '../../../src/commands/jobFiles/fieldTexts';
import { looseFile } from '../../../src/commands/jobFiles/looseFile';
import { jobFileSchema } from '../../../src/jobFiles/schema';
import { dialects } from '../../support/dialects';

const { openai, nebius } = dialects;
const texts = (...args: Parameters<typeof completionsOf>) => completionsOf(...args).map(({ text }) => text);

describe('what is offered in a job file', () => {
  it('are the hyperparameters of the provider and method that are not there yet', () => {
    const path = ['method', 'hyperparameters', ''];
    const file = (type: string) => looseFile(`{"method":{"type":"${type}","hyperparameters":{"n_epochs":1,`);
    assert.deepEqual(texts(path, true, file('supervised'), openai), [
      'batch_size',
      'learning_rate_multiplier',
    ]);
    assert.ok(texts(path, true, file('dpo'), openai).includes('beta'));
    assert.deepEqual(texts(path, false, file('dpo'), openai), []);
  });

  it('are the settings of the provider, and their choices', () => {
    assert.deepEqual(texts(['settings', ''], true, looseFile(''), nebius), ['lora']);
    assert.ok(texts(['settings', 'lora'], false, looseFile(''), nebius).length > 1);
    assert.deepEqual(texts(['settings', ''], true, looseFile(''), openai), []);
  });

  it('are connections, models and files, where they are looked up', () => {
    assert.equal(toLookUp(['connection']), 'connections');
    assert.equal(toLookUp(['model', 0]), 'models');
    assert.equal(toLookUp(['validationFile']), 'files');
    assert.equal(toLookUp(['method', 'type']), undefined);
  });
});

describe('what is said about a field of a job file', () => {
  it('is something for every field of the schema', () => {
    const { properties = {} } = jobFileSchema;
    for (const name of Object.keys(properties))
      if (name !== '$schema') assert.notDeepEqual(fieldTexts([name], undefined, null), [], name);
    for (const name of Object.keys(properties['method']?.properties ?? {}))
      assert.notDeepEqual(fieldTexts(['method', name], undefined, null), [], name);
  });

  it('is what the provider takes there', () => {
    assert.deepEqual(fieldTexts(['method', 'hyperparameters', 'n_epochs', 0], 'supervised', openai), [
      'Epochs',
      'How often the whole training file is gone through: auto, or a whole number from 1 to 50',
    ]);
    assert.ok(fieldTexts(['settings', 'lora'], undefined, nebius).length > 2);
    assert.deepEqual(fieldTexts(['settings', 'other'], undefined, nebius), []);
  });
});

describe('a job file that is being written', () => {
  it('says what it says already', () => {
    assert.deepEqual(
      looseFile('{"connection":"Work","provider":"openai","settings":{"a":"b"},"method":{"type":"dpo"'),
      {
        connection: 'Work',
        provider: 'openai',
        method: { type: 'dpo', hyperparameters: [] },
        settings: ['a'],
      },
    );
    for (const text of ['', '[]', '{', '['.repeat(200_000)])
      assert.deepEqual(looseFile(text), { method: { hyperparameters: [] }, settings: [] });
  });
});
