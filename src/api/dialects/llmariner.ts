import { t } from '@vscode/l10n';
import { isObject, type JsonObject, toNumber } from '../wire/values';
import { olderChat } from './chat';
import { allCapabilities, type CreateJob, type Dialect } from './dialect';
import { bearer, openaiCreateBody, openaiFileRoutes, openaiJobRoutes, openaiModelRoutes } from './openai';
import { afterPaging } from './paging';

const noEvents = t('LLMariner keeps no event log: read the logs of the job’s pod with its own tool.');

/**
 * LLMariner, self-hosted on Kubernetes: OpenAI's paths by way of a gRPC gateway, so numbers come as strings and
 * what is not set as `"0"` and `""`. Source: LLMariner's job-manager and model-manager, and their API.
 */
export const llmariner: Dialect = {
  id: 'llmariner',
  title: 'LLMariner',
  defaultBaseUrl: null,
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
    largeUpload: t('LLMariner takes a file in one piece.'),
    seed: t('LLMariner chooses the seed itself.'),
    metadata: t('LLMariner keeps no metadata of a job.'),
    metadataFilter: t('LLMariner keeps no metadata of a job.'),
    integrations: t('LLMariner has no integrations of this kind.'),
    price: t('Self-hosted training has no price.'),
    priceEstimate: t('Self-hosted training has no price.'),
  },
  maxSuffixLength: 18,
  methods: ['supervised'],
  hyperparameters: { offered: ['n_epochs', 'batch_size', 'learning_rate_multiplier'], takesOthers: false },
  routes: { ...openaiJobRoutes, ...openaiFileRoutes, ...openaiModelRoutes },
  paging: afterPaging,
  chat: olderChat,
  headers: bearer,
  filesQuery: (purpose) => ({ purpose }),
  createBody,
  toJob,
};

/** Its `method` has the hyperparameters flat. */
function createBody(params: CreateJob): JsonObject {
  const { type, hyperparameters } = params.method;
  return { ...openaiCreateBody(params), method: { type, hyperparameters } };
}

/** No tokens were trained where their number was never set. */
function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  return { ...raw, trained_tokens: toNumber(raw['trained_tokens']) === 0 ? null : raw['trained_tokens'] };
}
