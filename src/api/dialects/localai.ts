import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { renamed, toHyperparameters } from '../wire/hyperparameters';
import { filledBeside } from '../wire/repeatedFields';
import { isObject, type JsonObject, named, pick, present, toNumber, toText } from '../wire/values';
import { olderChat } from './chat';
import { allCapabilities, type CreateJob, type Dialect } from './dialect';
import type { LiveEvent } from './live';
import { bearer, omitUndefined } from './openai';
import { noPaging } from './paging';
import { withoutKnownLimit } from './uploads';
import { type Making, maxOffered, type WeightsCheckpoint, type WeightsChoice } from './weights';

const jobs = 'api/fine-tuning/jobs';
const noLog = t('LocalAI keeps no log: it streams progress while the job runs.');
/** In LocalAI's words. */
const hyperparameterNames = [
  'num_epochs',
  'batch_size',
  'learning_rate',
  'max_steps',
  'warmup_steps',
  'save_steps',
  'weight_decay',
  'gradient_accumulation_steps',
  'adapter_rank',
  'adapter_alpha',
  'adapter_dropout',
  'optimizer',
];
/** Fields of its request that have a name of the house; what else there is, a job that is created like it repeats. */
const knownFields = new Set([
  ...['model', 'dataset_source', 'training_method', 'seed'],
  ...hyperparameterNames,
]);
/** Fields of its request that a job also has by themselves. */
const fieldsBeside = ['backend', 'training_type', 'extra_options'];
/** LocalAI's words for methods, where they differ from OpenAI's. */
const methodNames: Readonly<Record<string, string>> = { supervised: 'sft', reinforcement: 'grpo' };

/** What an error says where LocalAI says nothing. */
const noReason = t('LocalAI does not say why');

/** Source: LocalAI's `core/schema/finetune.go`, `backend/backend.proto` and its routes of fine-tuning. */
export const localai: Dialect = {
  id: 'localai',
  keyVariable: 'LOCALAI_API_KEY',
  capabilities: {
    ...allCapabilities,
    pause: t('LocalAI cannot pause a job.'),
    resume: t('LocalAI cannot resume a job.'),
    start: t('LocalAI starts every job by itself.'),
    events: noLog,
    metrics: noLog,
    resultFiles: t('LocalAI writes no result files.'),
    files: t('LocalAI has no list of data sets: they are files on its own disk.'),
    fileContent: t('LocalAI does not hand out data sets: they are files on its own disk.'),
    deleteFile: t('LocalAI keeps data sets as files on its own disk: delete them there.'),
    largeUpload: t('LocalAI takes a file in one piece.'),
    deleteModel: t('LocalAI deletes models on its own page only.'),
    validationFile: t('LocalAI takes no validation file.'),
    suffix: t('LocalAI names a model when it is exported.'),
    metadata: t('LocalAI keeps no metadata of a job.'),
    metadataFilter: t('LocalAI keeps no metadata of a job.'),
    integrations: t('LocalAI has no integrations of this kind.'),
    price: t('Self-hosted training has no price.'),
    priceEstimate: t('Self-hosted training has no price.'),
  },
  maxSuffixLength: 0,
  methods: ['supervised', 'dpo'],
  namesEveryMethod: true,
  hyperparameters: {
    offered: hyperparameterNames.map((name) => (name === 'num_epochs' ? 'n_epochs' : name)),
    takesOthers: false,
  },
  repeatedWith: { model: ['resume_from_checkpoint'] },
  routes: {
    jobs: [jobs],
    createJob: () => jobs,
    job: (id) => `${jobs}/${segment(id)}`,
    cancelJob: (id) => `${jobs}/${segment(id)}/stop`,
    jobCheckpoints: (id) => `${jobs}/${segment(id)}/checkpoints`,
    upload: 'api/fine-tuning/datasets',
    models: 'v1/models',
  },
  paging: noPaging,
  chat: { ...olderChat, path: () => 'v1/chat/completions' },
  weights: {
    choices,
    packed: { path: (id) => `${jobs}/${segment(id)}/download`, ending: () => '.tar.gz' },
    making: { path: (id) => `${jobs}/${segment(id)}/export`, toMaking },
  },
  // `StreamProgress` of core/services/finetune/service.go alone takes over what the backend reports.
  live: { path: (id) => `${jobs}/${segment(id)}/progress`, movesJob: true, toReport },
  // Its chat API is below /v1, so that is what people have at hand.
  baseUrl: ({ baseUrl }) => baseUrl.replace(/\/v1\/*$/, ''),
  headers: bearer,
  createBody,
  // Whoever runs the server sets it: `LOCALAI_UPLOAD_LIMIT` (`core/cli/run.go`), 15 MB where they do not.
  uploads: withoutKnownLimit,
  uploadFields: () => ({}),
  afterCancel: t('Training stops and cannot be resumed.'),
  hasOwnNames: true,
  toJob,
  toCheckpoint,
  toFile: (raw) => (isObject(raw) ? { id: raw['path'], filename: fileNameOf(raw['path']) } : raw),
};

function createBody(params: CreateJob): JsonObject {
  const { type, hyperparameters } = params.method;
  return omitUndefined({
    model: params.model,
    dataset_source: params.trainingFile,
    training_method: methodNames[type] ?? type,
    seed: params.seed,
    ...renamed(hyperparameters, { n_epochs: 'num_epochs' }),
  });
}

function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const config = isObject(raw['config']) ? raw['config'] : {};
  const method = toText(raw['training_method']);
  const openaiName = Object.keys(methodNames).find((name) => methodNames[name] === method) ?? method;
  return {
    ...raw,
    object: 'fine-tune-job',
    fine_tuned_model: pick(raw, 'export_model_name'),
    training_file: config['dataset_source'],
    seed: config['seed'],
    hyperparameters: renamed(toHyperparameters(present(named(config, hyperparameterNames))) ?? {}, {
      num_epochs: 'n_epochs',
    }),
    method: openaiName === null ? null : { type: openaiName, hyperparameters: {} },
    error: raw['status'] === 'failed' ? { message: raw['message'] } : null,
    // Its request, to the letter; a job of an older version has the parts of it that are beside.
    repeated_fields: filledBeside(knownFields, { ...named(raw, fieldsBeside), ...config }),
  };
}

function toCheckpoint(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { path, step } = raw;
  return {
    ...raw,
    id: pick(raw, 'id', 'path', 'checkpoint_path') ?? `step ${toText(step) ?? ''}`,
    step_number: pick(raw, 'step', 'current_step'),
    metrics: raw['metrics'] ?? { train_loss: lossOf(raw['loss']) },
    fine_tuned_model_checkpoint: path,
  };
}

/** Go writes what was never measured as zero. */
function lossOf(loss: unknown): unknown {
  return toNumber(loss) === 0 ? null : loss;
}

const makesModel = t('LocalAI first makes a model of it on its own disk, which can be called then.');

/**
 * What LocalAI's own page offers: an adapter, or what is merged with the base model. A job that did not succeed has its
 * checkpoints. What was made last is at hand; two things cannot be made at once. Sources: LocalAI's `ExportRequest`,
 * `ExportModel` of its service of fine-tuning, and what its backend `trl` makes of it.
 */
function choices(
  job: JsonObject,
  checkpoints: readonly WeightsCheckpoint[],
  stamp: string,
): readonly WeightsChoice[] {
  const made = toText(job['export_model_name']);
  const base = `${modelPart(job['model'])}-ft-${(toText(job['id']) ?? '').slice(0, 8)}`;
  if (job['export_status'] === 'exporting')
    return [{ label: t('What LocalAI is making now'), name: made ?? base, make: null }];
  const form = (label: string, name: string, body: JsonObject): WeightsChoice => {
    const full = `${base}-${name}-${stamp}`;
    return {
      label,
      detail: makesModel,
      name: full,
      made: full,
      make: { name: full, model: job['model'], ...body },
    };
  };
  const last = { checkpoint_path: job['output_dir'] };
  const adapter = job['training_type'] === 'full' ? t('All weights') : t('Adapter (LoRA)');
  const merged = [
    form(t('Merged with the base model, 16 bit'), 'merged', { ...last, export_format: 'merged_16bit' }),
    form(t('GGUF for llama.cpp, q4_k_m'), 'gguf', {
      ...last,
      export_format: 'gguf',
      quantization_method: 'q4_k_m',
    }),
  ];
  return [
    ...(made === null || job['export_status'] !== 'completed'
      ? []
      : [{ label: made, detail: t('Made before: it is there.'), name: made, made }]),
    ...(job['status'] === 'completed' ? [form(adapter, 'lora', { ...last, export_format: 'lora' })] : []),
    ...(job['status'] === 'completed' && job['training_type'] !== 'full' ? merged : []),
    ...checkpoints.slice(0, maxOffered).map(({ id, step }) =>
      form(t('Checkpoint of step {0}', step ?? '?'), `step${String(step)}`, {
        checkpoint_path: id,
        export_format: 'lora',
      }),
    ),
  ];
}

/** As LocalAI itself brings a model's name into that of a folder. */
function modelPart(model: unknown): string {
  const plain = (toText(model) ?? '').slice(0, 80).replace(/[^a-zA-Z0-9]+/g, '-');
  return plain.replace(/^-|-$/g, '').toLowerCase() || 'model';
}

function toMaking(job: JsonObject): Making {
  const message = toText(job['export_message']);
  const hasFailed = job['export_status'] === 'failed';
  return {
    isDone: job['export_status'] === 'completed',
    made: toText(job['export_model_name']),
    message,
    error: hasFailed ? (message ?? noReason) : null,
  };
}

/** Of the whole run, which would be taken for the loss of the last step, and how long what took. */
const notMeasured = /^train_loss$|_(runtime|per_second)$|^total_flos$/;
const ended = new Set(['completed', 'failed', 'stopped']);

/**
 * LocalAI sends every field of `FineTuneProgressEvent`, those that an event is not about as zero: one about a saved
 * checkpoint has its step alone, one about an evaluation no training loss, none has a time left but that of a step. A
 * step of the training has a learning rate or a gradient, so its loss may be 0. What keeps it from streaming it sends
 * as `{"status":"error","message":"…"}`, which is no status of a job. Source: LocalAI's `FineTuneProgressEndpoint` and
 * what its backend `trl` reports.
 */
function toReport({ data }: LiveEvent): unknown {
  if (!isObject(data)) return null;
  const { status, message } = data;
  if (status === 'error') return { error: toText(message) ?? noReason };
  const total = set(data['total_steps']);
  const percent = toNumber(data['progress_percent']);
  return {
    status,
    message,
    data: toMeasured(data),
    progress: total === undefined || percent === null ? null : percent / 100,
    seconds_left: set(data['eta_seconds']),
    is_last: ended.has(toText(status) ?? ''),
  };
}

function toMeasured(data: JsonObject): JsonObject | null {
  const step = set(data['current_step']);
  if (step === undefined) return null;
  const extra = isObject(data['extra_metrics']) ? Object.entries(data['extra_metrics']) : [];
  const { loss, learning_rate: rate, grad_norm: gradient } = data;
  const isTraining = [loss, rate, gradient].some((each) => set(each) !== undefined);
  return omitUndefined({
    ...Object.fromEntries(extra.filter(([name]) => !notMeasured.test(name))),
    step,
    total_steps: set(data['total_steps']),
    epoch: set(data['current_epoch']),
    ...(isTraining ? { loss, learning_rate: rate } : {}),
    grad_norm: set(gradient),
    eval_loss: set(data['eval_loss']),
  });
}

/** Undefined for what Go writes as zero where it was never set. */
function set(value: unknown): number | undefined {
  const number = toNumber(value) ?? 0;
  return number === 0 ? undefined : number;
}

function fileNameOf(path: unknown): string | null {
  return toText(path)?.split(/[\\/]/).at(-1) ?? null;
}
