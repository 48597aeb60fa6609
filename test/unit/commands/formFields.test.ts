import assert from 'node:assert/strict';
import { dialectIds } from '../../../src/api/connection';
import { hyperparameterFields, seedField } from '../../../src/commands/createJob/formFields';
import { dialects } from '../../support/dialects';

describe('what a job is created with', () => {
  const labels = (...[dialect, method]: Parameters<typeof hyperparameterFields>) =>
    hyperparameterFields(dialect, method).map(({ label }) => label);

  it('is what the provider takes', () => {
    assert.deepEqual(labels(dialects.openai, 'supervised'), [
      'Epochs',
      'Batch size',
      'Learning rate multiplier',
    ]);
    assert.deepEqual(labels(dialects.fireworks, 'supervised'), [
      'Epochs',
      'Batch size',
      'Learning rate',
      'LoRA rank',
      'Batch size in tokens',
      'Max context length',
      'Gradient accumulation steps',
      'Learning rate warmup steps',
    ]);
  });

  it('has beta for preferences alone', () => {
    assert.ok(labels(dialects.openai, 'dpo').includes('Beta'));
    assert.ok(!labels(dialects.together, 'supervised').includes('Beta'));
  });

  it('has OpenAI’s settings of reinforcement with that method alone, within their bounds', () => {
    const names = ['reasoning_effort', 'compute_multiplier', 'eval_interval', 'eval_samples'];
    const fields = hyperparameterFields(dialects.openai, 'reinforcement').slice(-4);
    assert.deepEqual(
      fields.map(({ wireName }) => wireName),
      names,
    );
    for (const method of ['supervised', 'dpo'] as const)
      assert.ok(
        hyperparameterFields(dialects.openai, method).every(({ wireName }) => !names.includes(wireName)),
      );
    const refused = ['max', '0.00001', '0', '1.5'].map((text, at) => fields[at]?.problemWith(text));
    assert.ok(
      refused.every((problem) => typeof problem === 'string'),
      String(refused),
    );
    const taken = ['high', '10', '5', '1'].map((text, at) => fields[at]?.problemWith(text));
    assert.deepEqual(taken, [null, null, null, null]);
  });

  for (const id of dialectIds) {
    it(`is never refused by ${id}`, () => {
      const { hyperparameters } = dialects[id];
      const names = hyperparameterFields(dialects[id], 'dpo').map(({ wireName }) => wireName);
      assert.deepEqual(
        names.filter((name) => !hyperparameters.offered.includes(name)),
        [],
      );
    });
  }

  it('keeps to the bounds of OpenAI’s API', () => {
    const [epochs, batchSize, multiplier, beta] = hyperparameterFields(dialects.openai, 'dpo');
    const fits = (field: typeof epochs, ...texts: string[]) =>
      texts.filter((text) => field?.problemWith(text) === null);
    assert.deepEqual(fits(epochs, 'auto', '', '1', '50', '0', '51', '1.5', 'x'), ['auto', '', '1', '50']);
    assert.deepEqual(fits(batchSize, '256', '257'), ['256']);
    assert.deepEqual(fits(multiplier, '0.01', '0', '-1', 'Infinity'), ['0.01']);
    assert.deepEqual(fits(beta, '0.1', '2', '2.1'), ['0.1', '2']);
    assert.deepEqual(fits(seedField, '', '0', '2147483647', '2147483648'), ['', '0', '2147483647']);
  });

  it('keeps to the bounds of each provider', () => {
    const fits = (dialect: 'together' | 'mistral', name: string, ...texts: string[]) => {
      const field = hyperparameterFields(dialects[dialect], 'supervised').find(
        ({ wireName }) => wireName === name,
      );
      return texts.filter((text) => field?.problemWith(text) === null);
    };
    assert.deepEqual(fits('together', 'warmup_ratio', '0', '1', '1.1', '-0.1'), ['0', '1']);
    assert.deepEqual(fits('together', 'weight_decay', '0', '5', '-1'), ['0', '5']);
    assert.deepEqual(fits('mistral', 'training_steps', '1', '10000', '10001', '1.5'), ['1', '10000']);
    assert.deepEqual(fits('mistral', 'learning_rate', '0.00000001', '1', '2', '0'), ['0.00000001', '1']);
  });

  it('says what a number may be', () => {
    const hints = (...names: string[]) =>
      hyperparameterFields(dialects.together, 'supervised')
        .filter(({ wireName }) => names.includes(wireName))
        .map(({ hint }) => hint);
    assert.deepEqual(hints('n_epochs', 'warmup_ratio', 'max_grad_norm', 'max_seq_length'), [
      'How often the whole training file is gone through: auto, or a whole number from 1',
      'Share of the run in which the learning rate rises: auto, or a number from 0 to 1',
      'auto, or a number from 0',
      'auto, or a whole number from 1',
    ]);
    assert.match(
      hyperparameterFields(dialects.openai, 'dpo')[3]?.hint ?? '',
      /: auto, or a number above 0, up to 2$/,
    );
  });

  it('leaves the bounds of other providers to them', () => {
    const [epochs, batchSize] = hyperparameterFields(dialects.together, 'supervised');
    assert.equal(epochs?.problemWith('200'), null);
    assert.equal(batchSize?.problemWith('max'), null);
    assert.notEqual(batchSize.problemWith('-1'), null);
  });

  it('is a number where it can be nothing else, and a whole one where it counts', () => {
    const refused = (name: string, ...texts: string[]) => {
      const field = hyperparameterFields(dialects.together, 'supervised').find(
        (each) => each.wireName === name,
      );
      return texts.filter((text) => field?.problemWith(text) !== null);
    };
    assert.deepEqual(refused('n_epochs', '3', '0', '1.5', 'abc'), ['0', '1.5', 'abc']);
    assert.deepEqual(refused('lora_r', '8', '4.5', '1,5'), ['4.5', '1,5']);
    assert.deepEqual(refused('learning_rate', '2e-5', '0,00002', '0'), ['0,00002', '0']);
    assert.deepEqual(refused('n_evals', 'auto', '0', '10', 'often'), ['often']);
    assert.deepEqual(refused('packing', 'true', 'false', 'yes'), ['yes']);
  });

  it('has its comma corrected where what comes of it is taken, and is what was meant', () => {
    const problem = (name: string, text: string) =>
      hyperparameterFields(dialects.together, 'supervised')
        .find(({ wireName }) => wireName === name)
        ?.problemWith(text);
    assert.equal(problem('learning_rate', '0,00002'), 'must be written with a point: 0.00002');
    assert.equal(problem('warmup_ratio', '1,5'), 'must be auto, or a number from 0 to 1');
    assert.equal(problem('max_seq_length', '1,000'), 'must be auto, or a whole number from 1');
  });

  it('is wanted where the provider says so', () => {
    const fields = hyperparameterFields(dialects.dashscope, 'supervised');
    const wanted = fields.filter(({ isWanted }) => isWanted);
    assert.deepEqual(
      wanted.map(({ wireName }) => wireName),
      ['n_epochs', 'batch_size', 'max_length'],
    );
    const [epochs] = wanted;
    assert.deepEqual(
      ['', 'auto', '0', '3'].map((text) => epochs?.problemWith(text)),
      [...Array.from({ length: 3 }, () => 'must be a whole number from 1'), null],
    );
    assert.equal(epochs?.hint, 'How often the whole training file is gone through: a whole number from 1');
  });

  it('leaves to the provider what only the provider knows', () => {
    const optimizer = hyperparameterFields(dialects.localai, 'supervised').find(
      ({ wireName }) => wireName === 'optimizer',
    );
    assert.equal(optimizer?.hint, 'auto, or what the provider takes');
    assert.equal(optimizer.problemWith('adamw_torch'), null);
  });
});
