import { t } from '@vscode/l10n';
export type MetricKind = 'loss' | 'accuracy' | 'reward' | 'other';
export type MetricSplit = 'train' | 'valid' | 'full_valid';

/** What a column of a result file, or a key of an event's data, measures. */
export interface Metric {
  /** The house's name, the same whatever the provider calls it: `train_loss`, `valid_mean_token_accuracy`, … */
  readonly name: string;
  readonly kind: MetricKind;
  readonly split: MetricSplit;
}

/** Columns that place a row instead of measuring something; `train/global_step` is Together's. */
const stepColumns = new Set([
  ...['step', 'steps', 'global_step', 'training_step', 'step_number', 'iteration'],
  ...['train_step', 'train_global_step'],
]);
const epochColumns = new Set(['epoch', 'train_epoch']);
const placeColumns = new Set([
  ...['epochs', 'n_epochs', 'total_epochs', 'current_epoch', 'total_steps', 'max_steps'],
  ...['created_at', 'timestamp', 'time', 'date', 'eta_seconds', 'progress', 'progress_percent'],
]);

const splitPrefixes: readonly (readonly [RegExp, MetricSplit])[] = [
  [/^full_(?:validation|valid|val|eval)_/, 'full_valid'],
  [/^(?:validation|valid|val|evaluation|eval)_/, 'valid'],
  [/^(?:training|train)_/, 'train'],
];

/**
 * Names of one and the same measure. Sources: OpenAI's result files now (`train_accuracy`,
 * `train_mean_token_accuracy`, `train_mean_reward`) and before 2023 (`training_token_accuracy`), Azure's
 * (`validation_mean_token_accuracy`), Hugging Face's trainer (`loss`, `eval_loss`, `eval_mean_token_accuracy`).
 */
const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    accuracy: 'mean_token_accuracy',
    acc: 'mean_token_accuracy',
    token_accuracy: 'mean_token_accuracy',
    reward: 'mean_reward',
    reward_mean: 'mean_reward',
    rewards: 'mean_reward',
    lr: 'learning_rate',
  }),
);

/** Characters of a name that are read: a longer one is no name. */
const maxNameLength = 200;

export function normalised(column: string): string {
  return column
    .slice(0, maxNameLength)
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

export function isStepColumn(column: string): boolean {
  return stepColumns.has(normalised(column));
}

/** The epoch, whole or in parts, that a row is at. */
export function isEpochColumn(column: string): boolean {
  return epochColumns.has(normalised(column));
}

/** Also of a split: `eval/global_step`, which says where the last validation was. */
function isPlace(name: string, bare: string): boolean {
  return (
    [name, bare].some((each) => stepColumns.has(each) || epochColumns.has(each)) || placeColumns.has(name)
  );
}

/** What `column` measures; null for what places a row (step, epoch, time) or has no name. */
export function metricOf(column: string): Metric | null {
  const name = normalised(column);
  const [pattern, split] = splitPrefixes.find(([prefix]) => prefix.test(name)) ?? [null, 'train' as const];
  const bare = pattern === null ? name : name.replace(pattern, '');
  if (name === '' || isPlace(name, bare)) return null;
  const measure = aliases.get(bare) ?? bare;
  const kind = kindOf(measure);
  const isUnsplit = pattern === null && kind === 'other';
  return { name: isUnsplit ? measure : `${split}_${measure}`, kind, split };
}

function kindOf(measure: string): MetricKind {
  if (/(^|_)loss(_|$)/.test(measure)) return 'loss';
  if (/(^|_)(accuracy|accuracies)(_|$)/.test(measure)) return 'accuracy';
  return /(^|_)rewards?(_|$)/.test(measure) ? 'reward' : 'other';
}

/** Measures that nearly every provider reports, which have names of their own for people. */
const usualMeasures = ['loss', 'mean_token_accuracy', 'mean_reward'] as const;
export type UsualMeasure = (typeof usualMeasures)[number];

/** What is measured, whatever the split; null for what is not usual. */
export function usualMeasureOf({ name, split }: Metric): UsualMeasure | null {
  const measure = measureOf(name, split);
  return usualMeasures.find((each) => each === (aliases.get(measure) ?? measure)) ?? null;
}

function measureOf(name: string, split: MetricSplit): string {
  return name.startsWith(`${split}_`) ? name.slice(split.length + 1) : name;
}

const titles: Readonly<Record<MetricSplit, Readonly<Record<UsualMeasure, string>>>> = {
  train: {
    loss: t('Training loss'),
    mean_token_accuracy: t('Training accuracy'),
    mean_reward: t('Training reward'),
  },
  valid: {
    loss: t('Validation loss'),
    mean_token_accuracy: t('Validation accuracy'),
    mean_reward: t('Validation reward'),
  },
  full_valid: {
    loss: t('Full validation loss'),
    mean_token_accuracy: t('Full validation accuracy'),
    mean_reward: t('Full validation reward'),
  },
};

/** For people: `full_valid_mean_token_accuracy` is "Full validation accuracy". */
export function titleOf(metric: Metric): string {
  const { name, split } = metric;
  if (!name.startsWith(`${split}_`)) return sentence(name);
  const usual = usualMeasureOf(metric);
  return usual === null ? otherTitle(split, words(measureOf(name, split))) : titles[split][usual];
}

function otherTitle(split: MetricSplit, measure: string): string {
  switch (split) {
    case 'train':
      return t('Training {0}', measure);
    case 'valid':
      return t('Validation {0}', measure);
    case 'full_valid':
      return t('Full validation {0}', measure);
  }
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function sentence(name: string): string {
  return words(name.charAt(0).toUpperCase() + name.slice(1));
}
