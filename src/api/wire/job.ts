import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { Checkpoint } from './checkpoint';
import { FineTuningEvent } from './event';
import { type FileReference, toFileReferences } from './file';
import { type Hyperparameters, type Method, toHyperparameters, toMethod } from './hyperparameters';
import { jsonExcerpt } from './jsonExcerpt';
import { type RepeatedFields, toRepeatedFields } from './repeatedFields';
import { isSnakeCase, withSnakeCaseKeys } from './spellings';
import {
  cut,
  isObject,
  type JsonObject,
  maxNameLength,
  reading,
  requiredText,
  toAmount,
  toEpochSeconds,
  toName,
  toNumber,
  toText,
} from './values';

const optional = z.optional(z.unknown());

/**
 * A job on the wire: `fine_tuning.job`, the legacy `fine-tune`, and every dialect's form brought to these names.
 * A job needs an id, and nothing else: the rest may be anything or be left out, and what cannot be read is null.
 * Sources: OpenAI's specification, `FineTuningJob`; the legacy API reference, `FineTune`. Fields that only some
 * providers send (`progress`, `total_price`, …) are put under these names by their dialects.
 */
export const JobWire = z.looseObject(
  {
    id: requiredText,
    status: optional,
    created_at: optional,
    object: optional,
    updated_at: optional,
    started_at: optional,
    finished_at: optional,
    estimated_finish: optional,
    model: optional,
    fine_tuned_model: optional,
    user_provided_suffix: optional,
    suffix: optional,
    organization_id: optional,
    organisation_id: optional,
    error: optional,
    var_error: optional,
    hyperparameters: optional,
    hyperparams: optional,
    requested_hyperparameters: optional,
    method: optional,
    training_file: optional,
    training_files: optional,
    validation_file: optional,
    validation_files: optional,
    result_files: optional,
    trained_tokens: optional,
    seed: optional,
    integrations: optional,
    metadata: optional,
    events: optional,
    checkpoints: optional,
    progress: optional,
    total_price: optional,
    price_currency: optional,
    price_is_estimate: optional,
    web_url: optional,
    output_name: optional,
    job_settings: optional,
    repeated_fields: optional,
    queue_position: optional,
  },
  { error: () => t('is not an object') },
);
export type JobWire = z.infer<typeof JobWire>;

/** A fine-tuning job, whoever runs it. */
export interface FineTuningJob {
  readonly id: string;
  /** `fine_tuning.job`, `fine-tune`, … */
  readonly object: string | null;
  /** Verbatim, in the provider's words: `shared/statuses.ts` groups them. Empty where the provider reports none. */
  readonly status: string;
  /** All times: Unix seconds, null where not yet or not reported. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly estimatedFinish: number | null;
  /** The base model. */
  readonly model: string | null;
  readonly fineTunedModel: string | null;
  readonly suffix: string | null;
  /** The field of the wire that the suffix is in. */
  readonly suffixName: 'user_provided_suffix' | 'suffix';
  readonly organizationId: string | null;
  readonly error: JobError | null;
  /** As the job itself states them; supervised jobs only at OpenAI. */
  readonly hyperparameters: Hyperparameters;
  /** With `auto` where it was requested; only the local engine says it. */
  readonly requestedHyperparameters: Hyperparameters | null;
  readonly method: Method | null;
  readonly trainingFiles: readonly FileReference[];
  readonly validationFiles: readonly FileReference[];
  readonly resultFiles: readonly FileReference[];
  /** Billable tokens. */
  readonly trainedTokens: number | null;
  readonly seed: number | null;
  readonly integrations: readonly Integration[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Only where the provider sends them with the job (legacy, Mistral). */
  readonly events: readonly FineTuningEvent[];
  readonly checkpoints: readonly Checkpoint[];
  /** Share done, 0 to 1, where the provider reports it. */
  readonly progress: number | null;
  /** Jobs that are to run before it, where the provider says how many. */
  readonly queuePosition: number | null;
  /** In the currency below. */
  readonly price: number | null;
  /** ISO 4217, such as `USD`, which it is where the provider does not say; else its own word, such as `credits`. */
  readonly priceCurrency: string;
  /** The provider never says what the job did cost. */
  readonly isPriceEstimated: boolean;
  /** The provider's own page of the job. */
  readonly webUrl: string | null;
  /** What its model is to be called, where a job has a name beside that. */
  readonly outputName: string | null;
  /** What was chosen beside hyperparameters, as far as its dialect asks for it: `trainingType` at Azure. */
  readonly settings: Readonly<Record<string, string>>;
  readonly repeated: RepeatedFields;
}

export const FineTuningJob = z.pipe(z.transform(withSnakeCaseKeys), reading(JobWire, toJob));

/**
 * What {@link FineTuningJob} makes of `raw`, at a tenth of its cost; undefined where only the schema can say.
 * It cannot drift: all it decides is that the schema's demand holds, and both read the rest by one function.
 */
export function readExpectedJob(raw: unknown): FineTuningJob | undefined {
  return isExpectedJob(raw) ? toJob(raw) : undefined;
}

/** Whether the schema's demand holds, and all is spelled as the wire has it. */
export function isExpectedJob(raw: unknown): raw is JobWire {
  return isObject(raw) && isSnakeCase(raw) && isName(raw['id']);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxNameLength;
}

const none: readonly never[] = Object.freeze([]);
const noParameters: Hyperparameters = Object.freeze({});
const noMetadata: Readonly<Record<string, string>> = Object.freeze({});

function toJob(wire: JobWire): FineTuningJob {
  const fineTunedModel = toText(wire.fine_tuned_model);
  const ownSuffix = toText(wire.user_provided_suffix);
  return {
    id: wire.id,
    object: toText(wire.object),
    status: toName(wire.status) ?? '',
    createdAt: toEpochSeconds(wire.created_at),
    updatedAt: toEpochSeconds(wire.updated_at),
    startedAt: toEpochSeconds(wire.started_at),
    finishedAt: toEpochSeconds(wire.finished_at),
    estimatedFinish: toEpochSeconds(wire.estimated_finish),
    model: toText(wire.model),
    fineTunedModel,
    suffix: ownSuffix ?? toText(wire.suffix),
    suffixName: ownSuffix === null ? 'suffix' : 'user_provided_suffix',
    organizationId: toText(wire.organization_id) ?? toText(wire.organisation_id),
    error: toJobError(wire.error ?? wire.var_error),
    hyperparameters: toHyperparameters(wire.hyperparameters ?? wire.hyperparams) ?? noParameters,
    requestedHyperparameters: toHyperparameters(wire.requested_hyperparameters),
    method: toMethod(wire.method),
    trainingFiles: toFileReferences(wire.training_files, wire.training_file),
    validationFiles: toFileReferences(wire.validation_files, wire.validation_file),
    resultFiles: toFileReferences(wire.result_files),
    trainedTokens: toAmount(wire.trained_tokens),
    seed: toNumber(wire.seed),
    integrations: readEach(wire.integrations, toIntegration),
    metadata: toMetadata(wire.metadata),
    events: readEach(wire.events, (value) => FineTuningEvent.safeParse(value).data ?? null),
    checkpoints: readEach(wire.checkpoints, (value) => Checkpoint.safeParse(value).data ?? null),
    progress: toAmount(wire.progress, 1),
    queuePosition: toAmount(wire.queue_position),
    price: toAmount(wire.total_price),
    priceCurrency: toCurrency(wire.price_currency),
    isPriceEstimated: wire.price_is_estimate === true,
    webUrl: toText(wire.web_url),
    outputName: toText(wire.output_name),
    settings: toMetadata(wire.job_settings),
    repeated: toRepeatedFields(wire.repeated_fields),
  };
}

/** Characters of a currency that are kept. */
const maxCurrencyLength = 20;

/** What is counted in something else than money is worth no dollars. */
function toCurrency(value: unknown): string {
  if (typeof value !== 'string' || value === '') return 'USD';
  return /^[a-z]{3}$/i.test(value) ? value.toUpperCase() : cut(value, maxCurrencyLength);
}

/** Items of a list within a job that are read. */
const maxItems = 10_000;

function readEach<T>(value: unknown, read: (item: unknown) => T | null): readonly T[] {
  if (!Array.isArray(value) || value.length === 0) return none;
  return value
    .slice(0, maxItems)
    .map(read)
    .filter((item): item is NonNullable<typeof item> => item !== null);
}

export interface JobError {
  readonly code: string | null;
  readonly message: string;
  /** The parameter at fault, usually `training_file` or `validation_file`. */
  readonly param: string | null;
}

/** Providers also send `{}` for "no error", or a bare string. */
export function toJobError(value: unknown): JobError | null {
  if (typeof value === 'string' && value !== '') return { code: null, message: value, param: null };
  if (!isObject(value)) return null;
  const code = toText(value['code']);
  const message = toText(value['message']);
  if (code === null && message === null) return null;
  return { code, message: message ?? code ?? '', param: toText(value['param']) };
}

export interface Integration {
  /** `wandb`, or what the provider says. */
  readonly type: string;
  readonly project: string | null;
  readonly name: string | null;
  readonly entity: string | null;
  readonly tags: readonly string[];
  /** Its page, where the dialect knows it. */
  readonly url?: string;
}

/** The settings lie under the integration's own name at OpenAI, and flat beside `type` at Mistral. */
function toIntegration(value: unknown): Integration | null {
  if (!isObject(value)) return null;
  const type = toText(value['type']);
  if (type === null) return null;
  const settings = isObject(value[type]) ? value[type] : value;
  const url = toText(settings['url']);
  return {
    type,
    project: toText(settings['project']),
    name: toText(settings['name']),
    entity: toText(settings['entity']),
    tags: readEach(settings['tags'], toText),
    ...(url === null ? {} : { url }),
  };
}

export function toMetadata(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return noMetadata;
  if (isMetadata(value)) return value;
  const pairs = Object.entries(value).slice(0, maxMetadata);
  return Object.fromEntries(
    pairs.map(([key, each]): [string, string] => [cut(key, maxMetadataLength), toMetadatum(each)]),
  );
}

/** Pairs of metadata, and characters of each half, that are kept: OpenAI allows 16, 64 and 512. */
const maxMetadata = 200;
const maxMetadataLength = 5_000;

/** Whether nothing has to be changed: then the object is taken as it came. */
function isMetadata(value: JsonObject): value is Readonly<Record<string, string>> {
  let count = 0;
  for (const key in value) {
    const each = value[key];
    if (typeof each !== 'string' || each.length > maxMetadataLength) return false;
    if (++count > maxMetadata || key.length > maxMetadataLength) return false;
  }
  return true;
}

function toMetadatum(value: unknown): string {
  return typeof value === 'string' ? cut(value, maxMetadataLength) : jsonExcerpt(value, maxMetadataLength);
}
