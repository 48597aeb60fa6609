import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { toHyperparameters } from '../wire/hyperparameters';
import { isObject, type JsonObject, toNumber, toText } from '../wire/values';
import { deployFirst, olderChat } from './chat';
import { allCapabilities, type CreateJob, type Dialect, type MethodType } from './dialect';
import { bearer, omitUndefined } from './openai';
import { tokenPaging } from './paging';

/** Where the jobs of each method live, relative to the account that the base URL names. */
const collections: Readonly<Record<MethodType, string>> = {
  supervised: 'supervisedFineTuningJobs',
  dpo: 'dpoJobs',
  reinforcement: 'reinforcementFineTuningJobs',
};
const methodOfCollection = new Map(
  Object.entries(collections).map(([method, collection]) => [collection, method]),
);
const hyperparameterNames = [
  'epochs',
  'learningRate',
  'batchSize',
  'batchSizeSamples',
  'loraRank',
  'maxContextLength',
  'gradientAccumulationSteps',
  'learningRateWarmupSteps',
  'earlyStop',
];

/**
 * Fireworks: resources by name, camelCase, three lists of jobs. An id of the house is the resource's name without
 * its account, such as `dpoJobs/abc`; a model is called by its whole name. Source: Fireworks' API reference, Gateway
 * REST API.
 */
export const fireworks: Dialect = {
  id: 'fireworks',
  title: 'Fireworks AI',
  defaultBaseUrl: null,
  capabilities: {
    ...allCapabilities,
    cancel: t('Fireworks cancels such jobs in its dashboard and by its own tool only.'),
    pause: t('Fireworks cannot pause a job.'),
    start: t('Fireworks starts every job by itself.'),
    events: t('Fireworks keeps no event log: its logs are behind signed links in the job’s JSON.'),
    checkpoints: t('Fireworks does not list checkpoints by this API.'),
    metrics: t('Fireworks keeps metrics behind a signed link in the job’s JSON.'),
    resultFiles: t(
      'Fireworks writes no result files: its metrics are behind a signed link in the job’s JSON.',
    ),
    fileContent: t('Fireworks hands out data sets by its own tool and dashboard only.'),
    upload: t(
      'Fireworks takes data sets by its own tool and dashboard: name the data set there, then use it here.',
    ),
    largeUpload: t('Fireworks takes data sets by its own tool and dashboard.'),
    seed: t('Fireworks chooses the seed itself.'),
    metadata: t('Fireworks keeps no metadata of a job.'),
    metadataFilter: t('Fireworks keeps no metadata of a job.'),
    price: t('Fireworks does not report the price of a job.'),
    priceEstimate: t('Fireworks does not report the price before the run.'),
  },
  maxSuffixLength: 63,
  methods: ['supervised', 'dpo'],
  hyperparameters: {
    offered: ['n_epochs', 'batch_size', 'learning_rate', 'lora_rank'],
    takesOthers: false,
  },
  routes: {
    jobs: Object.values(collections),
    createJob: ({ method }) => collections[method.type],
    job: resource,
    resumeJob: (id) => `${resource(id)}:resume`,
    files: 'datasets',
    file: resource,
    deleteFile: resource,
    models: 'models',
    deleteModel: (id) => resource(withoutAccount(id) ?? id),
  },
  paging: tokenPaging,
  modelsPaging: tokenPaging,
  // Beside the accounts, of which the model's name has its own.
  chat: { ...olderChat, path: () => '/inference/v1/chat/completions', note: deployFirst },
  headers: bearer,
  createBody,
  actionBody: {},
  toJob,
  toFile,
  toModel,
};

/** `dpoJobs/abc`, segment by segment. */
function resource(id: string): string {
  return id.split('/').map(segment).join('/');
}

/** `accounts/acme/dpoJobs/abc` without its account; a name of another account stays whole. */
function withoutAccount(name: unknown): string | null {
  return toText(name)?.replace(/^accounts\/[^/]+\//, '') ?? null;
}

function createBody(params: CreateJob): JsonObject {
  const { type, hyperparameters } = params.method;
  const training = omitUndefined({
    baseModel: params.model,
    outputModel: params.suffix,
    epochs: hyperparameters['n_epochs'],
    learningRate: hyperparameters['learning_rate'],
    batchSize: hyperparameters['batch_size'],
    loraRank: hyperparameters['lora_rank'],
  });
  return omitUndefined({
    dataset: params.trainingFile,
    evaluationDataset: params.validationFile,
    displayName: params.suffix,
    wandbConfig: wandbConfig(params.integrations),
    ...(type === 'supervised' ? training : { trainingConfig: training }),
  });
}

function wandbConfig(integrations: CreateJob['integrations']): JsonObject | undefined {
  const wandb = integrations?.find((each) => each['type'] === 'wandb')?.['wandb'];
  if (!isObject(wandb)) return undefined;
  return omitUndefined({ enabled: true, project: wandb['project'], entity: wandb['entity'] });
}

/** Supervised jobs have their settings at the top, the others under `trainingConfig`. */
function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const id = withoutAccount(raw['name']);
  const settings = isObject(raw['trainingConfig']) ? raw['trainingConfig'] : raw;
  const progress = isObject(raw['jobProgress']) ? raw['jobProgress'] : {};
  const percent = toNumber(progress['percent']);
  const method = methodOfCollection.get(id?.split('/')[0] ?? '') ?? 'supervised';
  return {
    id,
    object: id?.split('/')[0],
    status: raw['state'],
    created_at: raw['createTime'],
    updated_at: raw['updateTime'],
    finished_at: raw['completedTime'],
    model: settings['baseModel'] ?? settings['warmStartFrom'],
    fine_tuned_model: settings['outputModel'],
    suffix: raw['displayName'],
    training_file: withoutAccount(raw['dataset']),
    validation_file: withoutAccount(raw['evaluationDataset']),
    error: errorOf(raw['status']),
    hyperparameters: hyperparametersOf(settings),
    method: { type: method, hyperparameters: {} },
    integrations: integrationsOf(raw['wandbConfig']),
    trained_tokens: progress['inputTokens'],
    progress: percent === null ? null : percent / 100,
  };
}

/** Every job has a status of the gRPC kind: `OK`, or what went wrong. */
function errorOf(status: unknown): unknown {
  return isObject(status) && (status['code'] ?? 'OK') !== 'OK' ? status : null;
}

function hyperparametersOf(settings: JsonObject): JsonObject {
  const named = hyperparameterNames
    .filter((name) => settings[name] !== undefined)
    .map((name) => [name === 'epochs' ? 'n_epochs' : name, settings[name]]);
  return toHyperparameters(Object.fromEntries(named)) ?? {};
}

function integrationsOf(config: unknown): unknown[] {
  return isObject(config) && config['enabled'] === true ? [{ type: 'wandb', wandb: config }] : [];
}

/** A data set is what others call a file. */
function toFile(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const id = withoutAccount(raw['name']);
  return {
    id,
    created_at: raw['createTime'],
    filename: toText(raw['displayName']) ?? id?.replace(/^datasets\//, ''),
    purpose: 'fine-tune',
    status: raw['state'],
    status_details: isObject(raw['status']) ? raw['status']['message'] : null,
  };
}

function toModel(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const details = raw['peftDetails'];
  return {
    id: raw['name'],
    created: raw['createTime'],
    owned_by: toText(raw['name'])?.split('/')[1],
    model: isObject(details) ? details['baseModel'] : null,
    job: withoutAccount(raw['fineTuningJob']),
  };
}
