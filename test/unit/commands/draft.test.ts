import assert from 'node:assert/strict';
import {
  draftFrom,
  emptyDraft,
  numberFields,
  problemWithNumber,
  problemWithSuffix,
  toRequest,
} from '../../../src/commands/createJob/draft';
import { jobFromWire } from '../../support/jobs';

describe('a job about to be created', () => {
  it('leaves to the provider what was not set', () => {
    assert.deepEqual(toRequest({ ...emptyDraft(), model: 'gpt-4o-mini' }, 'file-1', null), {
      model: 'gpt-4o-mini',
      trainingFile: 'file-1',
      method: { type: 'supervised', hyperparameters: {} },
    });
  });

  it('sends what was set, as numbers', () => {
    const draft = {
      ...emptyDraft(),
      model: 'm',
      epochs: '3',
      batchSize: 'auto',
      learningRateMultiplier: '0.5',
      suffix: 'bot',
      seed: '0',
    };
    assert.deepEqual(toRequest(draft, 'file-1', 'file-2'), {
      model: 'm',
      trainingFile: 'file-1',
      validationFile: 'file-2',
      suffix: 'bot',
      seed: 0,
      method: { type: 'supervised', hyperparameters: { n_epochs: 3, learning_rate_multiplier: 0.5 } },
    });
  });

  it('keeps to the bounds of the API', () => {
    const problems = (name: string, ...texts: string[]) => {
      const field = numberFields.find((each) => each.name === name);
      assert.ok(field);
      return texts.map((text) => problemWithNumber(field, text) === null);
    };
    assert.deepEqual(problems('epochs', 'auto', '1', '50', '0', '51', '1.5', 'x'), [
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    assert.deepEqual(problems('batchSize', '256', '257'), [true, false]);
    assert.deepEqual(problems('learningRateMultiplier', '0.01', '0', '-1', 'Infinity'), [
      true,
      false,
      false,
      false,
    ]);
    assert.deepEqual(problems('seed', '', '0', '2147483647', '2147483648'), [true, true, true, false]);
    assert.equal(problemWithSuffix('a'.repeat(65), 64), 'At most 64 characters');
    assert.notEqual(problemWithSuffix('a b', 64), null);
    assert.equal(problemWithSuffix('support-bot', 64), null);
  });

  it('starts a clone from the job’s own choices', () => {
    const draft = draftFrom(
      jobFromWire({
        model: 'm',
        training_file: 'file-1',
        seed: 7,
        user_provided_suffix: 'bot',
        method: { type: 'dpo', dpo: { hyperparameters: { n_epochs: 'auto', batch_size: 4, beta: 0.1 } } },
      }),
    );
    assert.deepEqual(draft, {
      ...emptyDraft(),
      trainingFile: { kind: 'uploaded', id: 'file-1', name: 'file-1' },
      model: 'm',
      method: 'dpo',
      batchSize: '4',
      suffix: 'bot',
      seed: '7',
      otherHyperparameters: { beta: 0.1 },
    });
    assert.deepEqual(toRequest(draft, 'file-1', null).method, {
      type: 'dpo',
      hyperparameters: { beta: 0.1, batch_size: 4 },
    });
  });
});
