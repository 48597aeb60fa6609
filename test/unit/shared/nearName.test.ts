import assert from 'node:assert/strict';
import { nearName } from '../../../src/shared/nearName';

describe('the name that a misspelt one means', () => {
  const names = ['n_epochs', 'batch_size', 'beta', 'seed', 'lr'];
  for (const [text, name] of [
    ['n_epoks', 'n_epochs'],
    ['epochs', 'n_epochs'],
    ['bacth_size', 'batch_size'],
    ['Batch_Size', 'batch_size'],
    ['batchsize', 'batch_size'],
    ['bta', 'beta'],
    ['sede', 'seed'],
  ] as const)
    it(`is ${name} for ${text}`, () => {
      assert.equal(nearName(text, names), name);
    });

  it('is none where the name is right, short, or another one', () => {
    for (const text of ['n_epochs', 'le', 'beat_it', 'steps', '', 'x'.repeat(1_000_000)])
      assert.equal(nearName(text, names), null, text.slice(0, 20));
  });

  it('is the nearest of several', () => {
    assert.equal(nearName('eval_samplex', ['eval_simples', 'eval_samples']), 'eval_samples');
  });
});
