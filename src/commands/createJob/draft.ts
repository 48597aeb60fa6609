import { t } from '@vscode/l10n';
import type { CapabilityName, CreateJob, JobSetting, MethodType } from '../../api/dialects/dialect';
import { goesWithMethod } from '../../api/dialects/goesWithMethod';
import { isWholly } from '../../api/dialects/isWholly';
import { takesValidationFile } from '../../api/dialects/takesValidationFile';
import type { FileReference } from '../../api/wire/file';
import type { Hyperparameter, Hyperparameters } from '../../api/wire/hyperparameters';
import type { FineTuningJob, Integration } from '../../api/wire/job';
import { nonceKey } from '../../api/wire/nonce';
import type { RepeatedFields } from '../../api/wire/repeatedFields';
import type { JsonObject } from '../../api/wire/values';
import { knownMethods } from '../../jobs/problemWithClone';
import type { KeptRequest } from '../../jobs/requestMemory';
import type { CreationOptions } from '../../jobs/source';
import type { JobStore } from '../../jobs/store';
import type { DataFile } from '../trainingFiles/dataFile';
import { fieldOf, type FormField, hyperparameterFields, isUnset } from './formFields';

/** What the steps of creating a job gather. Empty texts and `auto` are left to the provider. */
export interface JobDraft {
  trainingFile: DataFile | null;
  validationFile: DataFile | null;
  model: string;
  method: MethodType;
  /** As typed, by wire name; also those that only a cloned job has. */
  hyperparameters: Readonly<Record<string, string>>;
  suffix: string;
  seed: string;
  /** Of a cloned reinforcement job: these steps show it and cannot ask for it. */
  grader: JsonObject | null;
  /** Graders of other kinds as they were left, by their kinds; left out: there are none. */
  otherGraders?: Readonly<Record<string, JsonObject>>;
  metadata: Readonly<Record<string, string>>;
  integrations: readonly Integration[];
  /** Of the dialect's settings, by name, those that were chosen. */
  settings: Readonly<Record<string, string>>;
  /** Seconds after which the provider deletes what is uploaded; left out, or 0: it keeps it. */
  uploadExpiry?: number;
  /** Of a cloned job: nobody is asked for them, but whoever does not want one leaves it out. See {@link repeatedOf}. */
  repeated: RepeatedFields;
  /** What the cloned job has, with which its repeated fields go; null: there is none. */
  readonly clonedFrom: Pick<JobDraft, 'model' | 'method' | 'settings'> | null;
}

/** @param method the first that the provider has */
export function emptyDraft(method: MethodType = 'supervised'): JobDraft {
  return {
    trainingFile: null,
    validationFile: null,
    model: '',
    method,
    hyperparameters: {},
    suffix: '',
    seed: '',
    grader: null,
    metadata: {},
    integrations: [],
    settings: {},
    repeated: {},
    clonedFrom: null,
  };
}

/**
 * A draft with a job's own choices, to change and create again: what was requested, where that is known, else what was
 * used.
 *
 * @param store knows what its files are called
 * @param kept of what was requested here: what the job does not report is taken from it, and a seed only if it was given
 */
export function draftFrom(
  job: FineTuningJob,
  requested: Hyperparameters | null,
  store: Pick<JobStore, 'fileName'>,
  kept: KeptRequest = {},
): JobDraft {
  const seed = kept.seed === undefined ? job.seed : kept.seed;
  const uploadedFile = ([file, ...others]: readonly FileReference[]): DataFile | null =>
    file === undefined
      ? null
      : {
          ...{ kind: 'uploaded', id: file.id, name: store.fileName(file) },
          ...(others.length > 0 ? { isFirstOf: others.length + 1 } : {}),
        };
  const clonedFrom: JobDraft['clonedFrom'] = {
    model: job.model ?? '',
    method: knownMethods.find((each) => each === job.method?.type) ?? 'supervised',
    settings: { ...kept.settings, ...job.settings },
  };
  return {
    ...clonedFrom,
    clonedFrom,
    trainingFile: uploadedFile(job.trainingFiles),
    validationFile: uploadedFile(job.validationFiles),
    hyperparameters: Object.fromEntries(
      Object.entries(requested ?? { ...job.hyperparameters, ...job.method?.hyperparameters })
        .map(([name, value]) => [name, String(value)] as const)
        .filter(([, text]) => !isUnset(text)),
    ),
    suffix: job.suffix ?? kept.suffix ?? '',
    seed: seed === null ? '' : String(seed),
    grader: job.method?.grader ?? null,
    metadata: without(job.metadata, nonceKey), // it marks that job alone
    integrations: job.integrations,
    repeated: job.repeated,
  };
}

/** A copy without one of its keys. */
export function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

/**
 * The fields that are repeated of a cloned job, as the draft is now: one that goes with a base model, a method or a
 * setting is left out for as long as that is another one.
 */
export function repeatedOf(draft: JobDraft, options: CreationOptions): RepeatedFields {
  const { repeatedWith = {} } = options;
  const changed = Object.keys(repeatedWith).filter((name) => isChanged(name, draft, options));
  const left = changed.flatMap((name) => repeatedWith[name] ?? []);
  const isLeft = (name: string) => left.some((field) => name === field || name.startsWith(`${field}.`));
  return Object.fromEntries(Object.entries(draft.repeated).filter(([name]) => !isLeft(name)));
}

/** @param name `model`, `method`, or that of a setting. A checkpoint stands in the place of a base model. */
function isChanged(name: string, draft: JobDraft, options: CreationOptions): boolean {
  const { clonedFrom } = draft;
  if (clonedFrom === null) return false;
  if (name === 'method') return draft.method !== clonedFrom.method;
  if (name === 'model')
    return (
      draft.model !== clonedFrom.model || checkpointOf(draft, options) !== checkpointOf(clonedFrom, options)
    );
  const setting = options.settings?.find((each) => each.name === name);
  return setting !== undefined && settingOf(draft, setting) !== settingOf(clonedFrom, setting);
}

/** Settings that only the old method knows go with it. */
export function changeMethod(draft: JobDraft, method: MethodType, options: CreationOptions): void {
  if (method === draft.method) return;
  draft.method = method;
  draft.hyperparameters = Object.fromEntries(
    Object.entries(draft.hyperparameters).filter(([name]) => options.hyperparameters.offered.includes(name)),
  );
}

export function problemWithSuffix(
  text: string,
  { isSuffixRequired, maxSuffixLength, suffixRule }: CreationOptions,
): string | null {
  if (text === '' && isSuffixRequired === true) return t('This provider creates no job without a suffix');
  if (text.length > maxSuffixLength) return t('At most {0} characters', maxSuffixLength);
  if (suffixRule !== undefined)
    return text === '' || isWholly(suffixRule.pattern, text) ? null : suffixRule.text;
  return /[:\s]/.test(text) ? t('No spaces and no colons: it becomes part of the model’s name') : null;
}

/** A suffix after the name of the training file, as the provider takes one; null: there is no such. */
export function suggestedSuffix({ trainingFile }: JobDraft, options: CreationOptions): string | null {
  return hyphenated((trainingFile?.name ?? '').replace(/\.[a-z]+$/i, ''), options);
}

/**
 * A job's name as its own provider takes a suffix: names that are given elsewhere may be free texts. Where it is not
 * taken, what the job's model is called serves, else the name in lower case with hyphens. Where none of them is taken,
 * the name stays, for the person to change.
 *
 * @param outputName what the model is called; null: not known
 */
export function takenSuffix(name: string, outputName: string | null, options: CreationOptions): string {
  const isTaken = (text: string | null) => text !== null && problemWithSuffix(text, options) === null;
  return [name, outputName, hyphenated(name, options)].find(isTaken) ?? name;
}

/** The letters and digits of a text without their accents, in lower case with hyphens; null: that is no suffix there. */
function hyphenated(text: string, options: CreationOptions): string | null {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const suffix = words.join('-').slice(0, options.maxSuffixLength).replace(/-$/, '');
  return suffix === '' || problemWithSuffix(suffix, options) !== null ? null : suffix;
}

/** The file that the job is going to be validated on; null: none, or the method takes none there. */
export function validationFileOf(
  { method, validationFile }: JobDraft,
  options: CreationOptions,
): DataFile | null {
  return takesValidationFile(options, method) ? validationFile : null;
}

/** The setting that a validation file is useless without, where it is not set; null: there is none. */
export function missingEvaluations(draft: JobDraft, options: CreationOptions): FormField | null {
  const { evaluations } = options.hyperparameters;
  if (evaluations === undefined || validationFileOf(draft, options) === null) return null;
  const isSet = Number(draft.hyperparameters[evaluations]) > 0;
  const fields = hyperparameterFields(options, draft.method);
  return isSet ? null : (fields.find(({ wireName }) => wireName === evaluations) ?? null);
}

/** The hyperparameters that the provider wants a number of, where there is none. */
export function missingNumbers(draft: JobDraft, options: CreationOptions): readonly FormField[] {
  return hyperparameterFields(options, draft.method).filter(
    ({ wireName, isWanted }) => isWanted === true && draft.hyperparameters[wireName] === undefined,
  );
}

/** The setting that no job is created without, where it is not set; null: there is none. */
export function missingSetting(draft: JobDraft, { settings = [] }: CreationOptions): JobSetting | null {
  return settings.find((each) => each.isRequired === true && settingOf(draft, each) === '') ?? null;
}

/** Whoever clears it leaves it to the review, which does not create a job without what is needed. */
export function problemWithSetting(text: string, { pattern, hint }: JobSetting): string | null {
  return text === '' || pattern?.test(text) !== false ? null : t('“{0}” is not taken: {1}', text, hint);
}

/** What is chosen of a setting; empty: that is left to the provider. */
export function settingOf({ settings }: Pick<JobDraft, 'settings'>, { name, initial }: JobSetting): string {
  return settings[name] ?? initial ?? '';
}

/** The checkpoint that the job goes on from, in the place of its base model; null: none. */
export function checkpointOf(
  draft: Pick<JobDraft, 'settings'>,
  { settings }: CreationOptions,
): string | null {
  const setting = settings?.find(({ isCheckpoint }) => isCheckpoint);
  return setting === undefined ? null : settingOf(draft, setting) || null;
}

/**
 * Has the job begin with a model. What was fine-tuned takes the place of a base model where there is a setting for it,
 * and a base model the place of what stands there.
 */
export function beginWith(
  draft: JobDraft,
  name: string,
  options: CreationOptions,
  { isTuned }: { readonly isTuned: boolean },
): void {
  if (isTuned) {
    startFrom(draft, name, options);
    return;
  }
  draft.model = name;
  const setting = options.settings?.find(({ isCheckpoint }) => isCheckpoint);
  if (setting !== undefined) draft.settings = without(draft.settings, setting.name);
}

/** Lets the job go on from a checkpoint: some providers take one as a base model, others have a setting for it. */
export function startFrom(draft: JobDraft, checkpoint: string, { settings }: CreationOptions): void {
  const setting = settings?.find(({ isCheckpoint }) => isCheckpoint);
  if (setting === undefined) draft.model = checkpoint;
  else draft.settings = { ...draft.settings, [setting.name]: checkpoint };
}

/** Whether the job is going to be written to Weights & Biases. */
export function wandbOf({ integrations }: JobDraft, { capabilities }: CreationOptions): Integration | null {
  if (capabilities.integrations !== true) return null;
  return integrations.find(({ type }) => type === 'wandb') ?? null;
}

/**
 * The request that a draft stands for, its files uploaded. What the provider does not take is left out.
 *
 * @param wandbKey where the provider needs one
 */
export function toRequest(
  draft: JobDraft,
  options: CreationOptions,
  trainingFile: string,
  validationFile: string | null,
  wandbKey?: string,
): CreateJob {
  const takes = (name: CapabilityName) => options.capabilities[name] === true;
  const { method, suffix, seed, metadata, integrations, grader } = draft;
  const repeated = repeatedOf(draft, options);
  return {
    model: draft.model,
    trainingFile,
    ...(validationFile !== null && takesValidationFile(options, method) ? { validationFile } : {}),
    ...(suffix !== '' && takes('suffix') ? { suffix: suffix.slice(0, options.maxSuffixLength) } : {}),
    ...(!isUnset(seed) && takes('seed') ? { seed: Number(seed) } : {}),
    ...(Object.keys(metadata).length > 0 && takes('metadata') ? { metadata } : {}),
    ...(integrations.length > 0 && takes('integrations')
      ? { integrations: integrations.map((each) => toIntegration(each, wandbKey)) }
      : {}),
    ...toSettings(draft, options),
    ...(Object.keys(repeated).length > 0 ? { repeated } : {}),
    method: {
      type: method,
      hyperparameters: toHyperparameters(draft, options),
      ...(grader !== null && method === 'reinforcement' ? { grader } : {}),
    },
  };
}

/** The hyperparameters that the job can be given: those that are asked for, and those that it has from a cloned one. */
export function fieldsOf(draft: JobDraft, options: CreationOptions): readonly FormField[] {
  const offered = hyperparameterFields(options, draft.method);
  const others = Object.keys(draft.hyperparameters).filter(
    (name) => isTaken(name, draft, options) && !offered.some(({ wireName }) => wireName === name),
  );
  return [...offered, ...others.map((name) => fieldOf(name))];
}

function isTaken(name: string, { method }: JobDraft, options: CreationOptions): boolean {
  const { takesOthers, offered } = options.hyperparameters;
  return (takesOthers || offered.includes(name)) && goesWithMethod(name, options, method);
}

function toHyperparameters(draft: JobDraft, options: CreationOptions) {
  return Object.fromEntries(
    Object.entries(draft.hyperparameters)
      .filter(([name, text]) => isTaken(name, draft, options) && !isUnset(text))
      .map(([name, text]): [string, Hyperparameter] => [name, toHyperparameter(text)]),
  );
}

/** `0.5` is a number, `true` a flag, and `max` or `low` stays a word. */
function toHyperparameter(text: string): Hyperparameter {
  if (text === 'true' || text === 'false') return text === 'true';
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

function toSettings(draft: JobDraft, { settings = [] }: CreationOptions): Pick<CreateJob, 'settings'> {
  const chosen = settings.map((each) => [each.name, settingOf(draft, each)] as const);
  const set = chosen.filter(([, value]) => value !== '');
  return set.length === 0 ? {} : { settings: Object.fromEntries(set) };
}

/** As OpenAI's wire has it; what is not set is left out. */
function toIntegration({ type, ...settings }: Integration, wandbKey: string | undefined): JsonObject {
  const isSet = (value: unknown) =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  const all = { ...settings, api_key: type === 'wandb' ? wandbKey : undefined };
  return { type, [type]: Object.fromEntries(Object.entries(all).filter(([, value]) => isSet(value))) };
}
