import { t } from '@vscode/l10n';
import type { MethodType } from '../../api/dialects/dialect';
import type { CreationOptions } from '../../jobs/source';

/** A setting of a job that people type: a number as a rule. Empty or `auto` is left to the provider. */
export interface FormField {
  /** In OpenAI's names; the provider's own where OpenAI has no such setting. */
  readonly wireName: string;
  readonly label: string;
  readonly hint: string;
  /** What is wrong with the text, or null. */
  readonly problemWith: (text: string) => string | null;
}

interface Bounds {
  readonly label: string;
  readonly hint: string;
  readonly isInteger: boolean;
  readonly least: number;
  readonly max: number;
}

const aboveZero = Number.MIN_VALUE;
const unbounded = Number.MAX_VALUE;

/** Source: OpenAI's specification, `CreateFineTuningJobRequest`. */
const openaiBounds: Readonly<Record<string, Bounds>> = {
  n_epochs: {
    label: t('Epochs'),
    hint: t('How often the whole training file is gone through: auto, or a whole number from 1 to 50'),
    isInteger: true,
    least: 1,
    max: 50,
  },
  batch_size: {
    label: t('Batch size'),
    hint: t('Examples in each step: auto, or a whole number from 1 to 256'),
    isInteger: true,
    least: 1,
    max: 256,
  },
  learning_rate_multiplier: {
    label: t('Learning rate multiplier'),
    hint: t('Scales the learning rate: auto, or a number above 0'),
    isInteger: false,
    least: aboveZero,
    max: unbounded,
  },
  beta: {
    label: t('Beta'),
    hint: t('How close it stays to the base model: auto, or a number above 0, up to 2'),
    isInteger: false,
    least: aboveZero,
    max: 2,
  },
};

/** What other providers have, without bounds that they do not promise. */
const otherHints: Readonly<Record<string, string>> = {
  n_epochs: t('How often the whole training file is gone through: auto, or a number'),
  batch_size: t('Examples in each step: auto, or what the provider takes'),
  learning_rate: t('Step size of the training, such as 0.00001: auto, or a number'),
  n_evals: t('How often the validation file is evaluated, such as 10: without a number it is not used'),
};

/** What its own name does not say. */
const otherWords: Readonly<Record<string, string>> = {
  n_evals: t('Evaluations'),
  lora_rank: t('LoRA rank'),
  batch_size_tokens: t('Batch size in tokens'),
};

const seed: Bounds = {
  label: t('Seed'),
  hint: t('Makes the run repeatable: empty, or a whole number from 0 to 2147483647'),
  isInteger: true,
  least: 0,
  max: 2_147_483_647,
};

/** The hyperparameters to ask for: those that this provider takes for this method. */
export function hyperparameterFields(
  { hyperparameters }: CreationOptions,
  method: MethodType,
): readonly FormField[] {
  const { offered, takesOthers } = hyperparameters;
  return offered
    .filter((name) => name !== 'beta' || method === 'dpo')
    .map((name) => {
      const bounds = openaiBounds[name];
      // Who takes whatever OpenAI takes keeps to its bounds; the others have bounds of their own.
      return bounds !== undefined && takesOthers
        ? bounded(name, bounds)
        : unboundedField(name, bounds?.label);
    });
}

export const seedField: FormField = bounded('seed', seed);

function bounded(wireName: string, { label, hint, isInteger, least, max }: Bounds): FormField {
  return {
    wireName,
    label,
    hint,
    problemWith(text) {
      if (isUnset(text)) return null;
      const value = Number(text);
      const isFit = Number.isFinite(value) && value >= least && value <= max;
      return isFit && (!isInteger || Number.isInteger(value)) ? null : hint;
    },
  };
}

function unboundedField(wireName: string, label: string | undefined): FormField {
  const words = (otherWords[wireName] ?? wireName).replaceAll('_', ' ');
  return {
    wireName,
    label: label ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`,
    hint: otherHints[wireName] ?? t('auto, or what the provider takes'),
    problemWith: (text) => (Number(text) < 0 ? t('A number that is not negative') : null),
  };
}

/** Whether the provider is to choose. */
export function isUnset(text: string): boolean {
  return text === '' || text.toLowerCase() === 'auto';
}
