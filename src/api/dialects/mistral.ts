import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { renamed } from '../wire/hyperparameters';
import { filledBeside, namesWithin } from '../wire/repeatedFields';
import { isObject, type JsonObject, named, present, toEpochSeconds, toNumber, toText } from '../wire/values';
import { olderChat } from './chat';
import { allCapabilities, type CreateJob, type Dialect } from './dialect';
import { bearer, omitUndefined, openaiFileRoutes, openaiJobRoutes, openaiModelRoutes } from './openai';
import { numberedPaging } from './paging';
import { inOneForm } from './uploads';

/** In Mistral's words. */
const hyperparameterNames = [
  ...['epochs', 'training_steps', 'learning_rate', 'weight_decay', 'warmup_fraction', 'seq_len'],
];
const endedStatuses = new Set(['SUCCESS', 'FAILED', 'FAILED_VALIDATION', 'CANCELLED']);

/** Mistral has withdrawn its fine-tuning API from new SDKs. Source: `@mistralai/mistralai` 1.15, its schemas. */
export const mistral: Dialect = {
  id: 'mistral',
  keyVariable: 'MISTRAL_API_KEY',
  wrongAddresses: [
    {
      pattern: /^https:\/\/(?:console|admin|chat)\.mistral\.ai/,
      advice: t('That is a website: the API is at https://api.mistral.ai/v1.'),
    },
  ],
  capabilities: {
    ...allCapabilities,
    pause: t('Mistral cannot pause a job.'),
    resume: t('Mistral cannot resume a job.'),
    deleteJob: t('Mistral keeps every job: its API has no way to delete one.'),
    metrics: t('Mistral reports metrics in the checkpoints of a job.'),
    resultFiles: t('Mistral writes no result files: its metrics are in the checkpoints.'),
    largeUpload: t('Mistral takes a file in one piece.'),
    weights: t('Mistral does not hand out weights.'),
    seed: t('Mistral chooses the seed itself.'),
    metadata: t('Mistral keeps no metadata of yours.'),
    metadataFilter: t('Mistral keeps no metadata of yours.'),
    priceEstimate: t('Mistral reports the price with the job, not before.'),
  },
  maxSuffixLength: 18,
  methods: ['supervised'],
  namesEveryMethod: true,
  hyperparameters: {
    offered: hyperparameterNames.map((name) => (name === 'epochs' ? 'n_epochs' : name)),
    takesOthers: false,
    // Of its Python client 0.4.2; the newer ones leave them to the server.
    bounds: {
      n_epochs: { least: 0, isAbove: true }, // a number, not a whole one
      training_steps: { isWhole: true, least: 1, most: 10_000 },
      learning_rate: { least: 1e-8, most: 1 },
    },
  },
  settings: [
    {
      name: 'auto_start',
      label: t('Start'),
      hint: t('When does the job start?'),
      choices: [
        { value: 'true', label: t('by itself'), detail: t('As soon as its files are validated') },
        {
          value: 'false',
          label: t('by hand'),
          detail: t('After its files are validated, when the provider reports the price: with Start Job'),
          waitsForStart: true,
        },
      ],
      initial: 'true',
    },
  ],
  needsWandbKey: true,
  routes: {
    ...openaiJobRoutes,
    startJob: (id) => `fine_tuning/jobs/${segment(id)}/start`,
    ...openaiFileRoutes,
    ...openaiModelRoutes,
  },
  paging: numberedPaging,
  narrowing: {
    statuses: [
      ...['QUEUED', 'STARTED', 'VALIDATING', 'VALIDATED', 'RUNNING', 'SUCCESS'],
      ...['FAILED_VALIDATION', 'FAILED', 'CANCELLED', 'CANCELLATION_REQUESTED'],
    ],
    query: ({ status, createdFrom, createdBefore }) => ({
      status,
      created_after: createdFrom === undefined ? undefined : isoTime(createdFrom),
      created_before: createdBefore === undefined ? undefined : isoTime(createdBefore),
    }),
  },
  chat: olderChat,
  inline: { events: true, checkpoints: true },
  headers: bearer,
  filesQuery: (purpose) => ({ purpose }),
  createBody,
  // Source: the same SDK, `files.upload`; docs.mistral.ai, Known limitations.
  uploads: inOneForm,
  dataLimits: [
    {
      of: 'bytes',
      ...{ page: 'https://docs.mistral.ai/capabilities/finetuning', seen: '2026-11-27' },
    },
    {
      ...{ of: 'bytes', file: 'validation', most: 1024 * 1024 },
      ...{ page: 'https://docs.mistral.ai/capabilities/finetuning', seen: '2026-11-27' },
    },
  ],
  hasOwnNames: true,
  toJob,
  // Source: its SDK, `FileSchema`.
  toFile: (raw) => (isObject(raw) ? { ...raw, example_count: raw['num_lines'] } : raw),
};

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function createBody(params: CreateJob): JsonObject {
  return omitUndefined({
    model: params.model,
    training_files: [{ file_id: params.trainingFile, weight: 1 }],
    validation_files: params.validationFile === undefined ? undefined : [params.validationFile],
    suffix: params.suffix,
    hyperparameters: renamed(params.method.hyperparameters, { n_epochs: 'epochs' }),
    integrations: params.integrations?.map((each) => ({
      type: each['type'],
      ...(isObject(each['wandb']) ? each['wandb'] : {}),
    })),
    auto_start: params.settings?.['auto_start'] !== 'false',
  });
}

/** Its `metadata` is what others call progress and price; its errors are in the events alone. */
function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const facts = isObject(raw['metadata']) ? raw['metadata'] : {};
  const events = Array.isArray(raw['events']) ? raw['events'].filter(isObject) : [];
  const hyperparameters = isObject(raw['hyperparameters']) ? raw['hyperparameters'] : {};
  const { epochs, ...others } = present(named(hyperparameters, hyperparameterNames));
  return {
    ...raw,
    updated_at: raw['modified_at'],
    finished_at: endedStatuses.has(toText(raw['status']) ?? '') ? raw['modified_at'] : null,
    estimated_finish: estimatedFinish(facts),
    hyperparameters: epochs === undefined ? others : { ...others, n_epochs: epochs },
    method: {
      type: toText(raw['job_type']) === 'classifier' ? 'classifier' : 'supervised',
      hyperparameters: {},
    },
    error: errorOf(events),
    metadata: {},
    job_settings: present({ auto_start: raw['auto_start'] }),
    // Without its `repositories`: a new job needs a token for each, which no job has (`GithubRepositoryIn`).
    repeated_fields: namesWithin(
      'hyperparameters',
      filledBeside(new Set(hyperparameterNames), hyperparameters),
    ),
    trained_tokens: raw['trained_tokens'] ?? facts['train_tokens'],
    total_price: facts['cost'],
    price_currency: facts['cost_currency'],
    events: events.map(toEvent),
    checkpoints: Array.isArray(raw['checkpoints'])
      ? raw['checkpoints'].map((each) => toCheckpoint(each, raw['id']))
      : [],
  };
}

function estimatedFinish(facts: JsonObject): number | null {
  const start = toEpochSeconds(facts['estimated_start_time']);
  const seconds = toNumber(facts['expected_duration_seconds']);
  return start === null || seconds === null ? null : start + seconds;
}

function errorOf(events: readonly JsonObject[]): unknown {
  const data = events.map((event) => event['data']).filter(isObject);
  return data.map(({ error }) => error).find((error) => toText(error) !== null || isObject(error));
}

function toEvent(raw: JsonObject): unknown {
  const data = isObject(raw['data']) ? raw['data'] : {};
  const status = toText(data['status']);
  const error = toText(data['error']);
  const reported = [toText(raw['name']), status, error].filter((part) => part !== null).join(': ');
  const isFailure = error !== null || status?.startsWith('FAILED');
  return {
    created_at: raw['created_at'],
    level: isFailure ? 'error' : 'info',
    message: reported,
    type: raw['name'],
    data,
  };
}

function toCheckpoint(raw: unknown, jobId: unknown): unknown {
  if (!isObject(raw)) return raw;
  const id = `${toText(jobId) ?? ''}:${toText(raw['step_number']) ?? ''}`;
  return { ...raw, id, fine_tuning_job_id: jobId };
}
