import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JobFile } from '../../../src/jobFiles/jobFile';
import { combinationsOf, countCombinations } from '../../../src/jobFiles/sweep';

const file: JobFile = { model: 'm', trainingFile: 'a.jsonl' };

describe('a sweep', () => {
  it('is one job where the file has no list', () => {
    assert.deepEqual(combinationsOf(file), [{ job: file, chosen: [] }]);
  });

  it('makes one job of each combination, in the order of the file', () => {
    const method = { type: 'supervised', hyperparameters: { n_epochs: [1, 'auto'], batch_size: 4 } } as const;
    const combinations = combinationsOf({ ...file, model: ['a', 'b'], method });
    assert.deepEqual(
      combinations.map(({ chosen }) => chosen.map(([name, value]) => `${name}=${value}`).join(' ')),
      ['model=a n_epochs=1', 'model=a n_epochs=auto', 'model=b n_epochs=1', 'model=b n_epochs=auto'],
    );
    assert.deepEqual(combinations[3]?.job, {
      ...file,
      model: 'b',
      method: { type: 'supervised', hyperparameters: { n_epochs: 'auto', batch_size: 4 } },
    });
  });

  it('has as many jobs as the product of its lists, each another one, none with a list', () => {
    const list = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(list, fc.dictionary(fc.constantFrom('a', 'b', 'c'), list), (seed, hyperparameters) => {
        const swept: JobFile = { ...file, seed, method: { type: 'dpo', hyperparameters } };
        const combinations = combinationsOf(swept);
        const lists = [seed, ...Object.values(hyperparameters)];
        const product = lists.reduce((count, { length }) => count * length, 1);
        assert.equal(countCombinations(swept), product);
        assert.equal(new Set(combinations.map(({ job }) => JSON.stringify(job))).size, product);
        for (const { job } of combinations) assert.equal(countCombinations(job), 1);
      }),
    );
  });
});
