import { t } from '@vscode/l10n';
import { filled } from '../wire/repeatedFields';
import { isObject, type JsonObject, toNumber } from '../wire/values';
import { olderChat } from './chat';
import { allCapabilities, type CreateJob, type Dialect } from './dialect';
import { bearer, openaiCreateBody, openaiFileRoutes, openaiJobRoutes, openaiModelRoutes } from './openai';
import { afterPaging } from './paging';
import { withoutKnownLimit } from './uploads';

const noEvents = t('LLMariner keeps no event log: read the logs of the job’s pod with its own tool.');

/**
 * LLMariner, self-hosted on Kubernetes: OpenAI's paths by way of a gRPC gateway, so numbers come as strings and
 * what is not set as `"0"` and `""`. Source: LLMariner's job-manager (`fine_tuning_service.proto` and
 * its server, afcb477) and model-manager (`model_manager_service.proto`).
 */
export const llmariner: Dialect = {
  id: 'llmariner',
  keyVariable: 'LLMARINER_API_KEY',
  capabilities: {
    ...allCapabilities,
    pause: t('LLMariner cannot pause a job.'),
    resume: t('LLMariner cannot resume a job.'),
    start: t('LLMariner starts every job by itself.'),
    deleteJob: t('LLMariner keeps every job: its API has no way to delete one.'),
    events: noEvents,
    checkpoints: t('LLMariner does not list checkpoints.'),
    metrics: t('LLMariner reports no metrics.'),
    resultFiles: t('LLMariner writes no result files.'),
    fileContent: t('LLMariner does not hand out files: they are in its own storage.'),
    largeUpload: t('LLMariner takes a file in one piece.'),
    weights: t('LLMariner does not hand out weights: they are in its own storage.'),
    metadata: t('LLMariner keeps no metadata of a job.'),
    metadataFilter: t('LLMariner keeps no metadata of a job.'),
    price: t('Self-hosted training has no price.'),
    priceEstimate: t('Self-hosted training has no price.'),
  },
  maxSuffixLength: 18,
  isSuffixRequired: true,
  methods: ['supervised', 'dpo'],
  hyperparameters: {
    offered: ['n_epochs', 'batch_size', 'learning_rate_multiplier', 'beta'],
    takesOthers: false,
  },
  routes: {
    ...openaiJobRoutes,
    files: openaiFileRoutes.files,
    file: openaiFileRoutes.file,
    deleteFile: openaiFileRoutes.deleteFile,
    ...openaiModelRoutes,
  },
  paging: afterPaging,
  modelsPaging: afterPaging,
  chat: olderChat,
  headers: bearer,
  filesQuery: (purpose) => ({ purpose }),
  createBody,
  // Its file-manager (`server/internal/server/files.go`, 1d3ac4b) passes a file of any size on to its storage.
  uploads: withoutKnownLimit,
  afterCancel: t('Training stops and cannot be resumed.'),
  toJob,
  toModel: (raw) => (isObject(raw) ? { ...raw, model: raw['base_model_id'] } : raw),
};

/** Its `method` has the hyperparameters flat. */
function createBody(params: CreateJob): JsonObject {
  const { type, hyperparameters } = params.method;
  return { ...openaiCreateBody(params), method: { type, hyperparameters } };
}

/** Its gateway writes what was never set as zero. */
function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  return {
    ...raw,
    trained_tokens: unlessZero(raw['trained_tokens']),
    seed: unlessZero(raw['seed']),
    hyperparameters: withoutZeros(raw['hyperparameters']),
    method: isObject(raw['method'])
      ? { ...raw['method'], hyperparameters: withoutZeros(raw['method']['hyperparameters']) }
      : raw['method'],
    repeated_fields: filled({ resources: withoutZeros(raw['resources']) }),
  };
}

function unlessZero(value: unknown): unknown {
  return toNumber(value) === 0 ? null : value;
}

function withoutZeros(values: unknown): JsonObject {
  if (!isObject(values)) return {};
  return Object.fromEntries(Object.entries(values).filter(([, value]) => unlessZero(value) !== null));
}
