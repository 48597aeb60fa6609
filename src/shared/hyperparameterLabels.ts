import { t } from '@vscode/l10n';

/** In the order in which they are shown; what providers have beside these is called by its own words. */
const labels: ReadonlyMap<string, string> = new Map(
  Object.entries({
    n_epochs: t('Epochs'),
    batch_size: t('Batch size'),
    batch_size_tokens: t('Batch size in tokens'),
    learning_rate_multiplier: t('Learning rate multiplier'),
    learning_rate: t('Learning rate'),
    prompt_loss_weight: t('Prompt loss weight'),
    beta: t('Beta'),
    n_evals: t('Evaluations'),
    lora_r: t('LoRA rank'),
    lora_rank: t('LoRA rank'),
    lora_alpha: t('LoRA alpha'),
    lora_dropout: t('LoRA dropout'),
    compute_multiplier: t('Compute multiplier'),
    eval_interval: t('Evaluation interval'),
    eval_samples: t('Evaluation samples'),
    reasoning_effort: t('Reasoning effort'),
    max_steps: t('Max steps'),
    training_steps: t('Training steps'),
    gradient_accumulation_steps: t('Gradient accumulation steps'),
    warmup_ratio: t('Warmup ratio'),
    warmup_fraction: t('Warmup fraction'),
    warmup_steps: t('Warmup steps'),
    learning_rate_warmup_steps: t('Learning rate warmup steps'),
    weight_decay: t('Weight decay'),
    max_grad_norm: t('Max grad norm'),
    context_length: t('Context length'),
    max_context_length: t('Max context length'),
    max_seq_length: t('Max sequence length'),
    max_length: t('Max length'),
    packing: t('Packing'),
    eval_steps: t('Steps between evaluations'),
    evaluation_interval: t('Steps between evaluations, or their share'),
    save_steps: t('Steps between checkpoints'),
    n_checkpoints: t('Checkpoints'),
    save_total_limit: t('Checkpoints kept'),
  }),
);

/** Names of hyperparameters that people know, in the order in which they are shown. */
export const knownHyperparameters: readonly string[] = [...labels.keys()];

/** What a hyperparameter is called, by its name in the API. */
export function hyperparameterLabel(name: string): string {
  const words = name.replaceAll('_', ' ');
  return labels.get(name) ?? words.charAt(0).toUpperCase() + words.slice(1);
}
