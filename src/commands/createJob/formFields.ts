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
  /** What is wrong with the text, or null. */
  readonly problemWith: (text: string) => string | null;
}

/** What it does. */
const purposes: Readonly<Record<string, string>> = {
  n_epochs: t('How often the whole training file is gone through'),
  batch_size: t('Examples in each step'),
  learning_rate: t('Step size of the training, such as 0.00001'),
  learning_rate_multiplier: t('Scales the learning rate'),
  beta: t('How close it stays to the base model'),
  n_evals: t('How often the validation file is evaluated, such as 10: without a number it is not used'),
};

/** The hyperparameters to ask for: those that this provider takes for this method. */
export function hyperparameterFields(
  { hyperparameters }: CreationOptions,
  method: MethodType,
): readonly FormField[] {
  const { offered, bounds } = hyperparameters;
  return offered
    .filter((name) => name !== 'beta' || method === 'dpo')
    .map((name) => fieldOf(name, bounds?.[name]));
}

export const seedField: FormField = {
  wireName: 'seed',
  label: t('Seed'),
  hint: t('Makes the run repeatable: empty, or a whole number from 0 to 2147483647'),
  problemWith: (text) => problemWith(text, { isWhole: true, least: 0, most: 2_147_483_647 }),
};

/** @param bounds undefined: nobody here knows them */
export function fieldOf(wireName: string, bounds?: Bounds): FormField {
  const purpose = purposes[wireName];
  const choice = choiceText(bounds);
  return {
    wireName,
    label: hyperparameterLabel(wireName),
    hint: purpose === undefined ? choice : t('{0}: {1}', purpose, choice),
    problemWith: (text) => problemWith(text, bounds),
  };
}

/** What is wrong with a text; without bounds, all but what no setting can be is left to the provider. */
function problemWith(text: string, bounds: Bounds | undefined): string | null {
  if (isUnset(text)) return null;
  const value = Number(text);
  if (bounds === undefined) return value < 0 ? t('A number that is not negative') : null;
  const { isWhole, isAbove, least, most = Number.MAX_VALUE } = bounds;
  const isWithin = value <= most && (isAbove === true ? value > least : value >= least);
  return isWithin && (isWhole !== true || Number.isInteger(value)) ? null : choiceText(bounds);
}

function choiceText(bounds: Bounds | undefined): string {
  return t('auto, or {0}', bounds === undefined ? t('what the provider takes') : rangeText(bounds));
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
