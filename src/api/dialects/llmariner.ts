import { type JsonObject, isObject, toNumber } from '../wire/values';
import { type CreateJob, type Dialect, allCapabilities } from './dialect';
import { bearer, fileRoutes, jobRoutes, modelRoutes, openaiCreateBody } from './openai';
import { afterPaging } from './paging';

const noEvents = 'LLMariner keeps no event log: read the logs of the job’s pod with its own tool.';

/**
 * LLMariner, self-hosted on Kubernetes: OpenAI's paths by way of a gRPC gateway, so numbers come as strings and
 * what is not set as `"0"` and `""`. Source: LLMariner's job-manager and its API.
 */
export const llmariner: Dialect = {
  id: 'llmariner',
  title: 'LLMariner',
  defaultBaseUrl: null,
  capabilities: {
    ...allCapabilities,
    pause: 'LLMariner cannot pause a job.',
    resume: 'LLMariner cannot resume a job.',
    start: 'LLMariner starts every job by itself.',
    deleteJob: 'LLMariner keeps every job: its API has no way to delete one.',
    events: noEvents,
    stream: noEvents,
    checkpoints: 'LLMariner does not list checkpoints.',
    metrics: 'LLMariner reports no metrics.',
    resultFiles: 'LLMariner writes no result files.',
    downloadModel: 'LLMariner keeps the weights in its own object store.',
    largeUpload: 'LLMariner takes a file in one piece.',
    seed: 'LLMariner chooses the seed itself.',
    metadata: 'LLMariner keeps no metadata of a job.',
    metadataFilter: 'LLMariner keeps no metadata of a job.',
    integrations: 'LLMariner has no integrations of this kind.',
    price: 'Self-hosted training has no price.',
    priceEstimate: 'Self-hosted training has no price.',
  },
  maxSuffixLength: 18,
  methods: ['supervised'],
  hyperparameters: { offered: ['n_epochs', 'batch_size', 'learning_rate_multiplier'], takesOthers: false },
  routes: { ...jobRoutes, ...fileRoutes, ...modelRoutes },
  paging: afterPaging,
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
