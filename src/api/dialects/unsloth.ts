import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { type Hyperparameters, renamed, toHyperparameters } from '../wire/hyperparameters';
import { filled } from '../wire/repeatedFields';
import { isList, isObject, type JsonObject, named, present, shareOf, toNumber, toText } from '../wire/values';
import { olderChat } from './chat';
import { allCapabilities, type Bounds, type CreateJob, type Dialect } from './dialect';
import type { LiveEvent } from './live';
import { bearerKey, omitUndefined } from './openai';
import { afterPaging, type Paging } from './paging';
import { trainingTypeSetting } from './trainingTypeSetting';
import { withoutKnownLimit } from './uploads';
import { wandbIn } from './wandb';

const runs = 'api/train/runs';
const onDisk = t('Unsloth Studio keeps data sets as files on its own disk, and does not hand them out.');
const noMetadata = t('Unsloth Studio keeps no metadata of a job.');
const noPrice = t('Self-hosted training has no price.');

const steps: Bounds = { isWhole: true, least: 0, most: 1_000_000 };
const wholeUpTo = (most: number): Bounds => ({ isWhole: true, least: 1, most });
/** What the server takes of each, by `_check_…` of `TrainingStartRequest`; what must be below 1 is at most 0.99 here. */
const bounds: Readonly<Record<string, Bounds>> = {
  n_epochs: wholeUpTo(1_000),
  batch_size: wholeUpTo(4_096),
  learning_rate: { least: 0, isAbove: true, most: 0.99 },
  max_steps: steps,
  warmup_steps: steps,
  warmup_ratio: { least: 0, most: 1 },
  save_steps: steps,
  evaluation_interval: { least: 0 },
  gradient_accumulation_steps: wholeUpTo(4_096),
  weight_decay: { least: 0, most: 10 },
  max_seq_length: wholeUpTo(2_000_000),
  lora_r: wholeUpTo(16_384),
  lora_alpha: wholeUpTo(32_768),
  lora_dropout: { least: 0, most: 0.99 },
};
const offered = Object.keys(bounds);
/** Names of the house, and what the server calls them. */
const wireNames = { n_epochs: 'num_epochs', evaluation_interval: 'eval_steps' };

/** In the server's words. */
// eslint-disable-next-line localization/localized-text -- words of the wire
const trainingTypes = { lora: 'LoRA/QLoRA', full: 'Full Finetuning', text: 'Continued Pretraining' };

/** Settings of a job that the server reports, by the names that it has for them. */
const settingNames = [
  ...['training_type', 'format_type', 'load_in_4bit', 'subset', 'train_split', 'resume_from_checkpoint'],
];

/** What else a run is requested with, by `TrainingStartRequest`, without tokens and where the server keeps copies. */
const otherNames = [
  ...['target_modules', 'gradient_checkpointing', 'optim', 'lr_scheduler_type', 'embedding_learning_rate'],
  ...['max_grad_norm', 'max_grad_value', 'max_grad_leaf_norm', 'early_stopping_patience', 'drafter'],
  ...['eval_split', 'dataset_slice_start', 'dataset_slice_end', 'custom_format_mapping', 'model_subfolder'],
  ...['decision_layout', 'vision_image_size', 'offload_layers', 'offload_vram_gb', 'prefetch_depth'],
  ...['offload_vram_gb_per_device', 'gpu_ids', 'tensorboard_dir', 'cast_norm_output_to_input_dtype'],
  ...['finetune_vision_layers', 'finetune_language_layers', 'finetune_attention_modules'],
  ...['finetune_mlp_modules', 'approved_remote_code_fingerprint'],
];
/** Of the same, those that are off unless a request says that they are on. */
const switchNames = [
  ...['train_on_completions', 'packing', 'use_rslora', 'use_loftq', 'use_dora', 'dataset_streaming'],
  ...['is_dataset_image', 'is_dataset_audio', 'is_embedding', 'is_decision', 'enable_tensorboard'],
  ...['trust_remote_code'],
];

/**
 * The list of runs says how many there are in all, that of checkpoints whether there are more, as OpenAI's does; every
 * other list comes at once.
 */
const paging: Paging = {
  query: ({ after, limit }) =>
    after === null || isOffset(after) ? { limit, offset: after ?? 0 } : { limit, after },
  next(list, items, params) {
    if (list.hasMore === true) return afterPaging.next(list, items, params);
    const end = (toNumber(params.after) ?? 0) + items.length;
    return list.total !== null && items.length > 0 && end < list.total ? String(end) : null;
  },
};

/** The id of a checkpoint begins with a word. */
function isOffset(cursor: string): boolean {
  return /^\d+$/.test(cursor);
}

/**
 * Unsloth Studio, on a machine of one's own: one run at a time, which goes on to be listed after it ended. Creating one
 * twice under one `start_request_id` creates it once; what keeps a run from starting comes with status 200. Source: the
 * package `unsloth` 2026.10.9 on PyPI, `studio/backend`: routes/training.py, training_history.py,
 * openai_fine_tuning.py, hub/routes/datasets.py, models/training.py, storage/studio_db.py.
 */
export const unsloth: Dialect = {
  id: 'unsloth',
  keyVariable: 'UNSLOTH_API_KEY',
  wrongAddresses: [
    {
      pattern: /^https?:\/\/(?:[\w-]+\.)?unsloth\.ai/,
      advice: t('That is a website: the API is at the address of your own Unsloth Studio.'),
    },
  ],
  advice: {
    address: t('Check that Unsloth Studio runs, and at which port: it is 8888 unless another was chosen.'),
    key: t('Make a key in Unsloth Studio, under Settings and API: it begins with sk-unsloth-.'),
    endpoint: t('Update Unsloth Studio: an older one has other addresses.'),
  },
  capabilities: {
    ...allCapabilities,
    pause: t('Unsloth Studio cannot pause a job: cancel it, and go on from its output later.'),
    resume: t(
      'Unsloth Studio goes on with a cancelled job in a new one, which names the output of the first.',
    ),
    start: t('Unsloth Studio starts every job by itself.'),
    events: t('Unsloth Studio keeps no log: it streams progress while the job runs.'),
    resultFiles: t('Unsloth Studio writes no result files.'),
    fileContent: onDisk,
    deleteFile: t('Unsloth Studio keeps data sets as files on its own disk: delete them there.'),
    largeUpload: t('Unsloth Studio takes a file in one piece.'),
    deleteModel: t('Unsloth Studio deletes models on its own page only.'),
    weights: t('Unsloth Studio exports weights to its own disk: use its page for that.'),
    metadata: noMetadata,
    metadataFilter: noMetadata,
    price: noPrice,
    priceEstimate: noPrice,
  },
  // Its `project_name`, of which it makes a folder's name by itself.
  maxSuffixLength: 80,
  suffixRule: { pattern: /[^\r\n]+/, text: t('A name of one line') },
  methods: ['supervised'],
  hyperparameters: { offered, takesOthers: false, bounds },
  // Whoever trusts the code of one model does not trust that of another one.
  repeatedWith: { model: ['model_subfolder', 'trust_remote_code', 'approved_remote_code_fingerprint'] },
  settings: [
    { ...trainingTypeSetting('training_type', trainingTypes), initial: trainingTypes.lora },
    {
      name: 'format_type',
      label: t('Format'),
      hint: t('How is the training data written?'),
      initial: 'auto',
      choices: [
        { value: 'auto', label: t('Automatic'), detail: t('Unsloth Studio looks at the data') },
        ...['chatml', 'sharegpt', 'alpaca', 'raw'].map((value) => ({ value, label: value, detail: '' })),
      ],
    },
    {
      name: 'load_in_4bit',
      label: t('Precision'),
      hint: t('In which form is the base model loaded?'),
      choices: [
        { value: 'true', label: t('4 bit'), detail: t('Needs least memory') },
        { value: 'false', label: t('16 bit'), detail: t('Needs more memory') },
      ],
    },
    {
      name: 'subset',
      label: t('Subset'),
      hint: t('Of a data set at Hugging Face that has several; empty: its only one'),
    },
    {
      name: 'train_split',
      label: t('Split'),
      hint: t('Of a data set at Hugging Face; empty: train'),
    },
    {
      name: 'resume_from_checkpoint',
      label: t('Go on from'),
      hint: t('The output_dir of a cancelled job, as its JSON has it; empty: from the base model'),
    },
  ],
  needsWandbKey: true,
  dataNames: { text: t('a path on the server, or owner/name at Hugging Face') },
  routes: {
    jobs: [runs],
    createJob: () => 'api/train/start',
    job: runOf,
    cancelJob: () => 'api/train/stop',
    // Its API of jobs in OpenAI's form has them by run; a run is called ftjob_… there.
    jobCheckpoints: (id) => `v1/fine_tuning/jobs/${segment(`ft${id}`)}/checkpoints`,
    jobMetrics: runOf,
    files: 'api/hub/datasets/local',
    upload: 'api/hub/datasets/upload',
    models: 'v1/models',
  },
  paging,
  chat: {
    ...olderChat,
    path: () => 'v1/chat/completions',
    note: t('A fine-tuned model answers once it is loaded in Unsloth Studio.'),
  },
  live: { path: () => 'api/train/progress', query: (id) => ({ expected_job_id: id }), toReport },
  // Its chat API is below /v1, so that is what people have at hand.
  baseUrl: ({ baseUrl }) => baseUrl.replace(/\/(?:v1|api)\/*$/, ''),
  headers: (_, key) => bearerKey(key),
  createBody,
  creationToken: 'start_request_id',
  refusal,
  // What is trained so far is kept, as Unsloth Studio's own page does.
  actionBody: (id) => ({ expected_job_id: id, save: true }),
  // A run stays `running` until its worker has saved what it has: `stop_training` of core/training/training.py.
  lateCancel: { reported: 'running', meant: 'stopping' },
  // Its owner sets it, from 1 MB to 8 GB: 500 MB where they do not (`studio/backend/utils/upload_limits.py`).
  uploads: withoutKnownLimit,
  uploadFields: () => ({}),
  afterCancel: t('Training stops. What is trained so far is kept: a new job can go on from it.'),
  hasOwnNames: true,
  toJob,
  toMetrics,
  toFile,
};

function runOf(id: string): string {
  return `${runs}/${segment(id)}`;
}

/** Ends that are those of a file of data, and not of the name of a data set. */
const dataFile = /\.(?:jsonl?|csv|tsv|parquet|txt)$/i;

/** `owner/name`, or `hf://datasets/name`; null: a path on the server's disk. */
function hubDataset(source: string): string | null {
  const named = /^hf:\/\/datasets\/(.+)$/.exec(source)?.[1];
  if (named !== undefined) return named;
  return /^\w[\w.-]*\/\w[\w.-]*$/.test(source) && !dataFile.test(source) ? source : null;
}

/** Share of the steps after which a validation file is evaluated, where nobody chose it: the server's own choice is never. */
const usualEvaluation = 0.1;

function createBody(params: CreateJob): JsonObject {
  const { trainingFile, validationFile, settings = {} } = params;
  const { load_in_4bit: isIn4Bit, ...typed } = settings;
  const hub = hubDataset(trainingFile);
  return omitUndefined({
    model_name: params.model,
    training_type: trainingTypes.lora,
    format_type: 'auto',
    ...typed,
    load_in_4bit: isIn4Bit === undefined ? undefined : isIn4Bit === 'true',
    ...(hub === null ? { local_datasets: [trainingFile] } : { hf_dataset: hub }),
    ...(validationFile === undefined
      ? {}
      : { local_eval_datasets: [validationFile], eval_steps: usualEvaluation }),
    project_name: params.suffix,
    random_seed: params.seed,
    ...renamed(params.method.hyperparameters, wireNames),
    ...wandbFields(params.integrations),
  });
}

function wandbFields(integrations: CreateJob['integrations']): JsonObject {
  const wandb = wandbIn(integrations);
  if (wandb === null) return {};
  return { enable_wandb: true, wandb_project: wandb['project'], wandb_token: wandb['api_key'] };
}

/** Such a response names a run all the same: the one that is in its way. */
function refusal(raw: unknown): string | null {
  if (!isObject(raw) || raw['status'] !== 'error') return null;
  return toText(raw['message']) ?? toText(raw['error']) ?? t('Unsloth Studio did not start the job');
}

/** A run of the list, or `{run, config, metrics}`. A new one is only named. */
function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  if (raw['job_id'] !== undefined) return { id: raw['job_id'] };
  const run = isObject(raw['run']) ? raw['run'] : raw;
  const config = isObject(raw['config']) ? raw['config'] : {};
  const metrics = isObject(raw['metrics']) ? raw['metrics'] : {};
  const { status, started_at: startedAt, output_dir: output } = run;
  return {
    id: run['id'],
    status,
    created_at: startedAt,
    started_at: startedAt,
    finished_at: run['ended_at'],
    model: run['model_name'],
    fine_tuned_model: status === 'completed' ? output : null,
    suffix: toText(run['display_name']) ?? run['project_name'],
    error: status === 'error' ? { message: run['error_message'] } : null,
    training_file: run['dataset_name'],
    training_files: config['local_datasets'],
    validation_files: config['local_eval_datasets'],
    hyperparameters: hyperparametersOf(config),
    method: { type: 'supervised' },
    seed: config['random_seed'],
    integrations: config['enable_wandb'] === true ? [wandbOf(config)] : [],
    trained_tokens: metrics['final_num_tokens'],
    job_settings: present(named(config, settingNames)),
    repeated_fields: filled({
      ...named(config, otherNames),
      ...Object.fromEntries(switchNames.filter((name) => config[name] === true).map((name) => [name, true])),
    }),
    progress: status === 'running' ? shareOf(run['final_step'] ?? 0, run['total_steps']) : null,
  };
}

function wandbOf({ wandb_project: project }: JsonObject): JsonObject {
  return { type: 'wandb', wandb: { project } };
}

/** Of the configuration, which is all that a run was started with. Of epochs and steps, the one that is 0 does not count. */
function hyperparametersOf(config: JsonObject): Hyperparameters {
  const { num_epochs: epochs, max_steps: most, eval_steps: interval } = config;
  const chosen = omitUndefined({
    ...present(named(config, offered)),
    n_epochs: epochs === 0 ? undefined : epochs,
    evaluation_interval: interval ?? undefined,
    max_steps: most === 0 ? undefined : (most ?? undefined),
  });
  return toHyperparameters(chosen) ?? {};
}

/** A list of values, and the one of their steps beside it. */
const histories = [
  ['loss', 'loss_history', 'loss_step_history'],
  ['learning_rate', 'lr_history', 'lr_step_history'],
  ['grad_norm', 'grad_norm_history', 'grad_norm_step_history'],
  ['eval_loss', 'eval_loss_history', 'eval_step_history'],
] as const;

/** Pairs of lists become one measurement a step. */
function toMetrics(raw: unknown): unknown {
  const metrics = isObject(raw) ? raw['metrics'] : null;
  if (!isObject(metrics)) return [];
  const byStep = new Map<number, Record<string, unknown>>();
  for (const [name, valuesName, stepsName] of histories) {
    const [values, at] = [metrics[valuesName], metrics[stepsName]];
    if (!isList(values) || !isList(at)) continue;
    for (let i = 0; i < values.length && i < at.length; i++) {
      const step = toNumber(at[i]);
      if (step === null) continue;
      const measured = byStep.get(step) ?? { step };
      measured[name] = values[i];
      byStep.set(step, measured);
    }
  }
  return [...byStep.values()].sort((a, b) => Number(a['step']) - Number(b['step']));
}

/**
 * Events `progress`, `heartbeat`, `complete` and `error`, all with the fields of `TrainingProgress`, null where unknown.
 * A stream begins with step 0, at which nothing was measured; `error` says that steps have stopped to come.
 */
function toReport({ type, data }: LiveEvent): unknown {
  if (!isObject(data)) return null;
  if (type === 'error') return { error: t('Unsloth Studio has reported no step for a long time') };
  if (type !== 'progress' && type !== 'complete') return null;
  const step = toNumber(data['step']) ?? 0;
  const total = toNumber(data['total_steps']) ?? 0;
  const { epoch, loss, learning_rate, grad_norm, eval_loss } = data;
  const measured = { step, total_steps: total, epoch, loss, learning_rate, grad_norm, eval_loss };
  const isLast = type === 'complete';
  if (step <= 0) return isLast ? { is_last: true } : null;
  return {
    data: Object.fromEntries(Object.entries(measured).filter(([, value]) => value !== null)),
    progress: shareOf(step, total),
    seconds_left: data['eta_seconds'],
    is_last: isLast,
  };
}

/** A data set of the list, or what was uploaded just now. A job names it by its path. */
function toFile(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { stored_path: stored, path, filename, label, rows, updated_at: updated } = raw;
  return { id: stored ?? path, filename: filename ?? label, created_at: updated, example_count: rows };
}
