export type MetricKind = 'loss' | 'accuracy' | 'reward' | 'other';
export type MetricSplit = 'train' | 'valid' | 'full_valid';

/** What a column of a result file, or a key of an event's data, measures. */
export interface Metric {
  /** The house's name, the same whatever the provider calls it: `train_loss`, `valid_mean_token_accuracy`, … */
  readonly name: string;
  readonly kind: MetricKind;
  readonly split: MetricSplit;
}

/** Columns that place a row instead of measuring something. */
const stepColumns = new Set(['step', 'steps', 'global_step', 'training_step', 'step_number', 'iteration']);
const placeColumns = new Set([
  ...['epoch', 'epochs', 'n_epochs', 'total_epochs', 'current_epoch', 'total_steps', 'max_steps'],
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

/** What `column` measures; null for what places a row (step, epoch, time) or has no name. */
export function metricOf(column: string): Metric | null {
  const name = normalised(column);
  if (name === '' || stepColumns.has(name) || placeColumns.has(name)) return null;
  const [pattern, split] = splitPrefixes.find(([prefix]) => prefix.test(name)) ?? [null, 'train' as const];
  const bare = pattern === null ? name : name.replace(pattern, '');
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

const splitTitles: Readonly<Record<MetricSplit, string>> = {
  train: 'Training',
  valid: 'Validation',
  full_valid: 'Full validation',
};

/** For people: `full_valid_mean_token_accuracy` is "Full validation accuracy". */
export function titleOf({ name, split }: Metric): string {
  const prefix = `${split}_`;
  if (!name.startsWith(prefix)) return sentence(name);
  const measure = name.slice(prefix.length).replace(/^mean_(token_accuracy|reward)$/, '$1');
  return `${splitTitles[split]} ${words(measure === 'token_accuracy' ? 'accuracy' : measure)}`;
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function sentence(name: string): string {
  return words(name.charAt(0).toUpperCase() + name.slice(1));
}
