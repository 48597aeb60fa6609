import { t } from '@vscode/l10n';
import { countText } from '../countText';
import { segment } from '../http/addresses';
import { toHyperparameters } from '../wire/hyperparameters';
import { filled, filledBeside, namesWithin } from '../wire/repeatedFields';
import { isObject, type JsonObject, named, present, shareOf, toNumber, toText } from '../wire/values';
import { allCapabilities, type CreateJob, type Dialect } from './dialect';
import { bearerKey, omitUndefined } from './openai';
import { tokenPaging } from './paging';
import { tokenCommandField } from './tokenCommand';
import { noUploads } from './uploads';

const inStorage = t('Vertex AI reads and writes data in Cloud Storage, which is another service.');
const noFilter = t('Vertex AI does not document how its list of jobs is filtered by labels.');
const consoleUrl = 'https://console.cloud.google.com/vertex-ai';

/** The method of the house, by what a job is trained by. The first two are created here. */
const methods = new Map([
  ['supervisedTuningSpec', 'supervised'],
  ['preferenceOptimizationSpec', 'dpo'],
  ['reinforcementTuningSpec', 'reinforcement'],
  ['distillationSpec', 'distillation'],
]);
/** Hyperparameters by the house's names; open models, which v1beta1 trains, have others. */
const hyperparameterNames: readonly (readonly [name: string, wireName: string])[] = [
  ['n_epochs', 'epochCount'],
  ['learning_rate_multiplier', 'learningRateMultiplier'],
];
/** What is known of a specification and its hyperparameters, and further fields of a new job: one like it repeats the rest. */
const knownSpecNames = new Set([
  ...['trainingDatasetUri', 'validationDatasetUri', 'hyperParameters', 'exportLastCheckpointOnly'],
]);
const knownParameterNames = new Set([...hyperparameterNames.map(([, name]) => name), 'adapterSize', 'beta']);
const otherNames = ['description', 'outputUri', 'customBaseModel'];
const adapterSizes = ['ONE', 'TWO', 'FOUR', 'EIGHT', 'SIXTEEN', 'THIRTY_TWO'];

/** “Limitations” of supervised tuning. */
const tuningLimits = {
  page: 'https://cloud.google.com/vertex-ai/generative-ai/docs/models/gemini-supervised-tuning',
  seen: '2026-11-27',
} as const;

/**
 * Google's tuning jobs, of one project in one location, on data in Cloud Storage. An id of the house is the end of the
 * resource's name. Sources: the discovery document of `aiplatform` v1 and v1beta1, as google-api-python-client 2.202.0 has
 * it (`TuningJob` and what it refers to); google-genai 3.6.1, `tunings.py` and `types.py`; Google's guides “Tune Gemini
 * models by using supervised fine-tuning” and “… preference tuning”.
 */
export const vertex: Dialect = {
  id: 'vertex',
  keyVariable: 'GOOGLE_OAUTH_ACCESS_TOKEN',
  addressParts: [
    {
      name: 'LOCATION',
      prompt: t('Location in which models are tuned'),
      example: 'us-central1',
      pattern: /[a-z]+-[a-z]+\d+/,
    },
    {
      name: 'PROJECT',
      prompt: t('Id or number of the project, as gcloud config get project prints it'),
      example: 'acme-ml-1',
      pattern: /[a-z\d][a-z\d-]*[a-z\d]/,
    },
  ],
  // eslint-disable-next-line localization/localized-text -- a command
  connectionFields: [tokenCommandField('gcloud auth print-access-token')],
  wrongAddresses: [
    {
      pattern: /^https:\/\/(?:console\.cloud|aistudio)\.google\.com/,
      advice: t(
        'That is a website: the API is at https://LOCATION-aiplatform.googleapis.com/v1/projects/PROJECT/locations/LOCATION.',
      ),
    },
    {
      pattern: /\/\/generativelanguage\.googleapis\.com/,
      advice: t(
        'The Gemini API tunes no models: Vertex AI is at https://LOCATION-aiplatform.googleapis.com/v1/projects/PROJECT/locations/LOCATION.',
      ),
    },
    {
      pattern: /aiplatform\.googleapis\.com(?!\/v1\w*\/projects\/(?!PROJECT\b)[^/]+\/locations\/[a-z])/,
      advice: t(
        'Project or location is missing: the address ends in /v1/projects/PROJECT/locations/LOCATION, with yours.',
      ),
    },
    {
      pattern: /\/\/global-aiplatform\.googleapis\.com/,
      advice: t('The location global is at https://aiplatform.googleapis.com, without it before the name.'),
    },
    {
      pattern: /\/\/([a-z\d-]+)-aiplatform\.googleapis\.com(?!.*\/locations\/\1(?:\/|$))/,
      advice: t('The address names two locations: its host and its end must have the same.'),
    },
  ],
  advice: {
    address: t('Check the location in the address, such as us-central1.'),
    key: t(
      'An access token is valid for an hour, and no API key takes its place; gcloud auth print-access-token prints a new one. Its account needs the role Vertex AI User (roles/aiplatform.user) in the project, where the Vertex AI API must be enabled: gcloud services enable aiplatform.googleapis.com.',
    ),
    endpoint: t(
      'Check the project and the location at the end of the address: models are not tuned in every location.',
    ),
  },
  capabilities: {
    ...allCapabilities,
    pause: t('Vertex AI cannot pause a job.'),
    resume: t('Vertex AI cannot resume a job.'),
    start: t('Vertex AI starts every job by itself.'),
    deleteJob: t('Vertex AI keeps every job: its API has no way to delete one.'),
    events: t('Vertex AI keeps no event log of a job.'),
    metrics: t('Vertex AI writes the losses of a job into its experiment, to which the Details lead.'),
    resultFiles: inStorage,
    files: inStorage,
    fileContent: inStorage,
    deleteFile: inStorage,
    upload: t('Vertex AI reads data from Cloud Storage: upload it there, then use its address gs://… here.'),
    largeUpload: inStorage,
    models: t('Vertex AI does not list which models can be tuned: type the name, such as gemini-2.5-flash.'),
    deleteModel: t('Vertex AI deletes models in its console, once they are taken from their endpoint.'),
    weights: t('Vertex AI does not hand out the weights of Gemini.'),
    chat: t('Vertex AI answers in a form of its own, at the endpoint of a model.'),
    seed: t('Vertex AI chooses the seed itself.'),
    metadataFilter: noFilter,
    integrations: t('Vertex AI has no integrations of this kind.'),
    price: t('Vertex AI does not report the price of a job.'),
    priceEstimate: t('Vertex AI does not report the price before the run.'),
  },
  maxSuffixLength: 128,
  methods: ['supervised', 'dpo'],
  namesEveryMethod: true,
  repeatedWith: { model: ['customBaseModel'], method: [...methods.keys()] },
  hyperparameters: {
    offered: ['n_epochs', 'learning_rate_multiplier', 'beta'],
    takesOthers: false,
    bounds: {
      n_epochs: { isWhole: true, least: 1 },
      learning_rate_multiplier: { least: 0, isAbove: true },
      beta: { least: 0, isAbove: true },
    },
  },
  settings: [
    {
      name: 'adapterSize',
      label: t('Adapter size'),
      hint: t('A larger adapter learns more, and needs more data and time'),
      choices: adapterSizes.map((size, at) => ({
        value: `ADAPTER_SIZE_${size}`,
        label: String(2 ** at),
        detail: '',
      })),
    },
    {
      name: 'exportLastCheckpointOnly',
      label: t('Checkpoints'),
      hint: t('Which checkpoints are kept, each at an endpoint of its own'),
      choices: [
        { value: 'false', label: t('Those of every epoch'), detail: '' },
        { value: 'true', label: t('The last one alone'), detail: '' },
      ],
    },
    {
      name: 'preTunedModel',
      label: t('From tuned model'),
      hint: t(
        'projects/…/models/ID@VERSION, and for one of its checkpoints # and its id. Empty: from the base model',
      ),
      isCheckpoint: true,
      pattern: /^projects\/[^/]+\/locations\/[^/]+\/models\/[^/\s]+$/,
    },
    {
      name: 'serviceAccount',
      label: t('Service account'),
      hint: t('The account that the job runs as: NAME@PROJECT.iam.gserviceaccount.com'),
      pattern: /^[^@\s]+@[^@\s]+\.gserviceaccount\.com$/,
    },
    {
      name: 'kmsKeyName',
      label: t('Encryption key'),
      hint: t('Your own key for all that the job creates: projects/…/locations/…/keyRings/…/cryptoKeys/…'),
      pattern: /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/\s]+$/,
    },
  ],
  suffixRule: { pattern: /[^\r\n]+/, text: t('A name of one line') },
  metadataRule: {
    pattern: /[\p{Ll}\p{Lo}\p{N}_-]{0,64}/u,
    text: t('small letters, digits, underscores and hyphens, 64 at most'),
  },
  dataNames: {
    text: t('an address in Cloud Storage, such as gs://bucket/train.jsonl'),
    pattern: /^(?:gs:\/\/[^/\s]+|projects\/[^/]+\/locations\/[^/]+\/datasets)\/\S/,
  },
  routes: {
    jobs: ['tuningJobs'],
    createJob: () => 'tuningJobs',
    job: (id) => `tuningJobs/${segment(id)}`,
    cancelJob: (id) => `tuningJobs/${segment(id)}:cancel`,
  },
  paging: tokenPaging,
  inline: { checkpoints: true },
  hasBareCheckpoints: true,
  jobPage,
  headers: (_, key) => bearerKey(key),
  createBody,
  actionBody: () => ({}),
  uploads: noUploads,
  dataLimits: [
    {
      ...{ of: 'examples', file: 'training', recommended: 100 },
      page: 'https://cloud.google.com/vertex-ai/generative-ai/docs/models/gemini-supervised-tuning-about',
      seen: '2026-11-27',
    },
    { ...{ of: 'examples', file: 'training', most: 1_000_000 }, ...tuningLimits },
    { ...{ of: 'examples', file: 'validation', most: 5_000 }, ...tuningLimits },
    { ...{ of: 'bytes', file: 'training', most: 1024 * 1024 * 1024 }, ...tuningLimits },
    {
      ...{ of: 'tokens', most: 131_072, ...tuningLimits },
      models: ['gemini-2.5-flash', 'gemini-2.5-flash-lite'],
    },
  ],
  hasOwnNames: true,
  toJob,
};

/** As the class `TuningJob` of google-cloud-aiplatform 2.7.0 (`vertexai/tuning/_tuning.py`, `_dashboard_url`) has it. */
function jobPage(id: string, baseUrl: string): string | null {
  const { host, pathname } = new URL(baseUrl);
  const [, project = '', location = ''] = /\/projects\/([^/]+)\/locations\/([^/]+)/.exec(pathname) ?? [];
  if (!/(?:^|-)aiplatform\.googleapis\.com$/.test(host) || location === '') return null;
  return `${consoleUrl}/generative/language/locations/${location}/tuning/tuningJob/${segment(id)}?project=${project}`;
}

/** A tuned model takes the place of the base model, as google-genai has it (`tune`). */
function createBody({ model, suffix, metadata, settings = {}, method, ...files }: CreateJob): JsonObject {
  const tuned = settings['preTunedModel'] ?? (model.startsWith('projects/') ? model : undefined);
  const [tunedModelName, checkpointId] = tuned?.split('#') ?? [];
  const last = settings['exportLastCheckpointOnly'];
  const kmsKeyName = settings['kmsKeyName'];
  return omitUndefined({
    ...(tuned === undefined
      ? { baseModel: model }
      : { preTunedModel: omitUndefined({ tunedModelName, checkpointId }) }),
    tunedModelDisplayName: suffix,
    labels: metadata,
    [method.type === 'dpo' ? 'preferenceOptimizationSpec' : 'supervisedTuningSpec']: omitUndefined({
      trainingDatasetUri: files.trainingFile,
      validationDatasetUri: files.validationFile,
      hyperParameters: hyperParametersOf(method, settings['adapterSize']),
      exportLastCheckpointOnly: last === undefined ? undefined : last === 'true',
    }),
    serviceAccount: settings['serviceAccount'],
    encryptionSpec: kmsKeyName === undefined ? undefined : { kmsKeyName },
  });
}

/** An int64 is text in protobuf's JSON. */
function hyperParametersOf(
  { type, hyperparameters }: CreateJob['method'],
  adapterSize: string | undefined,
): JsonObject | undefined {
  const { n_epochs: epochs, learning_rate_multiplier: learningRateMultiplier, beta } = hyperparameters;
  const all = omitUndefined({
    epochCount: epochs === undefined ? undefined : String(epochs),
    learningRateMultiplier,
    adapterSize,
    beta: type === 'dpo' ? beta : undefined,
  });
  return Object.keys(all).length === 0 ? undefined : all;
}

function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const kind = kindOf(raw);
  const spec = kind === null ? {} : objectIn(raw, kind);
  const parameters = objectIn(spec, 'hyperParameters');
  const tuned = objectIn(raw, 'tunedModel');
  const source = objectIn(raw, 'preTunedModel');
  const stats = statsOf(raw);
  return {
    id: toText(raw['name'])?.replace(/^projects\/[^/]+\/locations\/[^/]+\/tuningJobs\//, ''),
    object: 'tuningJob',
    status: statusOf(raw),
    created_at: raw['createTime'],
    updated_at: raw['updateTime'],
    started_at: raw['startTime'],
    finished_at: raw['endTime'],
    model: raw['baseModel'] ?? source['baseModel'] ?? source['tunedModelName'],
    fine_tuned_model: tuned['model'] ?? tuned['endpoint'],
    suffix: raw['tunedModelDisplayName'],
    error: raw['error'] ?? (raw['state'] === 'JOB_STATE_EXPIRED' ? { message: expired } : null),
    training_files: [trainingFile(spec['trainingDatasetUri'], stats)],
    validation_file: spec['validationDatasetUri'],
    hyperparameters: hyperparametersIn(parameters),
    method:
      kind === null
        ? null
        : { type: methods.get(kind) ?? kind, hyperparameters: present({ beta: parameters['beta'] }) },
    metadata: raw['labels'],
    progress: progressOf(objectIn(raw, 'tuningJobMetadata'), stats, parameters),
    checkpoints: checkpointsOf(tuned),
    integrations: [...experimentOf(raw['experiment']), ...endpointOf(tuned['endpoint'])],
    job_settings: present({
      adapterSize: parameters['adapterSize'],
      exportLastCheckpointOnly: flagOf(spec['exportLastCheckpointOnly']),
      preTunedModel: tunedName(source['tunedModelName'], source['checkpointId']),
      serviceAccount: raw['serviceAccount'],
      kmsKeyName: objectIn(raw, 'encryptionSpec')['kmsKeyName'],
    }),
    repeated_fields: {
      ...filled(named(raw, otherNames)),
      ...(kind === null ? {} : namesWithin(kind, repeatedIn(spec, parameters))),
    },
  };
}

/**
 * Such a job comes without an error. Google documents of the state no more than that the job has expired. Source:
 * `JobState` of the Vertex AI API v1 (docs.cloud.google.com).
 */
const expired = t('The job has expired. Google says no more of it: clone the job to train again.');

/** Exactly one spec says what a job is trained by; some are of v1beta1 alone. */
function kindOf(raw: JsonObject): string | null {
  // eslint-disable-next-line localization/localized-text -- a word of the wire
  const isKind = (name: string) => name.endsWith('Spec') && name !== 'encryptionSpec' && isObject(raw[name]);
  return Object.keys(raw).find(isKind) ?? null;
}

/** A specification is that of the request. */
function repeatedIn(spec: JsonObject, parameters: JsonObject): JsonObject {
  return {
    ...filledBeside(knownSpecNames, spec),
    ...namesWithin('hyperParameters', filledBeside(knownParameterNames, parameters)),
  };
}

function objectIn(raw: JsonObject, name: string): JsonObject {
  return isObject(raw[name]) ? raw[name] : {};
}

/** What a running job does, where that is said: it may still wait for a quota. */
function statusOf({ state, tuningJobState }: JsonObject): unknown {
  const detail = toText(tuningJobState);
  const isSaid = detail !== null && !detail.endsWith('_UNSPECIFIED');
  return state === 'JOB_STATE_RUNNING' && isSaid ? detail : state;
}

/** Of the data set, by the method. */
function statsOf(raw: JsonObject): JsonObject {
  const stats = objectIn(raw, 'tuningDataStats');
  return Object.values(stats).find(isObject) ?? {};
}

function trainingFile(uri: unknown, stats: JsonObject): JsonObject | null {
  const id = toText(uri);
  return id === null ? null : present({ id, ...factsOf(stats) });
}

/** What Google found in the data: how much it is, and why it left out some of it. */
function factsOf(stats: JsonObject): JsonObject {
  const tokens = toNumber(stats['totalBillableTokenCount']);
  const steps = toNumber(stats['tuningStepCount']);
  const dropped = toNumber(stats['totalTruncatedExampleCount']);
  const reasons = Array.isArray(stats['droppedExampleReasons']) ? stats['droppedExampleReasons'] : [];
  const reason = toText(reasons[0]);
  const words = [
    tokens === null ? null : t('{0} billable tokens', countText(tokens)),
    steps === null ? null : t('{0} steps', countText(steps)),
    dropped === null || dropped === 0 ? null : t('{0} examples left out', countText(dropped)),
    reason,
  ].filter((word) => word !== null);
  return {
    example_count: stats['tuningDatasetExampleCount'],
    status_details: words.length === 0 ? null : words.join(' · '),
  };
}

function hyperparametersIn(parameters: JsonObject): JsonObject {
  const named = hyperparameterNames.map(([name, wireName]) => [name, parameters[wireName]] as const);
  return toHyperparameters(present(Object.fromEntries(named))) ?? {};
}

function flagOf(value: unknown): string | null {
  return typeof value === 'boolean' ? String(value) : null;
}

/** By steps where they are counted, else by epochs. v1 has neither. */
function progressOf(done: JsonObject, stats: JsonObject, { epochCount }: JsonObject): number | null {
  return (
    shareOf(done['completedStepCount'], stats['tuningStepCount']) ??
    shareOf(done['completedEpochCount'], epochCount)
  );
}

/** `projects/…/models/1@1#2` is what a new job goes on from: checkpoint 2 of that model. */
function tunedName(model: unknown, checkpoint: unknown): string | null {
  const [name, id] = [toText(model), toText(checkpoint)];
  return name === null || id === null ? name : `${name}#${id}`;
}

function checkpointsOf({ model, checkpoints }: JsonObject): unknown[] {
  if (!Array.isArray(checkpoints)) return [];
  return checkpoints.filter(isObject).map(({ checkpointId, endpoint, epoch, step }) => ({
    id: checkpointId,
    fine_tuned_model_checkpoint: endpoint,
    start_from: tunedName(model, checkpointId),
    step_number: step,
    metrics: { epoch },
  }));
}

/** Where the losses are. The page is as google-genai names it (`display_experiment_button`). */
function experimentOf(experiment: unknown): unknown[] {
  const parts = /^projects\/([\w-]+)\/locations\/([\w-]+)\/.*\/([\w-]+)$/.exec(toText(experiment) ?? '');
  if (parts === null) return [];
  const [, project = '', location = '', name = ''] = parts;
  const url = `${consoleUrl}/experiments/locations/${location}/experiments/${name}/runs?project=${project}`;
  return [{ type: 'experiment', name, url }];
}

/** Where the tuned model is called. */
function endpointOf(endpoint: unknown): unknown[] {
  const name = toText(endpoint);
  return name === null ? [] : [{ type: 'endpoint', name }];
}
