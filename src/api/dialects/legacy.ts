import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { isObject, type JsonObject, toText } from '../wire/values';
import { type CreateJob, type Dialect } from './dialect';
import { bearer, omitUndefined, openai, openaiFileRoutes, openaiModelRoutes } from './openai';
import { noPaging } from './paging';
import { withoutKnownLimit } from './uploads';

/** OpenAI's first fine-tuning API, which some servers still speak. Source: its last API reference, `FineTune`. */
export const legacy: Dialect = {
  id: 'legacy',
  keyVariable: openai.keyVariable,
  capabilities: {
    ...openai.capabilities,
    pause: t('The legacy API cannot pause a job.'),
    resume: t('The legacy API cannot resume a job.'),
    start: t('The legacy API starts every job by itself.'),
    deleteJob: t('The legacy API keeps every job.'),
    checkpoints: t('The legacy API has no checkpoints.'),
    metrics: t('The legacy API reports metrics in result files.'),
    weights: t('The legacy API does not hand out weights.'),
    largeUpload: t('The legacy API takes a file in one piece.'),
    chat: t('The legacy API completes texts and has no chat.'),
    seed: t('The legacy API chooses the seed itself.'),
    metadata: t('The legacy API keeps no metadata of a job.'),
    metadataFilter: t('The legacy API keeps no metadata of a job.'),
    integrations: t('The legacy API has no integrations.'),
    price: t('The legacy API reports the price in the events of a job, if at all.'),
    priceEstimate: t('The legacy API does not report the price before the run.'),
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
    ...openaiFileRoutes,
    ...openaiModelRoutes,
  },
  paging: noPaging,
  callApi: 'completions',
  headers: bearer,
  createBody,
  // Whoever still serves it has a limit of their own.
  uploads: withoutKnownLimit,
  hasOwnNames: true,
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
