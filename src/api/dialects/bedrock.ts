import { t } from '@vscode/l10n';
import { isObject, type JsonObject, present, toText } from '../wire/values';
import { type CreateJob, type Dialect } from './dialect';
import {
  bearerKey,
  omitUndefined,
  openai,
  openaiCreateBody,
  openaiFileRoutes,
  openaiRunRoutes,
} from './openai';
import { withoutKnownLimit } from './uploads';

const noMetadata = t('Amazon Bedrock does not say that a job keeps metadata.');
const noContent = t('Amazon Bedrock has no way to read a file back by this API.');

/**
 * Amazon Bedrock's OpenAI-compatible API, for reinforcement fine-tuning of open-weight models: scored by a function of
 * AWS Lambda, and called at once at the same address. Sources: Amazon Bedrock's user guide, “Fine-tune open-weight
 * models using OpenAI-compatible APIs”, “Create and manage fine-tuning jobs…” (a suffix is not supported; all else is
 * OpenAI's), “Prepare data for open-weight models” (files are uploaded, retrieved, listed and deleted).
 */
export const bedrock: Dialect = {
  ...openai,
  id: 'bedrock',
  keyVariable: 'AWS_BEARER_TOKEN_BEDROCK',
  addressParts: [
    {
      name: 'REGION',
      prompt: t('AWS region in which the model is trained'),
      example: 'us-west-2',
      pattern: /[a-z]{2}(?:-[a-z]+)+-\d+/,
    },
  ],
  wrongAddresses: [
    {
      pattern: /console\.aws\.amazon\.com/,
      advice: t('That is the console: the API is at https://bedrock-mantle.REGION.api.aws/v1.'),
    },
    {
      pattern: /\/\/bedrock(?:-runtime|-agent)?\.[\w-]+\.(?:amazonaws\.com|api\.aws)/,
      advice: t(
        'That is another API of Amazon Bedrock: the OpenAI-compatible one is at https://bedrock-mantle.REGION.api.aws/v1.',
      ),
    },
    {
      pattern: /\.api\.aws\/openai\/v1/,
      advice: t('That path has no fine-tuning jobs: leave out /openai.'),
    },
  ],
  advice: {
    address: t('Check the region in the address: not every region has this API.'),
    key: t(
      'A short-term key is valid for 12 hours at most, and in the region in which it was made; the role of a key needs AmazonBedrockMantleFullAccess.',
    ),
    endpoint: t('Check the region: open-weight models cannot be fine-tuned in every one.'),
  },
  capabilities: {
    ...openai.capabilities,
    weights: t('Amazon Bedrock does not hand out weights.'),
    pause: t('Amazon Bedrock cannot pause a job.'),
    resume: t('Amazon Bedrock cannot resume a job.'),
    start: t('Amazon Bedrock starts every job by itself.'),
    deleteJob: t('Amazon Bedrock keeps every job: this API has no way to delete one.'),
    metrics: t('Amazon Bedrock reports metrics in events and checkpoints.'),
    resultFiles: noContent,
    fileContent: noContent,
    largeUpload: t('Amazon Bedrock takes a file in one piece.'),
    deleteModel: t('Amazon Bedrock deletes models in its console.'),
    suffix: t('Amazon Bedrock names models itself.'),
    metadata: noMetadata,
    metadataFilter: noMetadata,
    integrations: t('Amazon Bedrock has no integrations of this kind.'),
    price: t('Amazon Bedrock does not report the price of a job.'),
    priceEstimate: t('Amazon Bedrock does not report the price before the run.'),
  },
  maxSuffixLength: 0,
  methods: ['reinforcement'],
  hasGraders: false, // a function of AWS Lambda scores the answers
  hyperparameters: { offered: ['n_epochs', 'batch_size', 'learning_rate_multiplier'], takesOthers: true },
  settings: [
    {
      name: 'lambda',
      label: t('Reward function'),
      hint: t(
        'ARN of the function of AWS Lambda that scores the answers: arn:aws:lambda:us-west-2:123456789012:function:NAME',
      ),
      isRequired: true,
      pattern: /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:.+/,
    },
  ],
  routes: {
    jobs: openai.routes.jobs,
    createJob: openai.routes.createJob,
    job: openai.routes.job,
    cancelJob: openaiRunRoutes.cancelJob,
    jobEvents: openaiRunRoutes.jobEvents,
    jobCheckpoints: openaiRunRoutes.jobCheckpoints,
    files: openaiFileRoutes.files,
    file: openaiFileRoutes.file,
    deleteFile: openaiFileRoutes.deleteFile,
    models: 'models',
  },
  jobPage: () => null,
  // The user guide gives none for files of this API.
  uploads: withoutKnownLimit,
  dataLimits: [
    {
      ...{ of: 'examples', file: 'training', least: 100, most: 20_000 },
      page: 'https://docs.aws.amazon.com/bedrock/latest/userguide/rft-prepare-data-open-weight.html',
      seen: '2026-11-27',
    },
  ],
  headers: (_, key) => bearerKey(key),
  filesQuery: (purpose) => ({ purpose }),
  createBody,
  toJob,
};

/** A grader of another kind, of a job that is cloned, stays as it is. */
function createBody(params: CreateJob): JsonObject {
  const lambda = params.settings?.['lambda'];
  const method =
    lambda === undefined
      ? params.method
      : { ...params.method, grader: { type: 'lambda', lambda: { function: lambda } } };
  return omitUndefined({
    ...openaiCreateBody({ ...params, method }),
    ...{ suffix: undefined, metadata: undefined, integrations: undefined },
  });
}

function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  return { ...raw, job_settings: present({ lambda: functionOf(raw['method']) }) };
}

function functionOf(method: unknown): string | null {
  const settings = isObject(method) ? method['reinforcement'] : null;
  const grader = isObject(settings) ? settings['grader'] : null;
  const lambda = isObject(grader) ? grader['lambda'] : null;
  return isObject(lambda) ? toText(lambda['function']) : null;
}
