import { t } from '@vscode/l10n';
import type { JobSetting } from '../../api/dialects/dialect';
import type { CreationOptions } from '../../jobs/source';
import { clipped } from '../../shared/format';
import { type RepeatedFact, repeatedFacts } from '../../shared/repeatedText';
import { sentence } from '../../shared/sentence';
import { methodDetails } from '../methodDetails';
import {
  changeMethod,
  fieldsOf,
  type JobDraft,
  problemWithSetting,
  problemWithSuffix,
  repeatedOf,
  settingOf,
  suggestedSuffix,
  wandbOf,
  without,
} from './draft';
import { type FormField, isUnset, seedField } from './formFields';
import { graderEntries } from './graderEntries';
import type { GradedRows } from './graderTemplates';
import { metadataFrom, metadataText, problemWithMetadata } from './metadata';
import { expiresAfterOf, expiryChoices } from './uploadExpiry';
import { setWandbProject } from './wandbProject';

/** Where an entry stands on the page: what is repeated of a cloned job comes last. */
type EntryGroup = 'data' | 'method' | 'grader' | 'provider' | 'hyperparameters' | 'naming' | 'repeated';

interface EntryBase {
  /** The same for as long as the entry applies, such as `hyperparameter:n_epochs`. */
  readonly id: string;
  readonly group: EntryGroup;
  readonly label: string;
  /** What it is for, and its limits. */
  readonly hint: string;
  /** What it is for, beside a problem that says the limits; left out: the hint. */
  readonly purpose?: string;
  /** As it is edited. */
  readonly value: string;
  /** At a glance, with what is wrong with it. */
  readonly summary: string;
  /** Why no job is created as it is; null: nothing is missing. */
  readonly missing: string | null;
  /** What is likely not meant; null or left out: nothing. */
  readonly warning?: string | null;
  /** Puts into the draft what was typed or chosen, in which nothing is wrong. */
  set(value: string): void;
}

interface TypedEntry extends EntryBase {
  readonly kind: 'typed';
  readonly placeholder?: string;
  /** It may have several lines. */
  readonly isLong?: boolean;
  /** A text that suggests itself. */
  readonly suggestion?: string;
  /** What is wrong with the text, without the spaces around it; null: nothing. */
  problemWith(text: string): string | null;
}

interface ChosenEntry extends EntryBase {
  readonly kind: 'chosen';
  readonly choices: readonly EntryChoice[];
}

export interface EntryChoice {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly detail?: string;
}

/** Something to choose or to type about a job beside its files and its base model. */
export type JobEntry = TypedEntry | ChosenEntry;

/**
 * All that a draft can be given at this provider, in the order in which it is shown: quick picks and page ask for the
 * same, by the same rules.
 *
 * @param asksForGrader a grader is asked for as well, whose texts have several lines: a quick pick takes one
 * @param rows of the training file, which the grader is given; null: not known
 */
export function entriesOf(
  draft: JobDraft,
  options: CreationOptions,
  {
    asksForGrader = false,
    rows = null,
  }: { readonly asksForGrader?: boolean; readonly rows?: GradedRows | null } = {},
): readonly JobEntry[] {
  const { capabilities: can, methods, settings = [] } = options;
  const takesGrader = asksForGrader && options.hasGraders === true;
  return [
    ...(methods.length > 1 ? [methodEntry(draft, options, takesGrader)] : []),
    ...(takesGrader && draft.method === 'reinforcement' ? graderEntries(draft, rows) : []),
    ...settings.map((setting) => settingEntry(draft, setting)),
    ...fieldsOf(draft, options).map((field) => hyperparameterEntry(draft, field)),
    ...(can.seed === true ? [seedEntry(draft)] : []),
    ...(can.suffix === true ? [suffixEntry(draft, options)] : []),
    ...(can.metadata === true ? [metadataEntry(draft, options)] : []),
    ...(can.integrations === true ? [wandbEntry(draft, options)] : []),
    ...(expiryChoices(options).length > 0 ? [expiryEntry(draft, options)] : []),
    ...repeatedFacts(repeatedOf(draft, options)).map((fact) => repeatedEntry(draft, fact)),
  ];
}

/** Of a hyperparameter. */
export function hyperparameterId({ wireName }: FormField): string {
  return `hyperparameter:${wireName}`;
}

export function settingId({ name }: JobSetting): string {
  return `setting:${name}`;
}

export const suffixId = 'suffix';
export const wandbId = 'wandb';

const notSet = t({ message: 'none', comment: 'Nothing is set' });
const needed = t({ message: 'needed', comment: 'Nothing is set, without which no job is created' });
const left = t('chosen by the provider');

function methodEntry(draft: JobDraft, options: CreationOptions, takesGrader: boolean): ChosenEntry {
  const { methods } = options;
  // A reinforcement job needs a grader.
  const mayReinforce = takesGrader || draft.grader !== null;
  const offered = methods.filter((method) => method !== 'reinforcement' || mayReinforce);
  return {
    ...{ kind: 'chosen', id: 'method', group: 'method', label: t('Method'), missing: null },
    hint:
      offered.length === methods.length
        ? t('How does the model learn?')
        : t('How does the model learn? (For reinforcement, use the form)'),
    ...{ value: draft.method, summary: draft.method },
    choices: offered.map((method) => ({ label: method, detail: methodDetails[method], value: method })),
    set: (value) => {
      const method = offered.find((each) => each === value);
      if (method !== undefined) changeMethod(draft, method, options);
    },
  };
}

function settingEntry(draft: JobDraft, setting: JobSetting): JobEntry {
  const { name, label, hint, choices, initial } = setting;
  const value = settingOf(draft, setting);
  const isMissing = setting.isRequired === true && value === '';
  const chosen = choices?.find((each) => each.value === value);
  const unset = isMissing ? needed : choices === undefined ? notSet : left;
  const base = {
    ...({ id: settingId(setting), group: 'provider', label, hint, value } as const),
    summary: chosen?.label ?? (value === '' ? unset : value),
    missing: isMissing ? t('No job is created here without it') : null,
    set: (text: string) => {
      draft.settings = { ...draft.settings, [name]: text };
    },
  };
  if (choices === undefined)
    return { ...base, kind: 'typed', problemWith: (text) => problemWithSetting(text, setting) };
  return {
    ...base,
    kind: 'chosen',
    choices: initial === undefined ? [{ label: left, value: '' }, ...choices] : choices,
  };
}

/** With what is wrong with it, such as what a cloned job has that its provider takes no more. */
function hyperparameterEntry(draft: JobDraft, field: FormField): JobEntry {
  const { wireName, label, hint, purpose, isWanted, words, problemWith } = field;
  const value = draft.hyperparameters[wireName];
  const base = {
    ...({ id: hyperparameterId(field), group: 'hyperparameters', label, hint, purpose } as const),
    value: value ?? (isWanted === true ? '' : 'auto'),
    summary: value === undefined ? (isWanted === true ? needed : 'auto') : withProblem(value, problemWith),
    missing: isWanted === true && value === undefined ? inSentence(field)('') : null,
    set: (text: string) => {
      const others = without(draft.hyperparameters, wireName);
      draft.hyperparameters = isUnset(text) ? others : { ...others, [wireName]: text };
    },
  };
  if (words === undefined) return { ...base, kind: 'typed', problemWith: inSentence(field) };
  const known = new Set([...words, ...(value === undefined ? [] : [value])]);
  return {
    ...{ ...base, kind: 'chosen' },
    choices: [
      { label: 'auto', description: left, value: 'auto' },
      ...[...known].map((each) => ({ label: each, value: each })),
    ],
  };
}

/** What is wrong with a text, with the name of the field. */
function inSentence({ label, problemWith }: FormField): (text: string) => string | null {
  return (text) => {
    const problem = problemWith(text);
    return problem === null ? null : sentence(label, problem);
  };
}

function seedEntry(draft: JobDraft): TypedEntry {
  const { label, hint, purpose } = seedField;
  return {
    ...{ kind: 'typed', id: 'seed', group: 'hyperparameters', label, hint, purpose, missing: null },
    problemWith: inSentence(seedField),
    value: draft.seed,
    summary: draft.seed || left,
    set: (text) => {
      draft.seed = isUnset(text) ? '' : text;
    },
  };
}

function suffixEntry(draft: JobDraft, options: CreationOptions): TypedEntry {
  const { suffix } = draft;
  const { isSuffixRequired, maxSuffixLength, suffixRule } = options;
  const problemWith = (text: string) => problemWithSuffix(text, options);
  const suggestion = suggestedSuffix(draft, options);
  const unset = isSuffixRequired === true ? needed : t({ message: 'none', comment: 'No suffix' });
  return {
    ...{ kind: 'typed', id: suffixId, group: 'naming', label: t('Suffix'), problemWith },
    hint:
      suffixRule === undefined
        ? t('Names the job and becomes part of the model’s name. At most {0} characters', maxSuffixLength)
        : t('Names the job. {0}, at most {1} characters', suffixRule.text, maxSuffixLength),
    ...{ placeholder: 'support-bot', value: suffix, missing: problemWith(suffix) },
    ...(suggestion === null ? {} : { suggestion }),
    summary: suffix === '' ? unset : withProblem(suffix, problemWith),
    set: (text) => {
      draft.suffix = text;
    },
  };
}

function metadataEntry(draft: JobDraft, { metadataRule }: CreationOptions): TypedEntry {
  const value = metadataText(draft.metadata);
  const count = Object.keys(draft.metadata).length;
  const some = count === 1 ? value : t('{0} pairs: {1}', count, value);
  return {
    ...{ kind: 'typed', id: 'metadata', group: 'naming', label: t('Metadata'), value, missing: null },
    hint: t('Pairs that the provider keeps with the job, to find it by: key=value, key=value'),
    summary: count === 0 ? notSet : some,
    problemWith: (text) => problemWithMetadata(text, metadataRule),
    set: (text) => {
      // What was not changed stays to the letter.
      if (text !== value) draft.metadata = metadataFrom(text);
    },
  };
}

function wandbEntry(draft: JobDraft, options: CreationOptions): TypedEntry {
  const wandb = wandbOf(draft, options);
  const on = wandb?.project == null ? t('on') : t('project {0}', wandb.project);
  return {
    ...{ kind: 'typed', id: wandbId, group: 'naming', label: 'Weights & Biases', missing: null },
    hint: t('Project in which the run is written; empty: it is not written there'),
    value: wandb?.project ?? '',
    summary: wandb === null ? notSet : on,
    problemWith: () => null,
    set: (text) => {
      setWandbProject(draft, options, text);
    },
  };
}

function expiryEntry(draft: JobDraft, options: CreationOptions): ChosenEntry {
  const choices = expiryChoices(options).map(([seconds, label]) => ({ label, value: String(seconds) }));
  const value = String(expiresAfterOf(draft, options) ?? 0);
  return {
    ...{ kind: 'chosen', id: 'uploadExpiry', group: 'data', missing: null, choices, value },
    label: t('Delete the uploaded file after'),
    hint: t('Of what is uploaded for this job: choose longer than the job may take'),
    summary: choices.find((each) => each.value === value)?.label ?? '',
    set: (text) => {
      draft.uploadExpiry = Number(text);
    },
  };
}

/** Whether to have it as the job has it; it cannot be changed. By the name that the provider has for it. */
function repeatedEntry(draft: JobDraft, { name, value }: RepeatedFact): ChosenEntry {
  return {
    ...{ kind: 'chosen', id: `repeated:${name}`, group: 'repeated', label: name, missing: null },
    hint: t('It is sent as the job has it'),
    value: 'keep',
    summary: clipped(value, 200),
    choices: [
      { label: t('As in the job'), description: clipped(value, 1000), value: 'keep' },
      { label: t('Leave it out'), description: left, value: 'leave' },
    ],
    set: (choice) => {
      if (choice === 'leave') draft.repeated = without(draft.repeated, name);
    },
  };
}

function withProblem(value: string, problemWith: (text: string) => string | null): string {
  const problem = problemWith(value);
  return problem === null ? value : `${value} · ⚠ ${problem}`;
}
