import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { filled, filledBeside, namesWithin } from '../wire/repeatedFields';
import { isObject, type JsonObject, named, present, shareOf, toName, toText } from '../wire/values';
import { olderChat } from './chat';
import { allCapabilities, type CreateJob, type Dialect } from './dialect';
import {
  bearerKey,
  omitUndefined,
  openaiCreateBody,
  openaiFileRoutes,
  openaiJobRoutes,
  openaiModelRoutes,
  openaiRunRoutes,
} from './openai';
import { afterPaging } from './paging';
import type { ServedModel, ServingWire } from './serving';
import { trainingTypeSetting } from './trainingTypeSetting';
import { withoutKnownLimit } from './uploads';
import { maxOffered, type WeightsCheckpoint, type WeightsChoice } from './weights';

const hyperparameterNames = [
  ...['n_epochs', 'batch_size', 'learning_rate', 'warmup_ratio', 'weight_decay', 'max_grad_norm'],
  ...['context_length', 'packing', 'lora_r', 'lora_alpha', 'lora_dropout'],
];
/** Further fields of a new job. */
const otherNames = ['tags', 'from_checkpoint'];
const noMetadata = t('Nebius keeps no metadata of a job.');

/**
 * A checkpoint becomes a LoRA adapter of a model that answers. Sources: its OpenAPI document (20260506), "Create a
 * custom model" and "Get a custom model by full name", whose path has the vendor as a segment of its own; its cookbook
 * (dcce0cb), where `meta-llama/Llama-3.1-8B-Instruct` is trained and `meta-llama/Meta-Llama-3.1-8B-Instruct` answers,
 * `Qwen/Qwen3-4B` and `Qwen/Qwen3-4B-fast`. What a name may be is documented nowhere: it becomes the end of
 * `base-LoRa:name-WpCf`, and a segment of the path by which it is deleted.
 */
const serving: ServingWire = {
  path: '../v0/models',
  body: ({ jobId, checkpointId, base, name }) => ({
    name,
    base_model: base,
    source: `${jobId}:${checkpointId}`,
  }),
  model: (name) => `../v0/models/${name.split('/').map(segment).join('/')}`,
  toModel: toServedModel,
  name: {
    pattern: /\w[\w.-]{0,62}/,
    advice: t('Letters, digits, “-”, “_” and “.”, at most 63'),
  },
  isBase: (model, trained) => plainName(model) === plainName(trained),
};

/**
 * Nebius Token Factory: OpenAI's paths, with hyperparameters of its own and neither metadata nor actions but to cancel.
 * Sources: its OpenAPI document, as its reference has it (20260506) and as its own Python client `tokenfactory-rl` was
 * generated from it (4 July 2026: `FineTuningRequest`, `FineTuningJob`, `SupervisedHParameters`, checkpoints); what its
 * cookbook (dcce0cb) sends and shows.
 */
export const nebius: Dialect = {
  id: 'nebius',
  keyVariable: 'NEBIUS_API_KEY',
  connectionFields: [
    {
      prompt: t('Id of the project, if the key sees several'),
      placeholder: t('Leave empty for the project of the key'),
      isAsked: () => true,
      read: (project) => (/^[\w-]+$/.test(project) ? { project } : null),
      problemWith: () => t('Letters, digits, - and _ alone, as the page of the project has it'),
    },
  ],
  wrongAddresses: [
    {
      pattern: /^https:\/\/(?:studio|tokenfactory)\.nebius\.com/,
      advice: t('That is the console: the API is at https://api.tokenfactory.nebius.com/v1.'),
    },
    { pattern: /\.nebius\.com\/v0/, advice: t('That path is for deploying models: jobs are at /v1.') },
  ],
  capabilities: {
    ...allCapabilities,
    deploy: true,
    pause: t('Nebius cannot pause a job.'),
    resume: t('Nebius cannot resume a job.'),
    start: t('Nebius starts every job by itself.'),
    deleteJob: t('Nebius keeps every job: its API has no way to delete one.'),
    metrics: t('Nebius reports metrics in the checkpoints of a job.'),
    resultFiles: t('Nebius writes no result files: its metrics are in the checkpoints.'),
    largeUpload: t('Nebius takes a file in one piece.'),
    metadata: noMetadata,
    metadataFilter: noMetadata,
    price: t('Nebius does not report the price of a job.'),
    priceEstimate: t('Nebius does not report the price before the run.'),
  },
  maxSuffixLength: 64,
  methods: ['supervised'],
  repeatedWith: { model: ['from_checkpoint'] },
  hyperparameters: {
    offered: hyperparameterNames,
    takesOthers: false,
    bounds: {
      n_epochs: { isWhole: true, least: 1, most: 20 },
      batch_size: { isWhole: true, least: 1, most: 64 },
      context_length: { isWhole: true, least: 8_192, most: 131_072 },
    },
  },
  settings: [trainingTypeSetting('lora', { lora: 'true', full: 'false' })],
  needsWandbKey: true,
  routes: {
    ...openaiJobRoutes,
    jobEvents: openaiRunRoutes.jobEvents,
    jobCheckpoints: openaiRunRoutes.jobCheckpoints,
    ...openaiFileRoutes,
    models: openaiModelRoutes.models,
    // A model is called `base-LoRa:name`, and deleted by its name alone.
    deleteModel: (id) => openaiModelRoutes.deleteModel(id.slice(id.lastIndexOf(':') + 1)),
  },
  // Neither its OpenAPI document nor its cookbook has one.
  uploads: withoutKnownLimit,
  paging: afterPaging,
  chat: {
    ...olderChat,
    note: t(
      'A fine-tuned model answers once one of its checkpoints is deployed: “Deploy Checkpoint…” of its job.',
    ),
  },
  serving,
  weights: { choices: (_, checkpoints) => weightsOf(checkpoints) },
  headers: (_, key) => bearerKey(key),
  query: ({ project }) => ({ ai_project_id: project }),
  filesQuery: (purpose) => ({ purpose }),
  createBody,
  toJob,
};

/** The hyperparameters are beside the method, as in every example of Nebius. What goes with LoRA means it. */
function createBody(params: CreateJob): JsonObject {
  const { hyperparameters } = params.method;
  const isLora = Object.keys(hyperparameters).some((name) => name.startsWith('lora_'));
  const chosen = params.settings?.['lora'] ?? (isLora ? 'true' : undefined);
  return omitUndefined({
    ...openaiCreateBody(params),
    metadata: undefined,
    method: undefined,
    hyperparameters: omitUndefined({
      ...hyperparameters,
      lora: chosen === undefined ? undefined : chosen === 'true',
    }),
  });
}

/** Its hyperparameters are those of a supervised job where no method is named. */
function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { lora, ...all } = isObject(raw['hyperparameters']) ? raw['hyperparameters'] : {};
  return {
    ...raw,
    trained_tokens: raw['trained_tokens'] === 0 ? null : raw['trained_tokens'], // until it has trained
    hyperparameters: present(named(all, hyperparameterNames)),
    method: raw['method'] ?? { type: 'supervised' },
    job_settings: present({ lora }),
    repeated_fields: {
      ...filled(named(raw, otherNames)),
      ...namesWithin('hyperparameters', filledBeside(new Set(hyperparameterNames), all)),
    },
    progress: shareOf(raw['trained_steps'] ?? 0, raw['total_steps']),
  };
}

/** Each checkpoint has its weights as files among all others, its `result_files`. */
function weightsOf(checkpoints: readonly WeightsCheckpoint[]): readonly WeightsChoice[] {
  return [...checkpoints]
    .sort((a, b) => (b.step ?? 0) - (a.step ?? 0))
    .flatMap(({ id, step, metrics, files }) => {
      const label = step === null ? id : t('Checkpoint of step {0}', step);
      const name = step === null ? id : `step-${String(step)}`;
      return files === undefined ? [] : [{ label, name, metrics, files }];
    })
    .slice(0, maxOffered);
}

/** A model without its vendor, and without what distinguishes where it is trained from where it answers. */
function plainName(model: string): string {
  return model
    .slice(model.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/^meta-/, '')
    .replace(/-(?:fast|bf16)$/, '');
}

/** A status that is not known is waited for. */
function toServedModel(raw: unknown): ServedModel | null {
  const name = isObject(raw) ? toName(raw['name']) : null;
  if (!isObject(raw) || name === null) return null;
  const { status, status_reason: reason } = raw;
  if (status === 'active') return { name, state: 'ready', reason: null };
  if (status === 'deleted') return { name, state: 'failed', reason: toText(reason) ?? t('it was deleted') };
  return { name, state: status === 'error' ? 'failed' : 'preparing', reason: toText(reason) };
}
