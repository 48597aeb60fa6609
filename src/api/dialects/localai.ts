import { segment } from '../http/addresses';
import { type Hyperparameters, renamed, toHyperparameters } from '../wire/hyperparameters';
import { type JsonObject, isObject, pick, toNumber, toText } from '../wire/values';
import { type CreateJob, type Dialect, allCapabilities } from './dialect';
import { bearer, omitUndefined } from './openai';
import { noPaging } from './paging';

const jobs = 'api/fine-tuning/jobs';
const noLog = 'LocalAI keeps no log: it streams progress while the job runs.';
const saidElsewhere = new Set(['model', 'backend', 'dataset_source', 'training_method', 'seed']);
/** LocalAI's words for methods, where they differ from OpenAI's. */
const methodNames: Readonly<Record<string, string>> = { supervised: 'sft', reinforcement: 'grpo' };

/** Source: LocalAI's `core/schema/finetune.go` and its routes of fine-tuning. */
export const localai: Dialect = {
  id: 'localai',
  title: 'LocalAI',
  defaultBaseUrl: null,
  capabilities: {
    ...allCapabilities,
    pause: 'LocalAI cannot pause a job.',
    resume: 'LocalAI cannot resume a job.',
    start: 'LocalAI starts every job by itself.',
    events: noLog,
    metrics: noLog,
    resultFiles: 'LocalAI writes no result files.',
    files: 'LocalAI has no list of data sets: they are files on its own disk.',
    fileContent: 'LocalAI does not hand out data sets: they are files on its own disk.',
    largeUpload: 'LocalAI takes a file in one piece.',
    validationFile: 'LocalAI takes no validation file.',
    suffix: 'LocalAI names a model when it is exported.',
    metadata: 'LocalAI keeps no metadata of a job.',
    metadataFilter: 'LocalAI keeps no metadata of a job.',
    integrations: 'LocalAI has no integrations of this kind.',
    price: 'Self-hosted training has no price.',
    priceEstimate: 'Self-hosted training has no price.',
  },
  maxSuffixLength: 0,
  methods: ['supervised', 'dpo'],
  hyperparameters: {
    offered: [
      'n_epochs',
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
    ],
    takesOthers: false,
  },
  routes: {
    jobs: [jobs],
    createJob: () => jobs,
    job: (id) => `${jobs}/${segment(id)}`,
    cancelJob: (id) => `${jobs}/${segment(id)}/stop`,
    jobCheckpoints: (id) => `${jobs}/${segment(id)}/checkpoints`,
    jobStream: (id) => `${jobs}/${segment(id)}/progress`,
    jobDownload: (id) => ({ path: `${jobs}/${segment(id)}/download`, query: {} }),
    upload: 'api/fine-tuning/datasets',
    models: 'v1/models',
  },
  paging: noPaging,
  // Its chat API is below /v1, so that is what people have at hand.
  baseUrl: ({ baseUrl }) => baseUrl.replace(/\/v1\/*$/, ''),
  headers: bearer,
  createBody,
  uploadFields: () => ({}),
  toJob,
  toEvent,
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
    hyperparameters: renamed(trainingOnly(toHyperparameters(config) ?? {}), { num_epochs: 'n_epochs' }),
    method: openaiName === null ? null : { type: openaiName, hyperparameters: {} },
    error: raw['status'] === 'failed' ? { message: toText(raw['message']) ?? 'failed' } : null,
  };
}

/** The configuration without what is reported elsewhere. */
function trainingOnly(settings: Hyperparameters): Hyperparameters {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !saidElsewhere.has(name)));
}

/** One message of the stream is one measurement, in OpenAI's names. */
function toEvent(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { status, message, extra_metrics: extra, ...rest } = raw;
  const percent = toNumber(rest['progress_percent']);
  return {
    type: 'metrics',
    level: status === 'error' || status === 'failed' ? 'error' : 'info',
    message: toText(message) ?? toText(status) ?? '',
    data: omitUndefined({
      ...rest,
      ...(isObject(extra) ? extra : {}),
      status,
      step: rest['current_step'],
      total_steps: rest['total_steps'],
      train_loss: rest['loss'],
      valid_loss: rest['eval_loss'] === 0 ? undefined : rest['eval_loss'],
      progress: percent === null ? undefined : percent / 100,
    }),
  };
}

function toCheckpoint(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { path, step } = raw;
  return {
    ...raw,
    id: pick(raw, 'id', 'path', 'checkpoint_path') ?? `step ${toText(step) ?? ''}`,
    step_number: pick(raw, 'step', 'current_step'),
    metrics: raw['metrics'] ?? { train_loss: raw['loss'] },
    fine_tuned_model_checkpoint: path,
  };
}

function fileNameOf(path: unknown): string | null {
  return toText(path)?.split(/[\\/]/).at(-1) ?? null;
}
