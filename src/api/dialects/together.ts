import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { isObject, type JsonObject, pick, toEpochSeconds, toNumber, toText } from '../wire/values';
import { deployFirst, olderChat } from './chat';
import { allCapabilities, type CreateJob, type Dialect } from './dialect';
import { bearer, isHost, omitUndefined, openaiFileRoutes, openaiModelRoutes } from './openai';
import { noPaging } from './paging';

/** Together reports what a job cost in billionths of a dollar, and what it would cost in dollars. */
const priceUnit = 1e9;
const endedStatuses = new Set(['completed', 'error', 'user_error', 'cancelled']);
const endings = new Set(['job_complete', 'job_error', 'job_user_error', 'job_stopped']);
/** Fields of a job that are what others call hyperparameters. */
const hyperparameterNames = [
  'n_epochs',
  'batch_size',
  'learning_rate',
  'warmup_ratio',
  'weight_decay',
  'max_grad_norm',
  'n_checkpoints',
  'n_evals',
  'max_seq_length',
  'packing',
];

/**
 * Sources: `together-ai` 0.52 (its types of fine-tuning and files), Together's API reference, and what its Python
 * client `together` 3.1.1 makes of progress, metrics and kinds of events.
 */
export const together: Dialect = {
  id: 'together',
  title: 'Together AI',
  defaultBaseUrl: 'https://api.together.ai/v1',
  capabilities: {
    ...allCapabilities,
    pause: t('Together cannot pause a job.'),
    resume: t('Together cannot resume a job.'),
    start: t('Together starts every job by itself.'),
    resultFiles: t('Together keeps metrics with the job instead of result files.'),
    largeUpload: t('Together takes a file in one piece.'),
    deleteModel: t('Together deletes models in its dashboard only.'),
    metadata: t('Together keeps no metadata of a job.'),
    metadataFilter: t('Together keeps no metadata of a job.'),
  },
  maxSuffixLength: 64,
  methods: ['supervised', 'dpo'],
  hyperparameters: {
    offered: [...hyperparameterNames, 'beta'],
    takesOthers: false,
    evaluations: 'n_evals',
  },
  routes: {
    jobs: ['fine-tunes'],
    createJob: () => 'fine-tunes',
    job: (id) => `fine-tunes/${segment(id)}`,
    cancelJob: (id) => `fine-tunes/${segment(id)}/cancel`,
    jobEvents: (id) => `fine-tunes/${segment(id)}/events`,
    jobCheckpoints: (id) => `fine-tunes/${segment(id)}/checkpoints`,
    jobMetrics: (id) => `fine-tunes/${segment(id)}/metrics`,
    estimatePrice: 'fine-tunes/estimate-price',
    ...openaiFileRoutes,
    upload: 'files/upload',
    models: openaiModelRoutes.models,
  },
  paging: noPaging,
  chat: { ...olderChat, note: deployFirst },
  // As Together's own command line names it.
  jobPage: (id, baseUrl) =>
    isHost(baseUrl, 'api.together.ai') ? `https://api.together.ai/fine-tuning/${segment(id)}` : null,
  headers: bearer,
  createBody,
  estimateBody: (params) => {
    const { model, training_file, validation_file, n_epochs, n_evals, training_method } = createBody(params);
    return omitUndefined({ model, training_file, validation_file, n_epochs, n_evals, training_method });
  },
  uploadFields: (filename, purpose) => ({
    purpose,
    file_name: filename,
    file_type: /\.(csv|parquet)$/i.exec(filename)?.[1]?.toLowerCase() ?? 'jsonl',
  }),
  toJob,
  toEvent,
  toCheckpoint,
};

function createBody(params: CreateJob): JsonObject {
  const { type, hyperparameters } = params.method;
  return omitUndefined({
    model: params.model,
    training_file: params.trainingFile,
    validation_file: params.validationFile,
    suffix: params.suffix,
    random_seed: params.seed,
    ...hyperparameters,
    beta: undefined,
    training_method:
      type === 'dpo'
        ? omitUndefined({ method: 'dpo', dpo_beta: hyperparameters['beta'] })
        : { method: 'sft', train_on_inputs: 'auto' },
    ...wandbFields(params.integrations),
  });
}

function wandbFields(integrations: CreateJob['integrations']): JsonObject {
  const wandb = integrations?.find((each) => each['type'] === 'wandb')?.['wandb'];
  if (!isObject(wandb)) return {};
  return { wandb_project_name: wandb['project'], wandb_name: wandb['name'], wandb_entity: wandb['entity'] };
}

function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const price = toNumber(raw['total_price']);
  return {
    ...raw,
    object: 'fine-tune',
    fine_tuned_model: pick(raw, 'model_output_name', 'output_name'),
    finished_at: endOf(raw),
    estimated_finish: estimatedFinish(raw),
    trained_tokens: raw['token_count'],
    seed: raw['random_seed'],
    hyperparameters: Object.fromEntries(
      hyperparameterNames.filter((name) => raw[name] !== undefined).map((name) => [name, raw[name]]),
    ),
    method: toMethod(raw['training_method']),
    integrations: toIntegrations(raw),
    progress: null,
    total_price: price === null ? null : price / priceUnit,
    events: Array.isArray(raw['events']) ? raw['events'].map(toEvent) : [],
  };
}

/** The time of the event that ended the job: `updated_at` can be later. One that was restarted ended more than once. */
function endOf(raw: JsonObject): unknown {
  if (!endedStatuses.has(toText(raw['status']) ?? '')) return null;
  const events = Array.isArray(raw['events']) ? raw['events'].filter(isObject) : [];
  return events.findLast(({ type }) => endings.has(typeOf(type) ?? ''))?.['created_at'] ?? raw['updated_at'];
}

/** The API reference has kinds of events in small letters, the Python client in capitals. */
function typeOf(type: unknown): string | undefined {
  return toText(type)?.toLowerCase();
}

/** Unix seconds; `seconds_remaining` counts from the begin of what the job does now, `started_at`. */
function estimatedFinish({ progress, started_at: started, updated_at: updated }: JsonObject): number | null {
  if (!isObject(progress) || progress['estimate_available'] !== true) return null;
  const from = toEpochSeconds(started) ?? toEpochSeconds(updated);
  const seconds = toNumber(progress['seconds_remaining']);
  return from === null || seconds === null || seconds <= 0 ? null : from + seconds;
}

function toMethod(value: unknown): unknown {
  if (!isObject(value)) return null;
  const { method, dpo_beta: beta, ...settings } = value;
  const hyperparameters = omitUndefined({ ...settings, beta });
  return { type: method === 'sft' ? 'supervised' : method, hyperparameters };
}

function toIntegrations({ wandb_project_name: project, wandb_name: name }: JsonObject): unknown[] {
  return toText(project) === null ? [] : [{ type: 'wandb', wandb: { project, name } }];
}

/** Everything that is not reported otherwise is the event's data: steps, counts of tokens, paths. */
function toEvent(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { created_at, level, message, type, object, ...data } = raw;
  return { object, created_at, level, message, type: typeOf(type), data };
}

function toCheckpoint(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { path, step, checkpoint_type: type } = raw;
  return {
    ...raw,
    id: toText(path) ?? `${toText(type) ?? 'checkpoint'}:${toText(step) ?? ''}`,
    fine_tuned_model_checkpoint: raw['object_name'],
    step_number: step,
  };
}
