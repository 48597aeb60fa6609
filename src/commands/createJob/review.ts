import { t } from '@vscode/l10n';
import { ThemeIcon } from 'vscode';
import type { JobSetting } from '../../api/dialects/dialect';
import { takesValidationFile } from '../../api/dialects/takesValidationFile';
import type { JsonObject } from '../../api/wire/values';
import type { CreationOptions, JobSource } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import { ask, type Choice, choose, type Separator, type StepFrame } from '../../platform/steps';
import { clipped } from '../../shared/format';
import { type RepeatedFact, repeatedFacts } from '../../shared/repeatedText';
import type { DataFile } from '../trainingFiles/dataFile';
import type { FileCheck } from '../trainingFiles/fileCheck';
import type { TokenCounts } from '../trainingFiles/tokenCounts';
import {
  changeMethod,
  checkpointOf,
  fieldsOf,
  type JobDraft,
  problemWithSetting,
  problemWithSuffix,
  settingOf,
  wandbOf,
  without,
} from './draft';
import type { CountedTokens, Estimate } from './estimate';
import { countTokens, estimateNow, uncounted } from './estimateStep';
import { estimateRows } from './estimateText';
import { type FormField, isUnset, seedField } from './formFields';
import { metadataFrom, metadataText, problemWithMetadata } from './metadata';
import { whatHappens } from './whatHappens';

export type ReviewChoice =
  | 'create'
  | 'estimate'
  | 'trainingFile'
  | 'validationFile'
  | 'model'
  | 'method'
  | 'grader'
  | 'suffix'
  | 'metadata'
  | 'wandb'
  | FormField
  | JobSetting
  | RepeatedFact;

/**
 * The last step: everything at a glance, each line can be changed, the first one creates.
 *
 * @param last what was chosen before: after a change its line is active, so that one Enter more creates nothing
 */
export async function review(
  draft: JobDraft,
  source: JobSource,
  { check, counts }: ReviewedData,
  frame: StepFrame,
  last: ReviewChoice,
) {
  const placeholder = t('Check the job, then create it');
  const estimate = (tokens: CountedTokens) => estimateNow(draft, source, tokens);
  const choices = rows(draft, source, estimate(uncounted), null);
  const active = choices.find((each) => 'value' in each && nameOf(each.value) === nameOf(last));
  return choose<ReviewChoice>({
    ...frame,
    placeholder,
    choices,
    later: async (_, show) => {
      let tokens = uncounted;
      let facts: FileFacts | null = null;
      const current = () => rows(draft, source, estimate(tokens), facts);
      const counted = countTokens(draft, counts, (soFar) => {
        tokens = soFar;
        show(current(), placeholder);
      });
      facts = await check.summaries(draft, source);
      show(current(), placeholder);
      await counted;
      return current();
    },
    ...(active !== undefined && 'value' in active ? { active: active.value } : {}),
  });
}

/** What is read of the files of a draft, once for all reviews of it. */
export interface ReviewedData {
  readonly check: FileCheck;
  readonly counts: TokenCounts;
}

type FileFacts = Awaited<ReturnType<FileCheck['summaries']>>;

/** Fields are made for each review. */
function nameOf(choice: ReviewChoice): string {
  if (typeof choice === 'string') return choice;
  return 'wireName' in choice ? choice.wireName : choice.name;
}

/** `facts`: what was found in the files, once they were read. */
function rows(
  draft: JobDraft,
  source: JobSource,
  estimate: Estimate,
  facts: FileFacts | null,
): (Choice<ReviewChoice> | Separator)[] {
  const { options } = source.creation;
  const { capabilities: can, methods, settings = [] } = options;
  const { trainingFile, validationFile } = draft;
  const fileRow = (
    name: string,
    file: DataFile | null,
    fact: string | null | undefined,
    choice: ReviewChoice,
  ) => {
    const none = t({ message: 'none', comment: 'No validation file' });
    return row(name, [file?.name ?? none, othersText(file), fact].filter(Boolean).join(' · '), choice);
  };
  return [
    {
      label: t('Create This Job'),
      iconPath: new ThemeIcon('rocket'),
      description: t('at {0}', source.name),
      detail: whatHappens(draft, options),
      value: 'create',
    },
    ...estimateRows(estimate, source, editorFormat).map(({ label, text }) => row(label, text, 'estimate')),
    { separator: t('change') },
    fileRow(t('Training file'), trainingFile, facts?.training, 'trainingFile'),
    ...(takesValidationFile(options, draft.method)
      ? [fileRow(t('Validation file'), validationFile, facts?.validation, 'validationFile')]
      : []),
    row(
      t('Base model'),
      checkpointOf(draft, options) === null ? draft.model : t('that of the checkpoint'),
      'model',
    ),
    ...(methods.length > 1 ? [row(t('Method'), draft.method, 'method')] : []),
    ...(draft.grader !== null && draft.method === 'reinforcement'
      ? [row(t('Grader'), graderText(draft.grader), 'grader')]
      : []),
    ...settings.map((setting) => row(setting.label, settingText(draft, setting), setting)),
    ...fieldsOf(draft, options).map((field) => row(field.label, fieldText(draft, field), field)),
    ...(can.seed === true
      ? [row(seedField.label, draft.seed || t('chosen by the provider'), seedField)]
      : []),
    ...(can.suffix === true ? [row(t('Suffix'), suffixText(draft, options), 'suffix')] : []),
    ...(can.metadata === true ? [row(t('Metadata'), metadataFact(draft), 'metadata')] : []),
    ...(can.integrations === true ? [row('Weights & Biases', wandbText(draft, options), 'wandb')] : []),
    ...repeatedRows(draft),
  ];
}

/** A job can be given one file of each kind from here. */
function othersText(file: DataFile | null): string | null {
  if (file?.kind !== 'uploaded' || file.isFirstOf === undefined) return null;
  return `⚠ ${t('only this one of {0} files', file.isFirstOf)}`;
}

/** By the names that the provider has for them. */
function repeatedRows({ repeated }: JobDraft): (Choice<ReviewChoice> | Separator)[] {
  const facts = repeatedFacts(repeated).map((fact) => row(fact.name, clipped(fact.value, 200), fact));
  return facts.length === 0 ? [] : [{ separator: t('as in the job') }, ...facts];
}

const notSet = t({ message: 'none', comment: 'Nothing is set' });
const needed = t({ message: 'needed', comment: 'Nothing is set, without which no job is created' });

/** With what is wrong with it, such as what a cloned job has that its provider takes no more. */
function fieldText({ hyperparameters }: JobDraft, { isWanted, problemWith, wireName }: FormField): string {
  const value = hyperparameters[wireName];
  if (value === undefined) return isWanted === true ? needed : 'auto';
  const problem = problemWith(value);
  return problem === null ? value : `${value} · ⚠ ${problem}`;
}

/** With what is wrong with it, which keeps the job from being created. */
function suffixText({ suffix }: JobDraft, options: CreationOptions): string {
  const problem = suffix === '' ? null : problemWithSuffix(suffix, options);
  if (problem !== null) return `${suffix} · ⚠ ${problem}`;
  return (
    suffix || (options.isSuffixRequired === true ? needed : t({ message: 'none', comment: 'No suffix' }))
  );
}

function settingText(draft: JobDraft, setting: JobSetting): string {
  const value = settingOf(draft, setting);
  const chosen = setting.choices?.find((each) => each.value === value);
  if (chosen !== undefined) return chosen.label;
  if (value !== '') return value;
  if (setting.isRequired === true) return needed;
  return setting.choices === undefined ? notSet : t('chosen by the provider');
}

function graderText({ type, name }: JsonObject): string {
  return [type, name].filter((each) => typeof each === 'string').join(' · ');
}

function metadataFact({ metadata }: JobDraft): string {
  const count = Object.keys(metadata).length;
  if (count === 0) return notSet;
  const pairs = metadataText(metadata);
  return count === 1 ? pairs : t('{0} pairs: {1}', count, pairs);
}

function wandbText(draft: JobDraft, options: CreationOptions): string {
  const wandb = wandbOf(draft, options);
  if (wandb === null) return notSet;
  return wandb.project === null ? t('on') : t('project {0}', wandb.project);
}

function row(name: string, value: string, choice: ReviewChoice): Choice<ReviewChoice> {
  return { label: name, description: value, value: choice };
}

/** Whether it was answered. */
export async function askField(draft: JobDraft, field: FormField, title: string): Promise<boolean> {
  const isSeed = field === seedField;
  const { wireName } = field;
  const answer = await ask({
    title: `${title}: ${field.label}`,
    canGoBack: true,
    prompt: field.hint,
    value: isSeed ? draft.seed : (draft.hyperparameters[wireName] ?? (field.isWanted === true ? '' : 'auto')),
    problemWith: field.problemWith,
  });
  if (answer.kind !== 'value') return false;
  const others = without(draft.hyperparameters, wireName);
  if (isSeed) draft.seed = isUnset(answer.value) ? '' : answer.value;
  else draft.hyperparameters = isUnset(answer.value) ? others : { ...others, [wireName]: answer.value };
  return true;
}

export async function askSetting(draft: JobDraft, setting: JobSetting, title: string): Promise<void> {
  const { name, label, hint, choices } = setting;
  const frame = { title: `${title}: ${label}`, canGoBack: true };
  const value = settingOf(draft, setting);
  const left = { label: t('chosen by the provider'), value: '' };
  const answer =
    choices === undefined
      ? await ask({ ...frame, prompt: hint, value, problemWith: (text) => problemWithSetting(text, setting) })
      : await choose<string>({
          ...frame,
          placeholder: hint,
          choices: setting.initial === undefined ? [left, ...choices] : choices,
          active: value,
        });
  if (answer.kind === 'value') draft.settings = { ...draft.settings, [name]: answer.value };
}

export async function askSuffix(draft: JobDraft, options: CreationOptions, title: string): Promise<void> {
  const answer = await ask({
    title: t('{0}: Suffix', title),
    canGoBack: true,
    prompt: suffixPrompt(options),
    placeholder: 'support-bot',
    value: draft.suffix,
    problemWith: (text) => problemWithSuffix(text, options),
  });
  if (answer.kind === 'value') draft.suffix = answer.value;
}

function suffixPrompt({ maxSuffixLength, suffixRule }: CreationOptions): string {
  return suffixRule === undefined
    ? t('Names the job and becomes part of the model’s name. At most {0} characters', maxSuffixLength)
    : t('Names the job. {0}, at most {1} characters', suffixRule.text, maxSuffixLength);
}

export async function askMetadata(draft: JobDraft, options: CreationOptions, title: string): Promise<void> {
  const before = metadataText(draft.metadata);
  const answer = await ask({
    title: t('{0}: Metadata', title),
    canGoBack: true,
    prompt: t('Pairs that the provider keeps with the job, to find it by: key=value, key=value'),
    value: before,
    problemWith: (text) => problemWithMetadata(text, options.metadataRule),
  });
  // What was not changed stays to the letter.
  if (answer.kind === 'value' && answer.value !== before) draft.metadata = metadataFrom(answer.value);
}

export async function askMethod(draft: JobDraft, source: JobSource, title: string): Promise<void> {
  const details: Readonly<Record<JobDraft['method'], string>> = {
    supervised: t('Learns to answer like the examples'),
    dpo: t('Learns to prefer one answer over another'),
    reinforcement: t('Learns from a grader’s score'),
  };
  const { methods } = source.creation.options;
  // A reinforcement job needs a grader, which these steps cannot ask for.
  const offered = methods.filter((method) => method !== 'reinforcement' || draft.grader !== null);
  const answer = await choose<JobDraft['method']>({
    title: t('{0}: Method', title),
    canGoBack: true,
    placeholder:
      offered.length === methods.length
        ? t('How does the model learn?')
        : t('How does the model learn? (For reinforcement, clone a job that has a grader)'),
    choices: offered.map((method) => ({ label: method, detail: details[method], value: method })),
    active: draft.method,
  });
  if (answer.kind === 'value') changeMethod(draft, answer.value, source.creation.options);
}

/** Whether to have it as the job has it; it cannot be changed here. */
export async function askRepeated(
  draft: JobDraft,
  { name, value }: RepeatedFact,
  title: string,
): Promise<void> {
  const answer = await choose<boolean>({
    title: `${title}: ${name}`,
    canGoBack: true,
    placeholder: t('It is sent as the job has it'),
    choices: [
      { label: t('As in the job'), description: clipped(value, 1000), value: true },
      { label: t('Leave it out'), description: t('chosen by the provider'), value: false },
    ],
  });
  if (answer.kind === 'value' && !answer.value) draft.repeated = without(draft.repeated, name);
}

/** Field by field. */
export async function showGrader({ grader }: JobDraft, title: string): Promise<void> {
  await choose<null>({
    title: t('{0}: Grader', title),
    canGoBack: true,
    placeholder: t('It scores the answers, and stays that of the cloned job'),
    choices: Object.entries(grader ?? {}).map(([name, value]) => ({
      label: name,
      description: typeof value === 'string' ? value : JSON.stringify(value),
      value: null,
    })),
  });
}
