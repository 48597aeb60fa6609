import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { filled } from '../wire/repeatedFields';
import { isObject, type JsonObject, present, toText } from '../wire/values';
import { bedrock } from './bedrock';
import { allCapabilities, type CreateJob, type Dialect } from './dialect';
import { bearerKey, omitUndefined } from './openai';
import type { Paging } from './paging';
import { noUploads } from './uploads';

const jobs = 'model-customization-jobs';
const inS3 = t('Amazon Bedrock reads and writes data in S3, which its key does not open.');
/** What neither API of Amazon Bedrock has. */
const { weights, pause, resume, start, deleteJob, integrations, price, priceEstimate } = bedrock.capabilities;
/** Of botocore's `S3Uri`. */
const s3Address = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/.*)?$/;
const noMetadata = t('Amazon Bedrock does not return the tags of a job.');

/** Hyperparameters to ask for, by the house's names: only that of epochs is more than another spelling. */
const hyperparameterNames: readonly (readonly [name: string, wireName: string])[] = [
  ['n_epochs', 'epochCount'],
  ['batch_size', 'batchSize'],
  ['learning_rate', 'learningRate'],
  ['learning_rate_warmup_steps', 'learningRateWarmupSteps'],
];
const methodOfType: Readonly<Record<string, string>> = {
  FINE_TUNING: 'supervised',
  REINFORCEMENT_FINE_TUNING: 'reinforcement',
};

const paging: Paging = {
  query: ({ after, limit }) => ({ maxResults: limit, nextToken: after }),
  next: ({ nextToken }) => nextToken,
};

/**
 * Amazon Bedrock's own customization jobs, for models of Amazon and others, on data in S3. A job is known by its ARN,
 * and creating it twice under one token creates it once. Source: botocore 1.44.8,
 * `bedrock/2023-04-20/service-2.json`, which takes a Bedrock API key (`httpBearerAuth`) for every operation.
 */
export const bedrockCustomization: Dialect = {
  id: 'bedrock-customization',
  keyVariable: bedrock.keyVariable,
  ...(bedrock.addressParts === undefined ? {} : { addressParts: bedrock.addressParts }),
  wrongAddresses: [
    {
      pattern: /console\.aws\.amazon\.com/,
      advice: t('That is the console: the API is at https://bedrock.REGION.amazonaws.com.'),
    },
    {
      pattern: /\/\/bedrock-(?:mantle|runtime|agent)/,
      advice: t(
        'That is another API of Amazon Bedrock: this one is at https://bedrock.REGION.amazonaws.com.',
      ),
    },
  ],
  advice: {
    address: t('Check the region in the address.'),
    key: t(
      'A short-term key is valid for 12 hours at most, and in the region in which it was made; the role of a key needs bedrock:CallWithBearerToken.',
    ),
  },
  capabilities: {
    ...allCapabilities,
    ...{ weights, pause, resume, start, deleteJob, integrations, price, priceEstimate },
    events: t('Amazon Bedrock keeps no event log of a customization job.'),
    checkpoints: t('Amazon Bedrock lists no checkpoints of a customization job.'),
    metrics: t('Amazon Bedrock writes the losses of a customization job into S3.'),
    resultFiles: inS3,
    files: inS3,
    fileContent: inS3,
    deleteFile: inS3,
    upload: t('Amazon Bedrock reads data from S3: upload it there, then use its address s3://… here.'),
    largeUpload: inS3,
    chat: t('Amazon Bedrock answers at another address, once the model is deployed there.'),
    seed: t('Amazon Bedrock chooses the seed itself.'),
    metadata: noMetadata,
    metadataFilter: noMetadata,
  },
  maxSuffixLength: 63,
  // What the patterns of both `JobName` and `CustomModelName` take; botocore again.
  suffixRule: {
    pattern: /[a-z\d](?:-?[a-z\d])*-?/i,
    text: t('Letters and digits, with single hyphens between them'),
  },
  isSuffixRequired: true,
  methods: ['supervised'],
  namesEveryMethod: true,
  hyperparameters: { offered: hyperparameterNames.map(([name]) => name), takesOthers: true },
  settings: [
    {
      name: 'roleArn',
      label: t('Role'),
      hint: t('ARN of the role that reads and writes the data: arn:aws:iam::123456789012:role/NAME'),
      isRequired: true,
      pattern: /^arn:[\w-]+:iam::\d{12}:role\/.+/,
    },
    {
      name: 'outputDataConfig',
      label: t('Output in S3'),
      hint: t('Where the losses of the run are written: s3://bucket/folder/'),
      isRequired: true,
      pattern: s3Address,
    },
  ],
  dataNames: { text: t('an address in S3, such as s3://bucket/train.jsonl'), pattern: s3Address },
  routes: {
    jobs: [jobs],
    createJob: () => jobs,
    job: (id) => `${jobs}/${segment(id)}`,
    cancelJob: (id) => `${jobs}/${segment(id)}/stop`,
    models: 'foundation-models',
    deleteModel: (id) => `custom-models/${segment(id)}`,
  },
  paging,
  // eslint-disable-next-line localization/localized-text -- a word of the wire
  jobsQuery: { sortBy: 'CreationTime', sortOrder: 'Descending' },
  narrowing: {
    // eslint-disable-next-line localization/localized-text -- words of the wire
    statuses: ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped'],
    query: ({ status, createdFrom, createdBefore }) => ({
      statusEquals: status,
      creationTimeAfter: createdFrom === undefined ? undefined : isoTime(createdFrom),
      creationTimeBefore: createdBefore === undefined ? undefined : isoTime(createdBefore),
    }),
  },
  creationToken: 'clientRequestToken',
  uploads: noUploads,
  dataLimits: [
    {
      ...{ of: 'examples', file: 'training', recommended: 100 },
      page: 'https://docs.aws.amazon.com/nova/latest/userguide/fine-tune-prepare-data-understanding.html',
      seen: '2026-11-27',
    },
  ],
  headers: (_, key) => bearerKey(key),
  createBody,
  hasOwnNames: true,
  toJob,
  toModel,
};

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** The suffix is the name of the job and of its model. Every hyperparameter is text. */
function createBody(params: CreateJob): JsonObject {
  const { suffix, validationFile, settings, method } = params;
  const parameters = Object.entries(method.hyperparameters);
  return omitUndefined({
    jobName: suffix,
    customModelName: suffix,
    customizationType: 'FINE_TUNING',
    baseModelIdentifier: params.model,
    roleArn: settings?.['roleArn'],
    trainingDataConfig: { s3Uri: params.trainingFile },
    validationDataConfig:
      validationFile === undefined ? undefined : { validators: [{ s3Uri: validationFile }] },
    outputDataConfig: { s3Uri: settings?.['outputDataConfig'] },
    hyperParameters: Object.fromEntries(
      parameters.map(([name, value]) => [wireNameOf(name), String(value)] as const),
    ),
  });
}

/** What others call `early_stopping_patience` is spelled `earlyStoppingPatience` here. */
function wireNameOf(name: string): string {
  const known = hyperparameterNames.find(([each]) => each === name)?.[1];
  return known ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const type = toText(raw['customizationType']);
  return {
    id: raw['jobArn'],
    object: type,
    status: raw['status'],
    created_at: raw['creationTime'],
    updated_at: raw['lastModifiedTime'],
    finished_at: raw['endTime'],
    model: toText(raw['baseModelArn'])?.replace(/^.*\//, ''),
    fine_tuned_model: raw['outputModelArn'] ?? raw['customModelArn'],
    suffix: raw['jobName'],
    error: raw['failureMessage'],
    training_file: s3UriOf(raw['trainingDataConfig']),
    validation_files: validatorsOf(raw['validationDataConfig']),
    hyperparameters: hyperparametersOf(raw['hyperParameters']),
    method: type === null ? null : { type: methodOfType[type] ?? type },
    job_settings: present({
      roleArn: raw['roleArn'],
      outputDataConfig: s3UriOf(raw['outputDataConfig']),
    }),
    repeated_fields: filled({
      vpcConfig: raw['vpcConfig'],
      customModelKmsKeyId: raw['outputModelKmsKeyArn'],
    }),
  };
}

function s3UriOf(config: unknown): string | null {
  return isObject(config) ? toText(config['s3Uri']) : null;
}

function validatorsOf(config: unknown): unknown[] {
  const validators = isObject(config) ? config['validators'] : null;
  return Array.isArray(validators) ? validators.map(s3UriOf) : [];
}

function hyperparametersOf(parameters: unknown): JsonObject {
  if (!isObject(parameters)) return {};
  const names = new Map(hyperparameterNames.map(([name, wireName]) => [wireName, name]));
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [names.get(name) ?? name, value]),
  );
}

function toModel(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { modelId, providerName, modelLifecycle: life, customizationsSupported: supported } = raw;
  return {
    id: modelId,
    owned_by: providerName,
    shutdown_date: isObject(life) ? life['endOfLifeTime'] : null,
    capabilities: { fine_tune: Array.isArray(supported) && supported.includes('FINE_TUNING') },
  };
}
