import { t } from '@vscode/l10n';
import { type Query, segment } from '../http/addresses';
import { filled, namesWithin } from '../wire/repeatedFields';
import {
  isObject,
  type JsonObject,
  named,
  pick,
  present,
  toEpochSeconds,
  toNumber,
  toText,
} from '../wire/values';
import { deployFirst, olderChat } from './chat';
import { allCapabilities, type CreateJob, type Dialect } from './dialect';
import { bearer, isHost, omitUndefined, openaiFileRoutes, openaiModelRoutes } from './openai';
import { noPaging } from './paging';
import { fileTypeOf, togetherUploads } from './togetherUploads';
import { trainingTypeSetting } from './trainingTypeSetting';
import { wandbIn } from './wandb';
import { maxOffered, type WeightsCheckpoint, type WeightsChoice } from './weights';

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
/** Further ones of a new job, those of its `training_type` and those of its `training_method`. */
const otherNames = ['lr_scheduler', 'multimodal_params', 'from_hf_model', 'hf_model_revision'];
const otherLoraNames = ['lora_trainable_modules'];
const otherMethodNames = [
  ...[
    'train_on_inputs',
    'dpo_normalize_logratios_by_length',
    'dpo_reference_free',
    'rpo_alpha',
    'simpo_gamma',
  ],
];
/** Fields of a new job that change its price. */
const pricedNames = [
  ...['model', 'from_checkpoint', 'training_file', 'validation_file', 'n_epochs', 'n_evals'],
  ...['training_method', 'training_type'],
];
/** Of its `training_type`. */
const loraNames = ['lora_r', 'lora_alpha', 'lora_dropout'];

/**
 * Sources: `together-ai` 0.52 (its types of fine-tuning and files), Together's API reference, and what its Python
 * client `together` 3.1.1 makes of progress, metrics and kinds of events.
 */
export const together: Dialect = {
  id: 'together',
  keyVariable: 'TOGETHER_API_KEY',
  capabilities: {
    ...allCapabilities,
    pause: t('Together cannot pause a job.'),
    resume: t('Together cannot resume a job.'),
    start: t('Together starts every job by itself.'),
    resultFiles: t('Together keeps metrics with the job instead of result files.'),
    deleteModel: t('Together deletes models in its dashboard only.'),
    metadata: t('Together keeps no metadata of a job.'),
    metadataFilter: t('Together keeps no metadata of a job.'),
  },
  maxSuffixLength: 64,
  methods: ['supervised', 'dpo'],
  namesEveryMethod: true,
  repeatedWith: {
    model: ['from_hf_model', 'hf_model_revision'],
    method: ['training_method'],
    training_type: ['training_type'],
  },
  hyperparameters: {
    offered: [...hyperparameterNames, ...loraNames, 'beta'],
    takesOthers: false,
    evaluations: 'n_evals',
    // What its Python client refuses.
    bounds: {
      batch_size: { isWhole: true, least: 1, words: ['max'] },
      warmup_ratio: { least: 0, most: 1 },
      max_grad_norm: { least: 0 },
      weight_decay: { least: 0 },
      lora_dropout: { least: 0, most: 1 },
    },
  },
  settings: [
    trainingTypeSetting('training_type', { lora: 'Lora', full: 'Full' }),
    {
      name: 'from_checkpoint',
      label: t('From checkpoint'),
      hint: t(
        'A job’s id or the name of its model, and the step after a colon: ft-…:100. Empty: from the base model',
      ),
      isCheckpoint: true,
    },
  ],
  needsWandbKey: true,
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
  weights: {
    choices,
    packed: {
      path: () => 'finetune/download',
      ending: (type) => (/x-tar/i.test(type) ? '.tar.gz' : '.tar.zst'),
    },
  },
  // As Together's own command line names it.
  jobPage: (id, baseUrl) =>
    isHost(baseUrl, 'api.together.ai') ? `https://api.together.ai/fine-tuning/${segment(id)}` : null,
  headers: bearer,
  createBody,
  estimateBody: (job) =>
    Object.fromEntries(pricedNames.filter((name) => name in job).map((name) => [name, job[name]])),
  uploadFields: (filename, purpose) => ({
    purpose,
    file_name: filename,
    file_type: fileTypeOf(filename),
  }),
  uploads: togetherUploads,
  hasOwnNames: true,
  toJob,
  toEvent,
  toCheckpoint,
  toFile,
};

function createBody(params: CreateJob): JsonObject {
  const { type, hyperparameters } = params.method;
  const checkpoint = params.settings?.['from_checkpoint'];
  const isLora = (name: string) => loraNames.includes(name);
  return omitUndefined({
    // The one or the other, as its Python client has it.
    ...(checkpoint === undefined ? { model: params.model } : { from_checkpoint: checkpoint }),
    training_file: params.trainingFile,
    validation_file: params.validationFile,
    suffix: params.suffix,
    random_seed: params.seed,
    ...Object.fromEntries(Object.entries(hyperparameters).filter(([name]) => !isLora(name))),
    beta: undefined,
    training_type: trainingType(params),
    training_method:
      type === 'dpo'
        ? omitUndefined({ method: 'dpo', dpo_beta: hyperparameters['beta'] })
        : { method: 'sft', train_on_inputs: 'auto' },
    ...wandbFields(params.integrations),
  });
}

/** Left out, it is LoRA with numbers of Together's choice, or that of the checkpoint. What goes with LoRA means it. */
function trainingType({ method, settings }: CreateJob): JsonObject | undefined {
  if (settings?.['training_type'] === 'Full') return { type: 'Full' };
  const { lora_r: rank, lora_alpha: alpha, lora_dropout: dropout } = method.hyperparameters;
  if (rank === undefined && alpha === undefined && dropout === undefined) return undefined;
  // Both are required: twice the rank is what its Python client takes.
  return omitUndefined({
    type: 'Lora',
    lora_r: rank,
    lora_alpha: alpha ?? (typeof rank === 'number' ? 2 * rank : undefined),
    lora_dropout: dropout,
  });
}

function wandbFields(integrations: CreateJob['integrations']): JsonObject {
  const wandb = wandbIn(integrations);
  if (wandb === null) return {};
  const { project, name, entity, api_key: key } = wandb;
  return { wandb_project_name: project, wandb_name: name, wandb_entity: entity, wandb_api_key: key };
}

function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const price = toNumber(raw['total_price']);
  const training = isObject(raw['training_type']) ? raw['training_type'] : {};
  return {
    ...raw,
    object: 'fine-tune',
    // Named from the start, and there in the end.
    fine_tuned_model: raw['status'] === 'completed' ? pick(raw, 'model_output_name', 'output_name') : null,
    finished_at: endOf(raw),
    estimated_finish: estimatedFinish(raw),
    trained_tokens: raw['token_count'],
    seed: raw['random_seed'],
    hyperparameters: present({ ...named(raw, hyperparameterNames), ...named(training, loraNames) }),
    method: toMethod(raw['training_method']),
    job_settings: present({
      from_checkpoint: raw['from_checkpoint'],
      training_type: toText(training['type']),
    }),
    repeated_fields: filled({
      ...named(raw, otherNames),
      ...namesWithin('training_type', named(training, otherLoraNames)),
      ...(isObject(raw['training_method'])
        ? namesWithin('training_method', named(raw['training_method'], otherMethodNames))
        : {}),
    }),
    integrations: toIntegrations(raw),
    progress: null,
    queue_position: queuePosition(raw),
    total_price: price === null ? null : price / priceUnit,
    events: Array.isArray(raw['events']) ? raw['events'].map(toEvent) : [],
  };
}

/** Jobs before it; of one that is not queued that says nothing. */
function queuePosition({ status, queue_depth: depth }: JsonObject): unknown {
  return ['pending', 'queued'].includes(toText(status) ?? '') ? depth : null;
}

/**
 * A LoRA job has its adapter, and what is merged with the base model; any other job its model. A checkpoint is named by
 * its step. Source: Together's Python client `together` 3.1.1, `fine_tuning.content` and `tg fine-tuning download`,
 * which also says how the file is called.
 */
function choices(job: JsonObject, checkpoints: readonly WeightsCheckpoint[]): readonly WeightsChoice[] {
  const { id, status, training_type: training } = job;
  const isLora = isObject(training) && training['type'] === 'Lora';
  const name = toText(pick(job, 'model_output_name', 'output_name')) ?? toText(id) ?? '';
  const whole = isLora ? 'merged' : 'model_output_path';
  const form = (label: string, checkpoint: string, more: Query = {}): WeightsChoice => ({
    label,
    name: [name, checkpoint === 'adapter' ? 'adapter' : null, more['checkpoint_step']]
      .filter((part) => part !== null && part !== undefined)
      .join('-'),
    query: { ft_id: toText(id), checkpoint, ...more },
  });
  const adapter = form(t('Adapter (LoRA)'), 'adapter');
  const merged = form(isLora ? t('Merged with the base model') : t('All weights'), whole);
  return [
    ...(status !== 'completed' ? [] : isLora ? [adapter, merged] : [merged]),
    ...checkpoints
      .filter(({ step }) => step !== null && step > 0)
      .slice(0, maxOffered)
      .map(({ step }) => form(t('Checkpoint of step {0}', step ?? '?'), whole, { checkpoint_step: step })),
  ];
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
  const { method, dpo_beta: beta, ...others } = value;
  const settings = Object.entries(others).filter(([name]) => !otherMethodNames.includes(name));
  const hyperparameters = omitUndefined({ ...Object.fromEntries(settings), beta });
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

/** Called as its command line has it: an intermediate one by the job and its step, the last by the job alone. */
function toCheckpoint(raw: unknown, jobId: string): unknown {
  if (!isObject(raw)) return raw;
  const { path, step, checkpoint_type: type } = raw;
  const isIntermediate = toText(type)?.toLowerCase().includes('intermediate') === true;
  return {
    ...raw,
    id: toText(path) ?? `${toText(type) ?? 'checkpoint'}:${toText(step) ?? ''}`,
    fine_tuned_model_checkpoint: raw['object_name'],
    start_from: isIntermediate ? `${jobId}:${toText(step) ?? ''}` : jobId,
    fine_tuning_job_id: jobId,
    step_number: step,
  };
}

/** What its check of a file found; `Processed` is what it said before there was one. */
function toFile(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { processing_status: status, Processed: isProcessed } = raw;
  const report = isObject(raw['validation_report']) ? raw['validation_report'] : {};
  return {
    ...raw,
    status: toText(status)?.toLowerCase() ?? (isProcessed === true ? 'processed' : undefined),
    status_details: problemOf(report, status),
    example_count: report['nlines'],
    dataset_format: toText(report['dataset_format'])?.toLowerCase(),
  };
}

/** What kind of problem it is only where the status is not the same word. */
function problemOf({ error_type: kind, error }: JsonObject, status: unknown): string | null {
  const words = [kind === status ? null : toText(kind)?.toLowerCase(), toText(error)];
  return words.filter((each) => typeof each === 'string').join(': ') || null;
}
