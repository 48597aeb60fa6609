import { segment } from '../http/addresses';
import { type JsonObject, isObject, toText } from '../wire/values';
import { type CreateJob, type Dialect } from './dialect';
import { bearer, fileRoutes, modelRoutes, openai, omitUndefined } from './openai';
import { noPaging } from './paging';

/** OpenAI's first fine-tuning API, which some servers still speak. Source: its last API reference, `FineTune`. */
export const legacy: Dialect = {
  id: 'legacy',
  title: 'Legacy fine-tunes',
  defaultBaseUrl: null,
  capabilities: {
    ...openai.capabilities,
    pause: 'The legacy API cannot pause a job.',
    resume: 'The legacy API cannot resume a job.',
    start: 'The legacy API starts every job by itself.',
    deleteJob: 'The legacy API keeps every job.',
    stream: 'The events of the legacy API are requested again and again.',
    checkpoints: 'The legacy API has no checkpoints.',
    metrics: 'The legacy API reports metrics in result files.',
    downloadModel: 'The legacy API does not hand out the weights of its models.',
    largeUpload: 'The legacy API takes a file in one piece.',
    seed: 'The legacy API chooses the seed itself.',
    metadata: 'The legacy API keeps no metadata of a job.',
    metadataFilter: 'The legacy API keeps no metadata of a job.',
    integrations: 'The legacy API has no integrations.',
    price: 'The legacy API reports the price in the events of a job, if at all.',
    priceEstimate: 'The legacy API does not report the price before the run.',
  },
  maxSuffixLength: 40,
  methods: ['supervised'],
  hyperparameters: {
    offered: ['n_epochs', 'batch_size', 'learning_rate_multiplier', 'prompt_loss_weight'],
    takesOthers: true,
  },
  routes: {
    jobs: ['fine-tunes'],
    createJob: () => 'fine-tunes',
    job: (id) => `fine-tunes/${segment(id)}`,
    cancelJob: (id) => `fine-tunes/${segment(id)}/cancel`,
    jobEvents: (id) => `fine-tunes/${segment(id)}/events`,
    ...fileRoutes,
    ...modelRoutes,
  },
  paging: noPaging,
  headers: bearer,
  createBody,
  toJob,
};

function createBody(params: CreateJob): JsonObject {
  return omitUndefined({
    training_file: params.trainingFile,
    validation_file: params.validationFile,
    model: params.model,
    suffix: params.suffix,
    ...params.method.hyperparameters,
  });
}

/** A job that has ended was last updated at its end; it does not say so otherwise. */
function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const hasEnded = /^(succeeded|failed|cancelled)$/.test(toText(raw['status']) ?? '');
  return hasEnded ? { ...raw, finished_at: raw['updated_at'] ?? raw['updatedAt'] } : raw;
}
