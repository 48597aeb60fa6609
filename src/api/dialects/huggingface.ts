import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { isList, isObject, toNumber, toText } from '../wire/values';
import { allCapabilities, type Dialect } from './dialect';
import { bearerKey, omitUndefined } from './openai';
import { linkPaging } from './paging';
import { toLogReport } from './trainerLog';
import { noUploads } from './uploads';

const onHub = t(
  'Hugging Face keeps data and models in repositories of the Hub, which a job reads and writes.',
);
const anyProgram = t('A job at Hugging Face runs any program: what it trains with is in its command.');
const readOfCommand: Readonly<Record<string, readonly string[]>> = {
  model: ['model_name_or_path', 'model_name', 'model_id', 'model', 'base_model'],
  training_file: ['dataset_name', 'dataset', 'train_file'],
  fine_tuned_model: ['hub_model_id'],
  seed: ['seed'],
};
/** Of Transformers' trainer, by the house's names. */
const hyperparameterNames: Readonly<Record<string, string>> = {
  num_train_epochs: 'n_epochs',
  per_device_train_batch_size: 'batch_size',
  learning_rate: 'learning_rate',
  gradient_accumulation_steps: 'gradient_accumulation_steps',
  max_steps: 'max_steps',
  lora_r: 'lora_r',
  lora_alpha: 'lora_alpha',
};

/**
 * Jobs of Hugging Face: a container that runs a command on hardware of a flavor. What it trains is read from the
 * arguments of the command, as TRL's and Transformers' scripts take them, and what it measures from the lines of its log.
 * Source: huggingface_hub 2.4.0, `hf_api.py` (`list_jobs`, `inspect_job`, `fetch_job_logs`, `cancel_job`) and
 * `_jobs_api.py` (`JobInfo`, `JobStage`, `JobHardwareInfo`).
 */
export const huggingface: Dialect = {
  id: 'huggingface',
  keyVariable: 'HF_TOKEN',
  addressParts: [
    {
      name: 'NAMESPACE',
      prompt: t('User or organization whose jobs they are, as in the address of its page'),
      example: 'acme',
      pattern: /[\w-]+/,
    },
  ],
  wrongAddresses: [
    {
      pattern: /^https:\/\/huggingface\.co\/api\/jobs\/?$|\/NAMESPACE\b/,
      advice: t(
        'The namespace is missing: the address ends in /api/jobs/NAMESPACE, with a user or organization.',
      ),
    },
    {
      pattern: /^https:\/\/(?:(?:www\.)?hf\.co|(?:www\.)?huggingface\.co)(?!\/api\/jobs\/)/,
      advice: t('That is a website: the API is at https://huggingface.co/api/jobs/NAMESPACE.'),
    },
    {
      pattern: /router\.huggingface\.co|api-inference\.huggingface\.co/,
      advice: t('That API is for calling models: jobs are at https://huggingface.co/api/jobs/NAMESPACE.'),
    },
  ],
  advice: {
    key: t('A token needs the permission to read and start jobs of the namespace.'),
    endpoint: t('Check the namespace at the end of the address.'),
  },
  capabilities: {
    ...allCapabilities,
    create: t(
      'A job at Hugging Face is a program that you write: start it with hf jobs run or hf jobs uv run.',
    ),
    pause: t('Hugging Face cannot pause a job.'),
    resume: t('Hugging Face cannot resume a job.'),
    start: t('Hugging Face starts every job by itself.'),
    deleteJob: t('Hugging Face keeps every job: its API has no way to delete one.'),
    checkpoints: t('A job at Hugging Face keeps its checkpoints where its program writes them.'),
    metrics: t('Hugging Face has no list of metrics: they are read from the log.'),
    resultFiles: onHub,
    files: onHub,
    fileContent: onHub,
    deleteFile: onHub,
    upload: onHub,
    largeUpload: onHub,
    models: onHub,
    deleteModel: onHub,
    weights: onHub,
    chat: t('A job at Hugging Face writes its model to the Hub, where it is tried.'),
    validationFile: anyProgram,
    suffix: anyProgram,
    seed: anyProgram,
    metadata: t('Labels are given to a job at Hugging Face where it is started.'),
    integrations: anyProgram,
    priceEstimate: t('Hugging Face bills by the minute: nobody knows before the run how long it takes.'),
  },
  maxSuffixLength: 0,
  methods: ['supervised', 'dpo', 'reinforcement'],
  hyperparameters: { offered: ['n_epochs', 'batch_size', 'learning_rate'], takesOthers: true },
  settings: [
    {
      name: 'flavor',
      label: t('Hardware'),
      hint: anyProgram,
    },
    { name: 'image', label: t('Image'), hint: anyProgram },
    { name: 'command', label: t('Command'), hint: anyProgram },
  ],
  routes: {
    jobs: [''],
    createJob: () => '',
    job: segment,
    cancelJob: (id) => `${segment(id)}/cancel`,
  },
  paging: linkPaging,
  narrowing: {
    statuses: ['SCHEDULING', 'RUNNING', 'COMPLETED', 'CANCELED', 'ERROR', 'DELETED'],
    query: ({ status }) => ({ stage: status }),
  },
  // It takes several, of which one is sent: what has the others too is sorted out afterwards.
  metadataQuery: (pairs) => {
    const [pair] = Object.entries(pairs);
    return { label: pair?.join('=') };
  },
  priceList: { path: '../hardware', toPriceOf },
  live: { path: (id) => `${segment(id)}/logs`, isWholeLog: true, toReport: toLogReport },
  inline: { events: true },
  jobPage: (id, baseUrl) => {
    const namespace = /^https:\/\/huggingface\.co\/api\/jobs\/([\w-]+)\/*$/.exec(baseUrl)?.[1];
    return namespace === undefined ? null : `https://huggingface.co/jobs/${namespace}/${segment(id)}`;
  },
  headers: (_, key) => bearerKey(key),
  createBody: () => ({}),
  uploads: noUploads,
  hasOwnNames: true,
  toJob,
};

function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { labels, status, command } = raw;
  const stage = isObject(status) ? status['stage'] : null;
  const words = [...wordsOf(command), ...wordsOf(raw['arguments'])];
  const options = optionsOf(words);
  const { name, ...others } = isObject(labels) ? labels : {};
  return {
    ...Object.fromEntries(
      Object.entries(readOfCommand).map(([field, names]) => [field, firstOf(options, names)] as const),
    ),
    id: raw['id'],
    status: stage,
    created_at: raw['createdAt'],
    started_at: raw['startedAt'],
    finished_at: raw['finishedAt'],
    suffix: name,
    error: stage === 'ERROR' && isObject(status) ? status['message'] : null,
    hyperparameters: omitUndefined(
      Object.fromEntries(
        Object.entries(hyperparameterNames).map(
          ([wireName, known]) => [known, options.get(wireName)] as const,
        ),
      ),
    ),
    metadata: others,
    job_settings: omitUndefined({
      flavor: toText(raw['flavor']) ?? undefined,
      image: toText(raw['dockerImage']) ?? toText(raw['spaceId']) ?? undefined,
      command: words.length === 0 ? undefined : words.join(' '),
    }),
  };
}

/** Words of a command that are read, and characters of one: a whole script may be one. */
const maxWords = 500;
const maxWordLength = 500;

function wordsOf(list: unknown): readonly string[] {
  if (!isList(list)) return [];
  return list.slice(0, maxWords).map((word) => (toText(word) ?? '').slice(0, maxWordLength));
}

/** `--name value` and `--name=value`; what begins with `--` is no value, but the next name. */
function optionsOf(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const [at, word] of words.entries()) {
    const [, name, value = words[at + 1]] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined || value === undefined || value.startsWith('--')) continue;
    options.set(name.replace(/-/g, '_'), value);
  }
  return options;
}

function firstOf(options: ReadonlyMap<string, string>, names: readonly string[]): string | null {
  return names.map((name) => options.get(name)).find((value) => value !== undefined) ?? null;
}

/** Flavors of which the price is read: there are about 30. */
const maxFlavors = 1_000;
const secondsOfUnit: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3_600 };

/** A running job costs what it has cost so far. Of a list of `JobHardwareInfo`, one a flavor. */
function toPriceOf(raw: unknown): (job: unknown) => number | null {
  const perSecond = new Map<string, number>();
  for (const each of isList(raw) ? raw.slice(0, maxFlavors) : []) {
    if (!isObject(each)) continue;
    const name = toText(each['name']);
    const cost = toNumber(each['unitCostUSD']);
    const seconds = secondsOfUnit[toText(each['unitLabel']) ?? ''];
    if (name !== null && cost !== null && cost >= 0 && seconds !== undefined)
      perSecond.set(name, cost / seconds);
  }
  return (job) => {
    if (!isObject(job) || !isObject(job['durations'])) return null;
    const price = perSecond.get(toText(job['flavor']) ?? '');
    const seconds = toNumber(job['durations']['runningSecs']);
    return price === undefined || seconds === null || seconds < 0 ? null : price * seconds;
  };
}
