import * as z from 'zod';
import { Checkpoint } from './checkpoint';
import { FineTuningEvent } from './event';
import { toFileReferences } from './file';
import { withSnakeCaseKeys } from './spelling';
import {
  type JsonObject,
  epochSeconds,
  isObject,
  listOf,
  number,
  pick,
  text,
  toEpochSeconds,
  toNumber,
  toText,
} from './wire';

/** A hyperparameter: `auto` until the provider has chosen. */
export type Hyperparameter = number | string | boolean;
export type Hyperparameters = Readonly<Record<string, Hyperparameter>>;

/** What a job cannot be shown without. */
const requiredText = z.string().min(1);
const requiredEpochSeconds = z.unknown().transform((value, context) => {
  const seconds = toEpochSeconds(value);
  if (seconds !== null) return seconds;
  context.addIssue({ code: 'custom', message: 'is not a time' });
  return z.NEVER;
});

/**
 * A fine-tuning job: `fine_tuning.job`, the legacy `fine-tune`, and every dialect's form brought to these names.
 *
 * Strict about id, status and creation time; any other field that is missing or of a wrong type is null.
 * Sources: OpenAI's specification, `FineTuningJob`; the legacy API reference, `FineTune`. Fields that only some
 * providers send (`progress`, `total_price`, …) are put under these names by their dialects.
 */
export const FineTuningJob = z.preprocess(
  withSnakeCaseKeys,
  z
    .object({
      id: requiredText,
      object: text,
      status: requiredText,
      created_at: requiredEpochSeconds,
      updated_at: epochSeconds,
      started_at: epochSeconds,
      finished_at: epochSeconds,
      estimated_finish: epochSeconds,
      model: text,
      fine_tuned_model: text,
      user_provided_suffix: text,
      suffix: text,
      organization_id: text,
      organisation_id: text,
      error: z.unknown().transform(toJobError),
      hyperparameters: z.unknown().transform(toHyperparameters),
      hyperparams: z.unknown().transform(toHyperparameters),
      method: z.unknown().transform(toMethod),
      training_file: z.unknown(),
      training_files: z.unknown(),
      validation_file: z.unknown(),
      validation_files: z.unknown(),
      result_files: z.unknown(),
      trained_tokens: number,
      seed: number,
      integrations: listOf(toIntegration),
      metadata: z.unknown().transform(toMetadata),
      events: listOf((value) => FineTuningEvent.safeParse(value).data ?? null),
      checkpoints: listOf((value) => Checkpoint.safeParse(value).data ?? null),
      progress: number,
      seconds_remaining: number,
      total_price: number,
      web_url: text,
    })
    .transform((wire) => ({
      id: wire.id,
      /** `fine_tuning.job`, `fine-tune`, … */
      object: wire.object,
      /** Verbatim, in the provider's words: `jobs/status.ts` groups them. */
      status: wire.status,
      /** All times: Unix seconds, null where not yet or not told. */
      createdAt: wire.created_at,
      updatedAt: wire.updated_at,
      startedAt: wire.started_at,
      finishedAt: wire.finished_at,
      estimatedFinish: wire.estimated_finish,
      /** The base model. */
      model: wire.model,
      fineTunedModel: wire.fine_tuned_model,
      suffix: wire.user_provided_suffix ?? wire.suffix ?? suffixOf(wire.fine_tuned_model),
      organizationId: wire.organization_id ?? wire.organisation_id,
      error: wire.error,
      /** As the job itself states them; supervised jobs only at OpenAI. */
      hyperparameters: wire.hyperparameters ?? wire.hyperparams ?? {},
      method: wire.method,
      trainingFiles: toFileReferences(wire.training_files, wire.training_file),
      validationFiles: toFileReferences(wire.validation_files, wire.validation_file),
      resultFiles: toFileReferences(wire.result_files),
      /** Billable tokens. */
      trainedTokens: wire.trained_tokens,
      seed: wire.seed,
      integrations: wire.integrations,
      metadata: wire.metadata,
      /** Only where the provider sends them with the job (legacy, Mistral). */
      events: wire.events,
      checkpoints: wire.checkpoints,
      /** Share done, 0 to 1, where the provider tells. */
      progress: wire.progress,
      /** Seconds until the end, where the provider tells. */
      secondsRemaining: wire.seconds_remaining,
      /** US dollars. */
      price: wire.total_price,
      /** The provider's own page of the job. */
      webUrl: wire.web_url,
    })),
);
export type FineTuningJob = z.infer<typeof FineTuningJob>;

export interface JobError {
  readonly code: string | null;
  readonly message: string;
  /** The parameter at fault, usually `training_file` or `validation_file`. */
  readonly param: string | null;
}

/** Providers also send `{}` for "no error", or a bare string. */
function toJobError(value: unknown): JobError | null {
  if (typeof value === 'string' && value !== '') return { code: null, message: value, param: null };
  if (!isObject(value)) return null;
  const code = toText(value['code']);
  const message = toText(value['message']);
  if (code === null && message === null) return null;
  return { code, message: message ?? code ?? '', param: toText(value['param']) };
}

/** Numbers, `auto`, and the flags that some providers add. Azure's `-1` epochs are what others call `auto`. */
export function toHyperparameters(value: unknown): Hyperparameters | null {
  if (!isObject(value)) return null;
  const read: Record<string, Hyperparameter> = {};
  for (const [name, each] of Object.entries(value)) {
    const parameter = toNumber(each) ?? (typeof each === 'boolean' ? each : toText(each));
    if (parameter !== null) read[name] = name === 'n_epochs' && parameter === -1 ? 'auto' : parameter;
  }
  return read;
}

export interface Method {
  /** `supervised`, `dpo`, `reinforcement`, or what the provider says. */
  readonly type: string;
  readonly hyperparameters: Hyperparameters;
  /** What scores the answers of a reinforcement job, as the wire has it. */
  readonly grader: JsonObject | null;
}

function toMethod(value: unknown): Method | null {
  if (!isObject(value)) return null;
  const type =
    toText(value['type']) ??
    Object.keys(value).find((key) => isObject(value[key]) && key !== 'hyperparameters');
  if (type === undefined) return null;
  const settings = isObject(value[type]) ? value[type] : {};
  return {
    type,
    hyperparameters: toHyperparameters(pick(settings, 'hyperparameters') ?? value['hyperparameters']) ?? {},
    grader: isObject(settings['grader']) ? settings['grader'] : null,
  };
}

export interface Integration {
  /** `wandb`, or what the provider says. */
  readonly type: string;
  readonly project: string | null;
  readonly name: string | null;
  readonly entity: string | null;
  readonly tags: readonly string[];
}

function toIntegration(value: unknown): Integration | null {
  if (!isObject(value)) return null;
  const type = toText(value['type']);
  if (type === null) return null;
  const settings = isObject(value[type]) ? value[type] : {};
  const tags = settings['tags'];
  return {
    type,
    project: toText(settings['project']),
    name: toText(settings['name']),
    entity: toText(settings['entity']),
    tags: Array.isArray(tags) ? tags.map(toText).filter((tag) => tag !== null) : [],
  };
}

function toMetadata(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    typeof each === 'string' ? each : JSON.stringify(each),
  ]);
  return Object.fromEntries(entries) as Record<string, string>; // entries are pairs of strings
}

/** OpenAI names a model `ft:base:organization:suffix:id`. */
function suffixOf(fineTunedModel: string | null): string | null {
  const parts = fineTunedModel?.split(':') ?? [];
  return parts[0] === 'ft' && parts.length >= 5 ? (parts[3] ?? null) || null : null;
}
