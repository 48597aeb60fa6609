import assert from 'node:assert/strict';
import { stepReportOf } from '../../../src/metrics/eventMetrics';
import { event } from '../../support/snapshots';

describe('stepReportOf', () => {
  it('reads the data of a metrics event', () => {
    const data = {
      step: 88,
      total_steps: 100,
      train_loss: 0.5,
      valid_loss: '0.75',
      train_mean_token_accuracy: null,
    };
    assert.deepEqual(stepReportOf(event(1, 'Step 88/100', { data })), {
      step: 88,
      totalSteps: 100,
      epoch: null,
      values: [
        ['train_loss', 0.5],
        ['valid_loss', 0.75],
      ],
    });
  });

  it('reads OpenAI’s text where there is no data', () => {
    const text = 'Step 10/90: training loss=2.31, validation loss=2.40, full validation loss=2.5';
    assert.deepEqual(stepReportOf(event(1, text)), {
      step: 10,
      totalSteps: 90,
      epoch: null,
      values: [
        ['training loss', 2.31],
        ['validation loss', 2.4],
        ['full validation loss', 2.5],
      ],
    });
  });

  it('reads other spellings of a step', () => {
    assert.deepEqual(stepReportOf(event(1, 'step 7 of 12, loss: 1e-3, epoch=0.5')), {
      step: 7,
      totalSteps: 12,
      epoch: 0.5,
      values: [['loss', 0.001]],
    });
    assert.deepEqual(stepReportOf(event(1, 'Step 3: training loss=nan'))?.values, [['training loss', NaN]]);
  });

  it('finds no step in other messages', () => {
    for (const message of [
      'Fine-tuning job started',
      'Checkpoint created at step 90',
      'loss=2',
      `Step 1: ${'x'.repeat(3000)}`,
    ]) {
      assert.equal(stepReportOf(event(1, message)), null, message.slice(0, 40));
    }
    assert.equal(stepReportOf(event(1, 'x', { data: { train_loss: 1 } })), null);
  });
});
