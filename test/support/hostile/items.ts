import fc from 'fast-check';
import { type Fields, Raw, raw } from './raw';
import { hostileValues } from './spices';

/** What is done to an item of a list before it is sent. */
export type ItemPlan =
  /** Nothing. */
  | { readonly kind: 'good'; readonly status: string }
  /** A field that an item can do without is something else: the item must be shown all the same. */
  | { readonly kind: 'odd'; readonly status: string; readonly field: number; readonly value: Raw }
  /** A field that it cannot do without is something else: it is shown, or reported as unreadable. */
  | { readonly kind: 'bad'; readonly field: number; readonly value: Raw }
  /** No item at all: it is reported as unreadable. */
  | { readonly kind: 'none'; readonly value: Raw };

const statuses = fc.constantFrom(
  'running',
  'succeeded',
  'queued',
  'failed',
  'cancelled',
  'paused',
  'Mending',
);
const field = fc.nat(200);
const noItems = fc.constantFrom(
  ...['null', '1', '""', '[]', '{}', 'true', '{"id":"x"}', '[{"id":"y"}]'].map(raw),
  new Raw('20,000 levels instead of an item', () => '['.repeat(20_000) + ']'.repeat(20_000)),
);

export const itemPlan: fc.Arbitrary<ItemPlan> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('good' as const), status: statuses }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('odd' as const),
      status: statuses,
      field,
      value: hostileValues,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('bad' as const), field, value: hostileValues }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('none' as const), value: noItems }) },
);

/** Fields that some provider sends and that are read where they come. */
const otherFields = [
  ...[
    'metadata',
    'method',
    'error',
    'hyperparameters',
    'hyperparams',
    'integrations',
    'events',
    'checkpoints',
  ],
  ...['result_files', 'training_files', 'validation_files', 'finished_at', 'started_at', 'estimated_finish'],
  ...['progress', 'total_price', 'web_url', 'trained_tokens', 'suffix', 'updated_at'],
  ...['createdAt', 'Status', 'FineTunedModel', '__proto__', 'constructor', 'toString', 'data', 'metrics'],
  ...['trainingConfig', 'jobProgress', 'config', 'var_error', 'model', 'fine_tuned_model', 'object', 'seed'],
];

/** Fields within fields that are read. */
const innerFields = [
  ...[
    'hyperparameters.n_epochs',
    'hyperparameters.constructor',
    'hyperparams.nEpochs',
    'method.type',
    'method.dpo',
  ],
  ...['method.supervised.hyperparameters', 'method.reinforcement.grader', 'method.hyperparameters.beta'],
  ...[
    'error.message',
    'error.code',
    'metadata.note',
    'metadata.__proto__',
    'metadata.fine_tuning_jobs_nonce',
  ],
  ...['training_method.method', 'jobProgress.percent', 'trainingConfig.baseModel'],
  ...[
    'trainingConfig.epochs',
    'config.num_epochs',
    'config.constructor',
    'config.dataset_source',
    'status.code',
  ],
  ...[
    'data.step',
    'data.total_steps',
    'data.train_loss',
    'data.__proto__',
    'metrics.step',
    'metrics.train_loss',
  ],
  ...[
    'metadata.expected_duration_seconds',
    'metadata.estimated_start_time',
    'metadata.cost',
    'wandbConfig.enabled',
  ],
];

/** `fields` with one of them, or one more, as something else. */
export function withOdd(fields: Fields, required: readonly string[], at: number, value: Raw): Fields {
  const known = [...new Set([...Object.keys(fields), ...otherFields, ...innerFields])];
  const names = known.filter(
    (name) => !required.includes(name) && !required.includes(name.split('.')[0] ?? ''),
  );
  return withField(fields, (names[at % names.length] ?? 'metadata').split('.'), value);
}

export function withBad(fields: Fields, required: readonly string[], at: number, value: Raw): Fields {
  const names = Object.keys(fields).filter((name) => required.includes(name));
  const name = names[at % Math.max(1, names.length)];
  return name === undefined ? fields : withField(fields, [name], value);
}

/** Also where a name is `__proto__`, which an assignment would take for something else. */
function withField(fields: Fields, [name = '', ...rest]: readonly string[], value: Raw): Fields {
  const within = rest.length === 0 ? value : withField(inner(fields, name), rest, value);
  return Object.fromEntries([...Object.entries(fields).filter(([each]) => each !== name), [name, within]]);
}

function inner(fields: Fields, name: string): Fields {
  const known = Object.hasOwn(fields, name) ? fields[name] : {};
  return typeof known === 'object' && known !== null && !Array.isArray(known) ? (known as Fields) : {}; // an object
}
