import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { toHyperparameters } from '../wire/hyperparameters';
import { filled, namesWithin } from '../wire/repeatedFields';
import { cut, isObject, type JsonObject, named, pick, toNumber, toText } from '../wire/values';
import { deployFirst, olderChat } from './chat';
import { allCapabilities, type CreateJob, type Dialect, type MethodType } from './dialect';
import { bearer, isHost, omitUndefined } from './openai';
import { tokenPaging } from './paging';
import type { BegunUpload, Uploads } from './uploads';
import { wandbIn } from './wandb';

/** Where the jobs of each method live, relative to the account that the base URL names. */
const collections: Readonly<Record<MethodType, string>> = {
  supervised: 'supervisedFineTuningJobs',
  dpo: 'dpoJobs',
  reinforcement: 'reinforcementFineTuningJobs',
};
const methodOfCollection = new Map(
  Object.entries(collections).map(([method, collection]) => [collection, method]),
);
const newestFirst = { orderBy: ['createTime', 'desc'].join(' ') };
/** Where Fireworks' dashboard has them, as its cookbook names it; of preference jobs it does not. */
const dashboards: Readonly<Record<string, string>> = {
  supervisedFineTuningJobs: 'supervised',
  reinforcementFineTuningJobs: 'reinforcement',
};
/** Of a job that has trained its model. */
const withModel = new Set(['JOB_STATE_COMPLETED', 'JOB_STATE_EARLY_STOPPED']);
/** Characters of a name that is shown, and of a file's name in the id of its data set. */
const maxDisplayName = 63;
const maxStem = 40;
/** From the base URL, `…/v1/accounts/acme`: what comes before may be a gateway's. */
const aboveAccounts = '../../';
const aboveVersion = '../../../';
/** Hyperparameters by the house's names: `batchSizeSamples` counts examples, `batchSize` tokens. */
const hyperparameterNames: readonly (readonly [name: string, wireName: string])[] = [
  ['n_epochs', 'epochs'],
  ['batch_size', 'batchSizeSamples'],
  ['learning_rate', 'learningRate'],
  ['lora_rank', 'loraRank'],
  ['batch_size_tokens', 'batchSize'],
  ['max_context_length', 'maxContextLength'],
  ['gradient_accumulation_steps', 'gradientAccumulationSteps'],
  ['learning_rate_warmup_steps', 'learningRateWarmupSteps'],
];

/** Further fields of a new job, and those of what it trains: they lie in `trainingConfig` of a preference job. */
const otherNames = [
  ...['rendererHuggingFaceRepoId', 'reservationTarget', 'useReservation', 'awsS3Config'],
  ...['azureBlobStorageConfig', 'earlyStop', 'evalAutoCarveout', 'isTurbo', 'nodes', 'usePurpose'],
  ...['mtpEnabled', 'mtpFreezeBaseModel', 'mtpNumDraftTokens'],
];
const otherTrainingNames = [
  ...['jinjaTemplate', 'optimizerWeightDecay', 'region', 'samplerCheckpointSaveIntervalSteps'],
];
const otherLossNames = ['method', 'klBeta'];

/**
 * A data set is created, then filled. Sources: Fireworks' guide “Fine-tuning via API” (docs.fireworks.ai), and the
 * classes `Dataset` of its Python client `fireworks-ai` 0.19.20 and `datasets` of 1.2.30; sizes are int64, so strings.
 */
const uploads: Uploads = {
  maxBytes: 8 * 1024 * 1024 * 1024,
  staged: {
    formBytes: 150_000_000,
    isForAll: true,
    begin: ({ filename, token }) => {
      const dataset = { displayName: cut(filename, maxDisplayName), userUploaded: {} };
      return { path: 'datasets', json: { datasetId: datasetIdOf(filename, token), dataset } };
    },
    // What is filled, and deleted if that fails, is named by us, not by the server.
    begun: (_, { filename, size, token, isLarge }) => {
      const path = resource(`datasets/${datasetIdOf(filename, token)}`);
      return {
        abandon: { method: 'DELETE', path },
        pending: { path, status: 'UPLOADING' },
        ...(isLarge ? signedWay(path, filename, size) : formWay(path)),
      };
    },
  },
};

type Way = Pick<BegunUpload, 'locate' | 'targets' | 'finish'>;

function formWay(path: string): Way {
  return { targets: () => [{ path: `${path}:upload`, field: 'file' }] };
}

function signedWay(path: string, filename: string, size: number): Way {
  const [length, json] = [String(size), { filenameToSize: { [filename]: String(size) } }];
  const headers = { 'x-goog-content-length-range': `${length},${length}` };
  return {
    locate: { path: `${path}:getUploadEndpoint`, json },
    targets: (raw) => [{ link: signedUrls(raw)[0] ?? null, headers }],
    finish: () => ({ path: `${path}:validateUpload`, json: {} }),
  };
}

/**
 * Fireworks: resources by name, camelCase, three lists of jobs. An id of the house is the resource's name without
 * its account, such as `dpoJobs/abc`; a model is called by its whole name. Sources: Fireworks' API reference, Gateway
 * REST API, and the types of its Python client `fireworks-ai` 1.2.30.
 */
export const fireworks: Dialect = {
  id: 'fireworks',
  keyVariable: 'FIREWORKS_API_KEY',
  addressParts: [
    {
      name: 'ACCOUNT',
      prompt: t('Id of the account, as the dashboard and firectl show it'),
      example: 'acme-1a2b3c',
      pattern: /[\w-]+/,
    },
  ],
  wrongAddresses: [
    {
      pattern: /^https:\/\/(?:app\.)?fireworks\.ai/,
      advice: t('That is the dashboard: the API is at https://api.fireworks.ai/v1/accounts/ACCOUNT.'),
    },
    {
      pattern: /^(?!.*\/accounts\/(?!ACCOUNT\b)[\w-])/,
      advice: t('The account is missing: the address ends in /v1/accounts/ACCOUNT, with its id.'),
    },
  ],
  advice: { endpoint: t('Check the id of the account at the end of the address.') },
  capabilities: {
    ...allCapabilities,
    pause: t('Fireworks cannot pause a job.'),
    start: t('Fireworks starts every job by itself.'),
    events: t('Fireworks keeps no event log: its logs are behind signed links in the job’s JSON.'),
    checkpoints: t('Fireworks does not list checkpoints by this API.'),
    resultFiles: t('Fireworks keeps metrics with the job instead of result files.'),
    weights: t('Fireworks hands out weights file by file: download them with its own tool.'),
    seed: t('Fireworks chooses the seed itself.'),
    metadata: t('Fireworks keeps no metadata of a job.'),
    metadataFilter: t('Fireworks keeps no metadata of a job.'),
    priceEstimate: t('Fireworks does not report the price before the run.'),
  },
  // It is the id of the model. Source: Fireworks' cookbook, `sdk-checkpoints.md`, `output_model_id`.
  maxSuffixLength: 63,
  suffixRule: { pattern: /[a-z\d-]+/, text: t('Lower-case letters, digits and hyphens alone') },
  methods: ['supervised', 'dpo'],
  validatedMethods: ['supervised'],
  hyperparameters: {
    offered: [...hyperparameterNames.map(([name]) => name), 'beta'],
    takesOthers: false,
  },
  // A supervised job has at the top what a preference job has in its `trainingConfig`.
  repeatedWith: { method: ['trainingConfig', 'lossConfig', ...otherTrainingNames] },
  settings: [
    {
      name: 'warmStartFrom',
      label: t('From model'),
      hint: t(
        'An adapter of yours that the job goes on from: accounts/…/models/…. Empty: from the base model',
      ),
      isCheckpoint: true,
    },
  ],
  needsWandbKey: true,
  routes: {
    jobs: Object.values(collections),
    createJob: ({ method }) => collections[method.type],
    job: resource,
    cancelJob: (id) => `${resource(id)}:cancel`,
    resumeJob: (id) => `${resource(id)}:resume`,
    jobMetrics,
    files: 'datasets',
    file: resource,
    fileContent: (id) => `${resource(id)}:getDownloadEndpoint`,
    deleteFile: resource,
    models: 'models',
    deleteModel: resource,
  },
  paging: tokenPaging,
  // Else they come by name.
  jobsQuery: newestFirst,
  filesQuery: () => newestFirst,
  modelsPaging: tokenPaging,
  // Not below an account: the model's name has its own.
  chat: { ...olderChat, path: () => `${aboveVersion}inference/v1/chat/completions`, note: deployFirst },
  jobPage,
  headers: bearer,
  createBody,
  actionBody: () => ({}),
  uploads,
  dataLimits: [
    {
      ...{ of: 'examples', file: 'training', least: 3, most: 3_000_000 },
      ...{ page: 'https://docs.fireworks.ai/fine-tuning/fine-tuning-models', seen: '2026-11-27' },
    },
  ],
  contentLinks: signedUrls,
  metricsFile: {
    link: (raw) => (isObject(raw) ? toText(pick(raw, 'metricsFileSignedUrl', 'signedUrl')) : null),
    toMeasurement,
  },
  hasOwnNames: true,
  toJob,
  toFile,
  toModel,
};

/** `dpoJobs/abc`, segment by segment; what is called by its whole name may be another account's. */
function resource(id: string): string {
  const path = id.split('/').map(segment).join('/');
  return id.startsWith('accounts/') ? `${aboveAccounts}${path}` : path;
}

/** Lower-case letters, digits and hyphens, a letter first; the whole has 63 characters at most. */
function datasetIdOf(filename: string, token: string): string {
  const stem = filename
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase();
  const words = stem.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '');
  return `${words.slice(0, maxStem).replace(/-+$/, '') || 'data'}-${token}`;
}

/** Of `{filenameToSignedUrls: {name: url}}`, by name. */
function signedUrls(raw: unknown): readonly (string | null)[] {
  const urls = isObject(raw) ? raw['filenameToSignedUrls'] : null;
  if (!isObject(urls)) return [];
  const names = Object.keys(urls).sort();
  return names.map((name) => toText(urls[name]));
}

/** Supervised jobs name their file themselves, preference jobs by a request; no format is documented of others. */
function jobMetrics(id: string): string | undefined {
  const [collection] = id.split('/');
  if (collection === collections.dpo) return `${resource(id)}:getMetricsFileEndpoint`;
  return collection === collections.supervised ? resource(id) : undefined;
}

/**
 * A line is `{"step": 1, "train/loss": 2.3, …}`, of older jobs `{"timestamp", "step", "data": {"train/loss": …}}`.
 * Sources: `training/utils/runner.py` of Fireworks' cookbook (`metrics_file`), which runs its jobs; for both,
 * what the address served in 2026, as the tests of `openpond/openpond` keep it.
 */
function toMeasurement(line: unknown): unknown {
  return isObject(line) && isObject(line['data']) ? { ...line['data'], ...line } : line;
}

function jobPage(id: string, baseUrl: string): string | null {
  const [collection = '', name = ''] = id.split('/');
  const kind = dashboards[collection];
  if (kind === undefined || name === '' || !isHost(baseUrl, 'api.fireworks.ai')) return null;
  return `https://app.fireworks.ai/dashboard/fine-tuning/${kind}/${segment(name)}`;
}

/** Without the account that it shares with `owner`; a name of another account stays whole. */
function ownName(name: unknown, owner: unknown): string | null {
  const account = (resourceName: unknown) => toText(resourceName)?.split('/')[1];
  return account(name) === account(owner) ? withoutAccount(name) : toText(name);
}

/** `accounts/acme/dpoJobs/abc` without its account. */
function withoutAccount(name: unknown): string | null {
  return toText(name)?.replace(/^accounts\/[^/]+\//, '') ?? null;
}

function createBody(params: CreateJob, baseUrl: string): JsonObject {
  const { type, hyperparameters } = params.method;
  const whole = (collection: string, name: string) => wholeName(accountOf(baseUrl), collection, name);
  const { suffix, validationFile } = params;
  const adapter = params.settings?.['warmStartFrom'];
  const training = omitUndefined({
    // The one or the other.
    ...(adapter === undefined
      ? { baseModel: whole('models', params.model) }
      : { warmStartFrom: whole('models', adapter) }),
    outputModel: suffix === undefined ? undefined : whole('models', suffix),
    ...Object.fromEntries(
      hyperparameterNames.map(([name, wireName]) => [wireName, hyperparameters[name]] as const),
    ),
  });
  return omitUndefined({
    dataset: whole('datasets', params.trainingFile),
    displayName: suffix,
    wandbConfig: wandbConfig(params.integrations),
    ...(type === 'supervised'
      ? {
          ...training,
          evaluationDataset: validationFile === undefined ? undefined : whole('datasets', validationFile),
        }
      : { trainingConfig: training, lossConfig: lossConfig(hyperparameters['beta']) }),
  });
}

function betaOf(config: unknown): JsonObject {
  const dpo = isObject(config) ? config['dpo'] : null;
  return isObject(dpo) ? omitUndefined({ beta: dpo['beta'] }) : {};
}

/** Without a method, a preference job would be trained by GRPO. */
function lossConfig(beta: unknown): JsonObject {
  return omitUndefined({ method: 'DPO', dpo: beta === undefined ? undefined : { beta } });
}

/** `https://api.fireworks.ai/v1/accounts/acme` is acme's. */
function accountOf(baseUrl: string): string | null {
  return /\/accounts\/([^/?#]+)/.exec(baseUrl)?.[1] ?? null;
}

/** `accounts/acme/datasets/train`, from that, `datasets/train` or `train`. */
function wholeName(account: string | null, collection: string, name: string): string {
  if (account === null || name.startsWith('accounts/')) return name;
  const own = name.startsWith(`${collection}/`) ? name : `${collection}/${name}`;
  return `accounts/${account}/${own}`;
}

function wandbConfig(integrations: CreateJob['integrations']): JsonObject | undefined {
  const wandb = wandbIn(integrations);
  if (wandb === null) return undefined;
  return omitUndefined({
    ...{ enabled: true, project: wandb['project'], entity: wandb['entity'] },
    apiKey: wandb['api_key'],
  });
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
    // Named by the request, and there in the end.
    fine_tuned_model: withModel.has(toText(raw['state']) ?? '') ? settings['outputModel'] : null,
    suffix: raw['displayName'],
    output_name: toText(settings['outputModel'])?.replace(/^.*\/models\//, ''),
    training_file: ownName(raw['dataset'], raw['name']),
    validation_file: ownName(raw['evaluationDataset'], raw['name']),
    error: errorOf(raw['status']),
    hyperparameters: hyperparametersOf(settings),
    method: { type: method, hyperparameters: betaOf(raw['lossConfig']) },
    ...priceOf(raw['estimatedCost']),
    integrations: integrationsOf(raw['wandbConfig']),
    trained_tokens: progress['inputTokens'],
    job_settings: filled(named(settings, ['warmStartFrom'])),
    repeated_fields: repeatedIn(raw, settings),
    progress: percent === null ? null : percent / 100,
  };
}

/** Protobuf's JSON leaves out what is off; some servers write that nothing was chosen. */
function repeatedIn(raw: JsonObject, settings: JsonObject): JsonObject {
  const training = named(settings, otherTrainingNames);
  const loss = isObject(raw['lossConfig']) ? named(raw['lossConfig'], otherLossNames) : {};
  const all = filled({
    ...named(raw, otherNames),
    ...(settings === raw ? training : namesWithin('trainingConfig', training)),
    ...namesWithin('lossConfig', loss),
  });
  return Object.fromEntries(
    Object.entries(all).filter(
      ([, value]) => value !== false && !(toText(value) ?? '').endsWith('_UNSPECIFIED'),
    ),
  );
}

/** Every job has a status of the gRPC kind: `OK`, or what went wrong. */
function errorOf(status: unknown): unknown {
  return isObject(status) && (status['code'] ?? 'OK') !== 'OK' ? status : null;
}

function hyperparametersOf(settings: JsonObject): JsonObject {
  const named = hyperparameterNames
    .filter(([, wireName]) => settings[wireName] !== undefined)
    .map(([name, wireName]) => [name, settings[wireName]] as const);
  return toHyperparameters(Object.fromEntries(named)) ?? {};
}

/** Of Google's `Money`: whole units and billionths. */
function priceOf(cost: unknown): JsonObject {
  if (!isObject(cost)) return {};
  const units = toNumber(cost['units'] ?? 0);
  const nanos = toNumber(cost['nanos'] ?? 0);
  if (units === null || nanos === null) return {};
  return {
    total_price: units + nanos / 1e9,
    price_currency: cost['currencyCode'],
    price_is_estimate: true,
  };
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
    example_count: raw['exampleCount'],
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
    capabilities: { fine_tune: raw['tunable'] },
    shutdown_date: toDay(raw['deprecationDate']),
  };
}

/** Of `{year, month, day}`, as `2026-05-01`; null where it is no whole date. Source: the `Date` of Google's API types. */
function toDay(date: unknown): string | null {
  if (!isObject(date)) return null;
  const [year, month, day] = [date['year'], date['month'], date['day']].map((part) => toNumber(part) ?? 0);
  if (!year || !month || !day) return null;
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join(
    '-',
  );
}
