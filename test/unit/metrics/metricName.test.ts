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
    ['acc', 'train_mean_token_accuracy (accuracy, train)'],
    ['token_accuracy', 'train_mean_token_accuracy (accuracy, train)'],
    ['reward_mean', 'train_mean_reward (reward, train)'],
    ['rewards', 'train_mean_reward (reward, train)'],
    ['evaluation_reward', 'valid_mean_reward (reward, valid)'],
    ['val_accuracies', 'valid_accuracies (accuracy, valid)'],
    ['full_eval_rewards_chosen', 'full_valid_rewards_chosen (reward, full_valid)'],
    // The beginning of a name tells the split, whole words the kind
    ['tokens_val_count', 'tokens_val_count (other, train)'],
    ['tokens_train_count', 'tokens_train_count (other, train)'],
    ['not_full_valid_count', 'not_full_valid_count (other, train)'],
    ['glossary', 'glossary (other, train)'],
    ['loss_scale', 'train_loss_scale (loss, train)'],
    ['accuracy_top', 'train_accuracy_top (accuracy, train)'],
    ['rewarded', 'rewarded (other, train)'],
    // Characters
    ['  My   Metric!! (new) ', 'my_metric_new (other, train)'],
    ['__odd--name__', 'odd_name (other, train)'],
    [`${'x'.repeat(200)}y`, `${'x'.repeat(200)} (other, train)`],
    // Places, not measures
    ...[
      ...['step', 'steps', 'global_step', 'training_step', 'step_number', 'iteration'],
      ...['epoch', 'epochs', 'n_epochs', 'total_epochs', 'current_epoch', 'total_steps', 'max_steps'],
      ...['created_at', 'timestamp', 'time', 'date', 'eta_seconds', 'progress', 'progress_percent'],
      ...['train/global_step', 'train/epoch', 'eval/global_step', 'eval/step', 'eval/epoch', 'train_step'],
      ...['', '¡!'],
    ].map((column) => [column, 'no metric'] as const),
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
    assert.equal(title('valid_loss'), 'Validation loss');
    assert.equal(title('full_valid_mean_reward'), 'Full validation reward');
    assert.equal(title('train_mean_reward_margin'), 'Training mean reward margin');
    assert.equal(title('train_group_mean_reward'), 'Training group mean reward');
  });
});

describe('isStepColumn', () => {
  it('knows the names of steps', () => {
    for (const name of ['step', 'Step', 'global_step', 'steps', 'train/global_step'])
      assert.equal(isStepColumn(name), true, name);
    for (const name of ['epoch', 'stepwise', 'eval/global_step'])
      assert.equal(isStepColumn(name), false, name);
  });
});
