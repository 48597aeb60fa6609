import assert from 'node:assert/strict';
import { isStepColumn, metricOf, titleOf } from '../../../src/metrics/metricName';

function described(column: string): string {
  const metric = metricOf(column);
  return metric === null ? 'no metric' : `${metric.name} (${metric.kind}, ${metric.split})`;
}

describe('metricOf', () => {
  const expected: readonly (readonly [string, string])[] = [
    // OpenAI now
    ['train_loss', 'train_loss (loss, train)'],
    ['train_accuracy', 'train_mean_token_accuracy (accuracy, train)'],
    ['train_mean_token_accuracy', 'train_mean_token_accuracy (accuracy, train)'],
    ['valid_loss', 'valid_loss (loss, valid)'],
    ['full_valid_mean_token_accuracy', 'full_valid_mean_token_accuracy (accuracy, full_valid)'],
    ['train_mean_reward', 'train_mean_reward (reward, train)'],
    ['full_valid_mean_reward', 'full_valid_mean_reward (reward, full_valid)'],
    ['completion_tokens_mean', 'completion_tokens_mean (other, train)'],
    ['train_sample_parse_error_count', 'train_sample_parse_error_count (other, train)'],
    // OpenAI before
    ['training_token_accuracy', 'train_mean_token_accuracy (accuracy, train)'],
    ['validation_loss', 'valid_loss (loss, valid)'],
    // Azure
    ['validation_mean_token_accuracy', 'valid_mean_token_accuracy (accuracy, valid)'],
    ['full_validation_loss', 'full_valid_loss (loss, full_valid)'],
    // Self-hosted
    ['loss', 'train_loss (loss, train)'],
    ['eval_loss', 'valid_loss (loss, valid)'],
    ['trainLoss', 'train_loss (loss, train)'],
    ['Training loss', 'train_loss (loss, train)'],
    ['lr', 'learning_rate (other, train)'],
    ['rewards/accuracies', 'train_rewards_accuracies (accuracy, train)'],
    // Places, not measures
    ['step', 'no metric'],
    ['epoch', 'no metric'],
    ['total_steps', 'no metric'],
    ['', 'no metric'],
    ['¡!', 'no metric'],
  ];
  for (const [column, metric] of expected) {
    it(`reads “${column}” as ${metric}`, () => assert.equal(described(column), metric));
  }
});

describe('titleOf', () => {
  const title = (column: string) => {
    const metric = metricOf(column);
    return metric === null ? null : titleOf(metric);
  };

  it('names a metric for people', () => {
    assert.equal(title('train_loss'), 'Training loss');
    assert.equal(title('full_valid_mean_token_accuracy'), 'Full validation accuracy');
    assert.equal(title('reward'), 'Training reward');
    assert.equal(title('grad_norm'), 'Grad norm');
  });
});

describe('isStepColumn', () => {
  it('knows the names of steps', () => {
    assert.deepEqual(['step', 'Step', 'global_step', 'steps', 'epoch', 'stepwise'].map(isStepColumn), [
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
