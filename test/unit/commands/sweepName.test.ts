import assert from 'node:assert/strict';
import { sweepName } from '../../../src/commands/jobFiles/sweepName';

describe('the name of a job of a sweep', () => {
  it('begins with what tells it from the others, in short', () => {
    const chosen = [
      ['n_epochs', '2'],
      ['learning_rate_multiplier', '0.5'],
      ['warmup_ratio', '0.1'],
    ] as const;
    assert.equal(sweepName(chosen, 'bot'), 'epochs 2 · lr mult 0.5 · warmup ratio 0.1 · bot');
  });

  it('has a base model once', () => {
    const model = 'gpt-4.1-mini-2025-04-14';
    assert.equal(sweepName([['model', model]], model), 'gpt-4.1-mini');
    assert.equal(
      sweepName(
        [
          ['model', model],
          ['seed', '7'],
        ],
        'bot',
      ),
      'gpt-4.1-mini · seed 7 · bot',
    );
  });
});
