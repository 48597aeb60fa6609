import assert from 'node:assert/strict';
import { renamed, toHyperparameters, toMethod } from '../../../../src/api/wire/hyperparameters';

describe('toHyperparameters', () => {
  it('takes good ones as they came', () => {
    const good = { n_epochs: 3, batch_size: 'auto', packing: true, off: false };
    assert.equal(toHyperparameters(good), good);
  });

  it('reads numbers as text, and drops what is neither number, text nor flag', () => {
    assert.deepEqual(toHyperparameters({ n_epochs: '3', beta: null, list: [1], note: '', lora: { r: 8 } }), {
      n_epochs: 3,
    });
  });

  it('reads names in camelCase', () => {
    assert.deepEqual(toHyperparameters({ nEpochs: 3, batchSize: 'auto' }), {
      n_epochs: 3,
      batch_size: 'auto',
    });
  });

  it('takes -1 epochs for auto, and only epochs', () => {
    assert.deepEqual(toHyperparameters({ n_epochs: -1, seed: -1 }), { n_epochs: 'auto', seed: -1 });
    assert.deepEqual(toHyperparameters({ nEpochs: '-1' }), { n_epochs: 'auto' });
    assert.deepEqual(toHyperparameters({ n_epochs: 1 }), { n_epochs: 1 });
  });

  it('drops names that every object has', () => {
    const read = toHyperparameters(JSON.parse('{"constructor": 1, "__proto__": 2, "n_epochs": 3}'));
    assert.equal(JSON.stringify(read), '{"n_epochs":3}');
  });

  it('reads at most 200', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${String(at)}`, at]));
    const exactly = many(200);
    assert.equal(toHyperparameters(exactly), exactly);
    assert.equal(Object.keys(toHyperparameters(many(201)) ?? {}).length, 200);
  });

  it('is null for what is no object', () => {
    for (const value of [null, undefined, 'auto', 3, [1]]) assert.equal(toHyperparameters(value), null);
  });
});

describe('toMethod', () => {
  it('finds its settings under its own name, else beside the type', () => {
    assert.deepEqual(toMethod({ type: 'dpo', dpo: { hyperparameters: { beta: 1 } }, hyperparameters: {} }), {
      ...{ type: 'dpo', hyperparameters: { beta: 1 }, grader: null },
    });
    assert.deepEqual(toMethod({ type: 'dpo', hyperparameters: { beta: 1 } }), {
      ...{ type: 'dpo', hyperparameters: { beta: 1 }, grader: null },
    });
  });

  it('keeps a grader as it came, if it is in range', () => {
    const grader = { type: 'python', source: 'pass' };
    assert.equal(toMethod({ type: 'reinforcement', reinforcement: { grader } })?.grader, grader);
    const large = { source: 'x'.repeat(600_000) };
    assert.equal(toMethod({ type: 'reinforcement', reinforcement: { grader: large } })?.grader, null);
  });

  it('without a type is named by the key that has settings', () => {
    assert.equal(toMethod({ note: 'x', hyperparameters: {}, dpo: {} })?.type, 'dpo');
    assert.equal(toMethod({ note: 'x', hyperparameters: {} })?.type, 'supervised');
    assert.equal(toMethod({ hyperparameters: 'auto' }), null);
    assert.equal(toMethod({ note: 'x' }), null);
    assert.equal(toMethod('dpo'), null);
  });
});

describe('renamed', () => {
  it('renames what it has a name for, and keeps the rest', () => {
    const read = renamed({ epochs: 3, constructor: 1, beta: 0.1 }, { epochs: 'n_epochs' });
    assert.deepEqual(Object.entries(read), [
      ['n_epochs', 3],
      ['constructor', 1],
      ['beta', 0.1],
    ]);
  });
});
