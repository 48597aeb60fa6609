import { t } from '@vscode/l10n';
import { segment } from '../http/addresses';
import { nonceKey } from '../wire/nonce';
import { isList, isObject, type JsonObject, pick, present, toAmount, toNumber, toText } from '../wire/values';
import { deployFirst, olderBody, olderChat } from './chat';
import { allCapabilities, type Bounds, type CreateJob, type Dialect } from './dialect';
import type { NumberedLine } from './log';
import { bearerKey, omitUndefined } from './openai';
import type { Paging } from './paging';
import { toPlacedMeasurement } from './trainerLog';
import { trainingTypeSetting } from './trainingTypeSetting';

const jobs = 'api/v1/fine-tunes';
const files = 'api/v1/files';
const jobOf = (id: string) => `${jobs}/${segment(id)}`;
const fileOf = (id: string) => `${files}/${segment(id)}`;

const noMetadata = t('Model Studio keeps no metadata of a job.');
const noPrice = t('Model Studio says how many tokens a job took, and not what they cost.');

/** What a supervised job may be, by its `training_type`. */
const trainingTypes = { lora: 'efficient_sft', full: 'sft', text: 'cpt' };
/** A preference job has words of its own for which weights it trains. */
const usualPreferenceType = 'dpo_lora';
const preferenceTypes: Readonly<Record<string, string>> = {
  [trainingTypes.lora]: usualPreferenceType,
  [trainingTypes.full]: 'dpo_full',
};

const count: Bounds = { isWhole: true, least: 1 };

/** Items of the longest page that it gives. */
const maxPageSize = 100;

/** Pages numbered from 1; what is listed is beside its total, in `output` of a job, in `data` of a file. */
const paging: Paging = {
  within: ['output', 'data'],
  query: ({ after, limit }) => ({ page_no: after ?? 1, page_size: sizeOf(limit) }),
  next({ total }, items, { after, limit }) {
    const page = toNumber(after) ?? 1;
    return total !== null && items.length > 0 && page * sizeOf(limit) < total ? String(page + 1) : null;
  },
};

function sizeOf(limit: number): number {
  return Math.min(limit, maxPageSize);
}

/**
 * Alibaba Cloud Model Studio, formerly DashScope. Sources: its API reference (help.aliyun.com/zh/model-studio,
 * `model-training-api-reference` of 2026-02, and the pages `…-fine-tuning-job-api`, `list-checkpoints-api`,
 * `upload-file-api` and `get-file-api` of 2026-06 to 10: where they differ, jobs of both are read), and its Python
 * client `dashscope` 2.0.2 (`v2/resources`: `fine_tunes.py`, `files.py`, `models.py`; `_config.py` for the hosts).
 */
export const modelStudio: Dialect = {
  id: 'dashscope',
  keyVariable: 'DASHSCOPE_API_KEY',
  addressParts: [
    {
      name: 'HOST',
      prompt: t(
        'Host of your region: dashscope.aliyuncs.com is Beijing, dashscope-intl.aliyuncs.com Singapore',
      ),
      example: 'dashscope.aliyuncs.com',
      pattern: /(?:[\w-]+\.)*(?:dashscope|dashscope-[a-z]+|maas)\.aliyuncs\.com/,
    },
  ],
  wrongAddresses: [
    {
      pattern: /^https?:\/\/(?:[\w-]+\.)*(?:aliyun|alibabacloud)\.com(?![\w.-])/,
      advice: t(
        'That is a website: the API is at https://dashscope.aliyuncs.com/api/v1 for Beijing, and at https://dashscope-intl.aliyuncs.com/api/v1 for Singapore.',
      ),
    },
  ],
  advice: {
    address: t('The host is that of your region, such as dashscope.aliyuncs.com for Beijing.'),
    key: t(
      'A key belongs to one region: one of Beijing is refused at dashscope-intl.aliyuncs.com, and one of Singapore at dashscope.aliyuncs.com.',
    ),
    endpoint: t('Not every region has fine-tuning by API: Beijing has, at dashscope.aliyuncs.com.'),
  },
  capabilities: {
    ...allCapabilities,
    pause: t('Model Studio cannot pause a job.'),
    resume: t('Model Studio cannot resume a job.'),
    start: t('Model Studio starts every job by itself.'),
    metrics: t('Model Studio has no list of metrics: they are read from the log.'),
    resultFiles: t('Model Studio writes no result files.'),
    largeUpload: t('Model Studio takes training data of up to 300 MB.'),
    deleteModel: t('Model Studio deletes models in its console only.'),
    weights: t(
      'Model Studio hands out no weights by its API: it exports a checkpoint to a model of the account.',
    ),
    seed: t('Model Studio takes no seed.'),
    metadata: noMetadata,
    metadataFilter: noMetadata,
    integrations: t('Model Studio writes to no other service.'),
    price: noPrice,
    priceEstimate: t('Model Studio estimates the price in its console only.'),
  },
  maxSuffixLength: 64,
  methods: ['supervised', 'dpo'],
  namesEveryMethod: true,
  hyperparameters: {
    offered: [
      ...['n_epochs', 'batch_size', 'learning_rate', 'max_length', 'eval_steps', 'warmup_ratio'],
      ...['weight_decay', 'split', 'lora_rank', 'lora_alpha', 'lora_dropout'],
      ...['save_steps', 'save_total_limit'],
    ],
    takesOthers: true,
    wanted: ['n_epochs', 'batch_size', 'max_length'],
    bounds: {
      ...{ max_length: count, eval_steps: count, save_steps: count, save_total_limit: count },
      split: { least: 0, most: 1 },
    },
  },
  settings: [
    {
      ...trainingTypeSetting('training_type', trainingTypes),
      initial: trainingTypes.lora, // what every model that can be trained allows
    },
  ],
  routes: {
    jobs: [jobs],
    createJob: () => jobs,
    job: jobOf,
    cancelJob: (id) => `${jobOf(id)}/cancel`,
    jobEvents: (id) => `${jobOf(id)}/logs`,
    jobCheckpoints: (id) => `${jobOf(id)}/checkpoints`,
    files,
    file: fileOf,
    fileContent: fileOf,
    deleteFile: fileOf,
    models: 'api/v1/models',
  },
  paging,
  modelsPaging: paging,
  log: { query: (skipped, count) => ({ offset: skipped, line: count }), read: readLog, toEvent },
  chat: {
    ...olderChat,
    path: () => 'compatible-mode/v1/chat/completions',
    body: (request) => ({ ...olderBody(request), stream_options: { include_usage: true } }),
    note: deployFirst,
  },
  // Its chat API is below /compatible-mode/v1, so that is what people have at hand.
  baseUrl: ({ baseUrl }) => baseUrl.replace(/\/(?:api|compatible-mode)(?:\/v1)?\/*$/, ''),
  headers: (_, key) => bearerKey(key),
  createBody,
  keepsMark: true,
  refusal,
  // “File not found.” of an invalid parameter, as its Python client expects it (`resources/files.py`).
  // Keys, workspaces and models are refused with that status, too.
  isNoFile: ({ status, message }) =>
    status === 400 && /\bfile(?:_?ids?)?\b.*(?:not (?:be )?found|not exist)/i.test(message),
  uploads: { maxBytes: 300 * 1024 * 1024 },
  dataLimits: [
    {
      of: 'bytes',
      ...{ page: 'https://help.aliyun.com/en/model-studio/upload-file-api', seen: '2026-11-27' },
    },
  ],
  uploadField: 'files',
  contentLinks,
  hasOwnNames: true,
  toJob,
  toCheckpoint,
  toFile,
  toModel: (raw) => (isObject(raw) ? { id: raw['model'], owned_by: raw['provider'] } : raw),
};

function createBody(params: CreateJob): JsonObject {
  const { method, settings, suffix, validationFile } = params;
  const weights = settings?.['training_type'] ?? trainingTypes.lora;
  return omitUndefined({
    model: params.model,
    training_file_ids: [params.trainingFile],
    validation_file_ids: validationFile === undefined ? undefined : [validationFile],
    training_type: method.type === 'dpo' ? preferenceTypeOf(weights) : weights,
    hyper_parameters: hyperparametersFor(method.hyperparameters),
    finetuned_output_suffix: suffix,
    job_name: nameFor(params),
  });
}

/** The learning rate is a text, as its reference has it; steps at which it saves count only where it saves by steps. */
function hyperparametersFor(chosen: CreateJob['method']['hyperparameters']): JsonObject {
  const { learning_rate: rate, save_steps: steps } = chosen;
  return {
    ...(steps === undefined ? {} : { save_strategy: 'steps' }),
    ...chosen,
    ...(rate === undefined ? {} : { learning_rate: String(rate) }),
  };
}

/** Characters of a mark: as many as its own Python client adds to a name, which people read too. */
const markLength = 8;
const markedName = /^(?:(.*)-)?ftj-([0-9a-f]{8})$/s;
/** What is left of one where the server has cut the name. */
const cutMark = /-ftj(?:-[0-9a-f]{0,7})?$/;

function nameFor({ metadata, suffix }: CreateJob): string | undefined {
  const mark = metadata?.[nonceKey]?.slice(0, markLength);
  if (mark === undefined) return suffix;
  return suffix === undefined ? `ftj-${mark}` : `${suffix}-ftj-${mark}`;
}

/** What keeps a file from being taken comes with a status of success. */
function refusal(raw: unknown): string | null {
  const data = isObject(raw) ? raw['data'] : null;
  const failed = isObject(data) ? data['failed_uploads'] : null;
  if (!isList(failed) || failed.length === 0) return null;
  const [first] = failed;
  const said = isObject(first) ? (toText(first['message']) ?? toText(first['code'])) : null;
  return said ?? t('Model Studio did not take the file');
}

/** `{request_id, output: {…}}`, or a job of the list. */
function toJob(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const job = isObject(raw['output']) ? raw['output'] : raw;
  const status = toText(job['status']) ?? '';
  const type = toText(job['training_type']);
  const { own, mark } = nameOf(job);
  return {
    id: job['job_id'],
    status,
    created_at: inChina(job['create_time']),
    finished_at: inChina(job['end_time']),
    model: job['model'],
    fine_tuned_model: status === 'SUCCEEDED' ? job['finetuned_output'] : null,
    // The same from its creation to its end: its model, which has the suffix alone, comes with that.
    suffix: own ?? suffixIn(job),
    output_name: suffixIn(job),
    error: status === 'FAILED' ? { code: job['code'], message: job['message'] } : null,
    hyperparameters: job['hyper_parameters'],
    method: type === null ? null : { type: methodOf(type) },
    training_files: filesOf(job, 'training'),
    validation_files: filesOf(job, 'validation'),
    trained_tokens: isObject(job['usage']) ? job['usage']['total_tokens'] : job['usage'],
    metadata: mark === null ? {} : { [nonceKey]: mark },
    job_settings: present({ training_type: type === null ? null : supervisedTypeOf(type) }),
  };
}

/** What it does not know as a method of ours keeps its name, such as `reinforcement`. */
function methodOf(type: string): string {
  if (type.startsWith('dpo')) return 'dpo';
  return Object.values(trainingTypes).includes(type) ? 'supervised' : type;
}

/** One that the house does not know, of a job that is cloned, stays; there is none on plain text. */
function preferenceTypeOf(weights: string): string {
  return preferenceTypes[weights] ?? (weights.startsWith('dpo') ? weights : usualPreferenceType);
}

/** What the setting of the house calls it, whatever the method. */
function supervisedTypeOf(type: string): string {
  const same = Object.entries(preferenceTypes).find(([, preference]) => preference === type);
  return same?.[0] ?? type;
}

/** What a person called a job, and our mark in it; a job that nobody named is called by its id. */
function nameOf({ job_id: id, job_name: name }: JsonObject): {
  readonly own: string | null;
  readonly mark: string | null;
} {
  const text = toText(name);
  const marked = markedName.exec(text ?? '');
  if (marked !== null) return { own: marked[1] ?? null, mark: marked[2] ?? null };
  const own = text === toText(id) ? null : text;
  return { own: toText(own?.replace(cutMark, '')), mark: null };
}

/** Of `qwen3-14b-faq-ft-202410291653-1c7f` what stands between the model and the job. */
function suffixIn({ finetuned_output: output, job_id: id, model }: JsonObject): string | null {
  const whole = toText(output) ?? '';
  const [start, end] = [`${toText(model) ?? ''}-`, `-${toText(id) ?? ''}`];
  return whole.startsWith(start) && whole.endsWith(end)
    ? toText(whole.slice(start.length, -end.length))
    : null;
}

/** Ids; of a newer job there are none, but data sets, each a file that was uploaded, or one that is mounted from OSS. */
function filesOf(job: JsonObject, kind: 'training' | 'validation'): readonly unknown[] {
  const ids = job[`${kind}_file_ids`];
  const sets = job[`${kind}_datasets`];
  if (isList(ids) && ids.length > 0) return ids;
  return isList(sets) ? sets.map(toFileOf) : [];
}

function toFileOf(set: unknown): unknown {
  if (!isObject(set) || !isObject(set['mount_storage'])) return isObject(set) ? set['file_id'] : set;
  const { bucket, file_path: path } = set['mount_storage'];
  const id = `oss://${toText(bucket) ?? ''}/${toText(path) ?? ''}`;
  return { id, filename: toText(path)?.split('/').at(-1) };
}

/**
 * Its times have no zone, and are China's: the example of a file in its reference was uploaded at 10:04:11, and has an
 * address that was signed for a day at 10:27:01 in China, which is 02:27:01 UTC.
 */
function inChina(time: unknown): unknown {
  const [, date, clock] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)$/.exec(toText(time) ?? '') ?? [];
  return date === undefined || clock === undefined ? time : `${date}T${clock}+08:00`;
}

/** Lines of one text, should they come so: its Python client takes both. */
function readLog(raw: unknown) {
  const output = isObject(raw) ? raw['output'] : null;
  if (!isObject(output)) return null;
  const { logs, total } = output;
  const lines = isList(logs) ? logs : typeof logs === 'string' ? logs.split('\n') : [];
  return { lines, total: toAmount(total) ?? lines.length };
}

/** `2024-10-29 17:03:47,719 - INFO - start to save checkpoint`; the trainer's own lines have no time. */
const logLine = /^\s*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:,\d+)? - (\w+) - (.*)$/s;

function toEvent({ line, number }: NumberedLine): unknown {
  const text = toText(line) ?? '';
  const [, time, level, message = text.trim()] = logLine.exec(text) ?? [];
  const data = toPlacedMeasurement(message);
  return {
    id: String(number),
    created_at: inChina(time),
    level,
    message,
    type: data === null ? 'message' : 'metrics',
    data,
  };
}

/** One can be called, by its `model_name`, once it is exported. */
function toCheckpoint(raw: unknown, jobId: string): unknown {
  if (!isObject(raw)) return raw;
  const name = toText(raw['checkpoint']);
  return {
    id: pick(raw, 'checkpoint_id', 'full_name', 'checkpoint'),
    created_at: inChina(raw['create_time']),
    fine_tuned_model_checkpoint: raw['model_name'],
    fine_tuning_job_id: jobId,
    step_number: raw['step'] ?? /-(\d+)$/.exec(name ?? '')?.[1],
    metrics: raw['metrics'],
  };
}

/** A file of the list, `{data: {…}}`, or what was uploaded just now, of which no more is said than its name. */
function toFile(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const data = isObject(raw['data']) ? raw['data'] : raw;
  const [uploaded] = isList(data['uploaded_files']) ? data['uploaded_files'] : [];
  const file = isObject(uploaded) ? uploaded : data;
  return {
    id: file['file_id'],
    filename: file['name'],
    bytes: file['size'],
    created_at: inChina(file['gmt_create']),
    purpose: file['purpose'],
  };
}

/** Where the storage serves what it signs: over https too, which the signature does not cover. */
const unencryptedStorage = /^http:(?=\/\/[\w.-]+\.aliyuncs\.com[/?])/;

function contentLinks(raw: unknown): readonly (string | null)[] {
  const data = isObject(raw) ? raw['data'] : null;
  const link = isObject(data) && typeof data['url'] === 'string' ? data['url'] : null;
  return [link === null ? null : link.replace(unencryptedStorage, 'https:')];
}
