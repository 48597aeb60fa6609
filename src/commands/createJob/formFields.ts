import { t } from '@vscode/l10n';
import type { Bounds, MethodType } from '../../api/dialects/dialect';
import type { CreationOptions } from '../../jobs/source';
import { hyperparameterLabel } from '../../shared/hyperparameterLabels';

/** A setting of a job that people type: a number as a rule. Empty or `auto` is left to the provider. */
export interface FormField {
  /** In OpenAI's names; the provider's own where OpenAI has no such setting. */
  readonly wireName: string;
  readonly label: string;
  readonly hint: string;
  /** The provider does not choose it: no job is created before it is given. */
  readonly isWanted?: true;
  /** What is wrong with the text, or null. */
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
};

/** The hyperparameters to ask for: those that this provider takes for this method. */
export function hyperparameterFields(
  { hyperparameters }: CreationOptions,
  method: MethodType,
): readonly FormField[] {
  const { offered, bounds, wanted = [] } = hyperparameters;
  return offered
    .filter((name) => name !== 'beta' || method === 'dpo')
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
  const purpose = purposes[wireName];
  const choice = choiceText(wireName, bounds);
  return {
    wireName,
    label: hyperparameterLabel(wireName),
    hint: purpose === undefined ? choice : t('{0}: {1}', purpose, choice),
    problemWith: (text) =>
      fits(text, wireName, bounds) ? null : (pointed(text, wireName, bounds) ?? choice),
  };
}

/**
 * How a number is written that has a comma, as many languages do; null: it is none, or would not be taken either. Of a
 * whole number the comma may be between its thousands.
 */
function pointed(text: string, wireName: string, bounds: Bounds | undefined): string | null {
  if (!/^\d+,\d+$/.test(text) || bounds?.isWhole === true) return null;
  const number = text.replace(',', '.');
  return fits(number, wireName, bounds) ? t('with a point: {0}', number) : null;
}

/** The same where the provider does not choose by itself. */
function wantedField(field: FormField, bounds = kinds[field.wireName]): FormField {
  const purpose = purposes[field.wireName];
  const range = bounds === undefined ? t('a number') : rangeText(bounds);
  return {
    ...field,
    isWanted: true,
    hint: purpose === undefined ? range : t('{0}: {1}', purpose, range),
    problemWith: (text) => (isUnset(text) || field.problemWith(text) !== null ? range : null),
  };
}

/** Words of a setting that has no others. */
function wordsOf(wireName: string): readonly string[] | undefined {
  return wireName === 'packing' ? ['true', 'false'] : undefined;
}

/** Without bounds, all but what no setting can be is left to the provider. */
function fits(text: string, wireName: string, bounds: Bounds | undefined): boolean {
  const words = wordsOf(wireName) ?? bounds?.words;
  if (isUnset(text) || words?.includes(text) === true) return true;
  const value = Number(text);
  if (bounds === undefined) return words === undefined && !(value < 0);
  const { isWhole, isAbove, least, most = Number.MAX_VALUE } = bounds;
  const isWithin = value <= most && (isAbove === true ? value > least : value >= least);
  return isWithin && (isWhole !== true || Number.isInteger(value));
}

function choiceText(wireName: string, bounds: Bounds | undefined): string {
  const words = wordsOf(wireName);
  if (words !== undefined) return t('auto, {0}', words.join(', '));
  if (bounds === undefined) return t('auto, or what the provider takes');
  const range = rangeText(bounds);
  return bounds.words === undefined
    ? t('auto, or {0}', range)
    : t('auto, {0}, or {1}', bounds.words.join(', '), range);
}

function rangeText({ isWhole, isAbove, least, most }: Bounds): string {
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
