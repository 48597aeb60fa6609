import { t } from '@vscode/l10n';
import type { Bounds, MethodType, NumberBounds } from '../../api/dialects/dialect';
import { goesWithMethod } from '../../api/dialects/goesWithMethod';
import type { CreationOptions } from '../../jobs/source';
import { hyperparameterLabel } from '../../shared/hyperparameterLabels';

/** A setting of a job that people type: a number as a rule. Empty or `auto` is left to the provider. */
export interface FormField {
  /** In OpenAI's names; the provider's own where OpenAI has no such setting. */
  readonly wireName: string;
  readonly label: string;
  /** What it is for, and what it may be. */
  readonly hint: string;
  /** What it is for alone; empty: its label says it. */
  readonly purpose: string;
  /** The provider does not choose it: no job is created before it is given. */
  readonly isWanted?: true;
  /** All that it can be beside `auto`; left out: what {@link problemWith} takes. */
  readonly words?: readonly string[];
  /** What is wrong with the text, to be said after its name: `must be a number`. Null: nothing. */
  readonly problemWith: (text: string) => string | null;
}

/** What it does. */
const purposes: Readonly<Record<string, string>> = {
  n_epochs: t('How often the whole training file is gone through'),
  batch_size: t('Examples in each step'),
  learning_rate: t('Step size of the training, such as 0.00001'),
  learning_rate_multiplier: t('Scales the learning rate'),
  max_length: t('Tokens of the longest example; longer ones are left out'),
  beta: t('How close it stays to the base model'),
  warmup_ratio: t('Share of the run in which the learning rate rises'),
  warmup_fraction: t('Share of the run in which the learning rate rises'),
  evaluation_interval: t('Below 1 a share of all steps, else a number of steps; 0: never'),
  save_steps: t('Steps between two checkpoints'),
  save_total_limit: t('Checkpoints that are kept'),
  n_evals: t('How often the validation file is evaluated, such as 10 (auto: never)'),
  reasoning_effort: t('How much the model thinks before it answers'),
  compute_multiplier: t('Scales the compute that is spent on exploring'),
  eval_interval: t('Steps between two evaluations'),
  eval_samples: t('Answers that are generated for each evaluation'),
  seed: t('Makes the run repeatable'),
};

const count: Bounds = { isWhole: true, least: 1 };
const countOrNone: Bounds = { isWhole: true, least: 0 };
const amount: Bounds = { least: 0 };
const rate: Bounds = { least: 0, isAbove: true };
const share: Bounds = { least: 0, most: 1 };

/** What a setting of that name is wherever there is one; how much of it, each provider decides. */
const kinds: Readonly<Record<string, Bounds>> = {
  n_epochs: count,
  batch_size: count,
  batch_size_tokens: count,
  gradient_accumulation_steps: count,
  training_steps: count,
  max_steps: countOrNone,
  warmup_steps: countOrNone,
  learning_rate_warmup_steps: countOrNone,
  save_steps: countOrNone,
  n_checkpoints: count,
  n_evals: countOrNone,
  context_length: count,
  max_context_length: count,
  max_seq_length: count,
  seq_len: count,
  lora_r: count,
  lora_rank: count,
  lora_alpha: count,
  lora_dropout: share,
  adapter_rank: count,
  adapter_alpha: count,
  adapter_dropout: share,
  learning_rate: rate,
  learning_rate_multiplier: rate,
  beta: rate,
  warmup_ratio: share,
  warmup_fraction: share,
  weight_decay: amount,
  max_grad_norm: amount,
  prompt_loss_weight: amount,
  packing: { onlyWords: ['true', 'false'] },
};

/** The hyperparameters to ask for: those that this provider takes for this method. */
export function hyperparameterFields(options: CreationOptions, method: MethodType): readonly FormField[] {
  const { offered, bounds, wanted = [] } = options.hyperparameters;
  return offered
    .filter((name) => goesWithMethod(name, options, method))
    .map((name) => {
      const field = fieldOf(name, bounds?.[name]);
      return wanted.includes(name) ? wantedField(field, bounds?.[name]) : field;
    });
}

export const seedField: FormField = {
  ...fieldOf('seed', { isWhole: true, least: 0, most: 2_147_483_647 }),
  label: t('Seed'),
};

/** @param bounds of the provider; undefined: what a setting of that name is everywhere */
export function fieldOf(wireName: string, bounds = kinds[wireName]): FormField {
  const purpose = purposes[wireName] ?? '';
  const choice = choiceText(bounds);
  return {
    ...{ wireName, label: hyperparameterLabel(wireName), purpose },
    hint: purpose === '' ? choice : t('{0}: {1}', purpose, choice),
    ...(bounds !== undefined && 'onlyWords' in bounds ? { words: bounds.onlyWords } : {}),
    problemWith: (text) => (fits(text, bounds) ? null : t('must be {0}', pointed(text, bounds) ?? choice)),
  };
}

/**
 * How a number is written that has a comma, as many languages do; null: it is none, or would not be taken either. Of a
 * whole number the comma may be between its thousands.
 */
function pointed(text: string, bounds: Bounds | undefined): string | null {
  const isWhole = bounds !== undefined && 'isWhole' in bounds;
  if (!/^\d+,\d+$/.test(text) || isWhole) return null;
  const number = text.replace(',', '.');
  return fits(number, bounds) ? t('written with a point: {0}', number) : null;
}

/** The same where the provider does not choose by itself. */
function wantedField(field: FormField, bounds = kinds[field.wireName]): FormField {
  const { purpose } = field;
  const range = bounds === undefined || 'onlyWords' in bounds ? t('a number') : rangeText(bounds);
  return {
    ...field,
    isWanted: true,
    hint: purpose === '' ? range : t('{0}: {1}', purpose, range),
    problemWith: (text) =>
      isUnset(text) || field.problemWith(text) !== null ? t('must be {0}', range) : null,
  };
}

/** Without bounds, all but what no setting can be is left to the provider. */
function fits(text: string, bounds: Bounds | undefined): boolean {
  if (isUnset(text)) return true;
  if (bounds === undefined) return !(Number(text) < 0);
  if ('onlyWords' in bounds) return bounds.onlyWords.includes(text);
  return bounds.words?.includes(text) === true || isWithin(Number(text), bounds);
}

function isWithin(
  value: number,
  { isWhole, isAbove, least, most = Number.MAX_VALUE }: NumberBounds,
): boolean {
  const isInRange = value <= most && (isAbove === true ? value > least : value >= least);
  return isInRange && (isWhole !== true || Number.isInteger(value));
}

function choiceText(bounds: Bounds | undefined): string {
  if (bounds === undefined) return t('auto, or what the provider takes');
  if ('onlyWords' in bounds) return t('auto, {0}', bounds.onlyWords.join(', '));
  const range = rangeText(bounds);
  return bounds.words === undefined
    ? t('auto, or {0}', range)
    : t('auto, {0}, or {1}', bounds.words.join(', '), range);
}

function rangeText({ isWhole, isAbove, least, most }: NumberBounds): string {
  if (isAbove === true)
    return most === undefined
      ? t('a number above {0}', least)
      : t('a number above {0}, up to {1}', least, most);
  if (most === undefined)
    return isWhole === true ? t('a whole number from {0}', least) : t('a number from {0}', least);
  return isWhole === true
    ? t('a whole number from {0} to {1}', least, most)
    : t('a number from {0} to {1}', least, most);
}

/** Whether the provider is to choose. */
export function isUnset(text: string): boolean {
  return text === '' || text.toLowerCase() === 'auto';
}
