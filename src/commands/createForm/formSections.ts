import { t } from '@vscode/l10n';
import type { CreationOptions, JobSource } from '../../jobs/source';
import type {
  FormChoice,
  FormField,
  FormNote,
  FormSection,
  FormTrial,
} from '../../shared/createFormProtocol';
import { checkpointOf, type JobDraft, missingEvaluations } from '../createJob/draft';
import { entriesOf, type EntryChoice, hyperparameterId, type JobEntry } from '../createJob/entries';
import type { GradedRows } from '../createJob/graderTemplates';
import type { ModelStanding } from '../createJob/modelStanding';
import { tunedHere } from '../createJob/tunedModelChoices';

/** What the sections of the form are made of. */
export interface FormContent {
  readonly draft: JobDraft;
  readonly options: CreationOptions;
  /** What kind of provider it is, for people. */
  readonly kind: string;
  readonly connection: ChosenConnection;
  readonly models: ModelChoices;
  /** What is known of the rows of the training file; null: nothing. */
  readonly rows: GradedRows | null;
  /** The fields of the files. */
  readonly files: readonly FormField[];
  /** Texts that cannot be taken, by the ids of their fields: the draft has what was there before. */
  readonly refused: ReadonlyMap<string, string>;
  /** Whether what is missing is said: not before the person wants the job created. */
  readonly isTried: boolean;
  /** Null: the provider tries no grader. */
  readonly trial: FormTrial | null;
  /** The answer that a trial of the grader scores. */
  readonly sample: string;
}

interface ChosenConnection {
  readonly id: string;
  /** It was removed since it was chosen. */
  readonly isGone: boolean;
  readonly all: readonly (Pick<JobSource, 'id' | 'name' | 'kind'> & {
    /** Its jobs are in the view. */
    readonly isShown: boolean;
  })[];
}

interface ModelChoices {
  readonly choices: readonly EntryChoice[];
  /** Fine-tuned models and checkpoints to go on from. */
  readonly tuned: readonly EntryChoice[];
  readonly hint: string;
  /** What is announced of the one that is chosen; null: nothing. */
  readonly standing: ModelStanding | null;
}

export const connectionId = 'connection';
export const modelId = 'model';
export const sampleId = 'graderSample';

/** The whole form: the fields of what this provider takes for the method. */
export function sectionsOf(content: FormContent): readonly FormSection[] {
  const { draft, options, files, kind, trial, rows } = content;
  const entries = entriesOf(draft, options, { asksForGrader: true, rows });
  const fieldsOf = (group: JobEntry['group']) =>
    entries.filter((entry) => entry.group === group).map((entry) => entryField(entry, content));
  const grader = fieldsOf('grader');
  const isTriable = trial !== null && draft.grader !== null && grader.length > 0;
  const sections: readonly Omit<FormSection, 'trial'>[] = [
    { id: 'data', title: t('Data'), fields: [...files, ...fieldsOf('data')] },
    {
      ...{ id: 'model', title: t('Model and method') },
      fields: [connectionField(content), modelField(content), ...fieldsOf('method')],
    },
    { id: 'grader', title: t('Grader'), fields: isTriable ? [...grader, sampleField(content)] : grader },
    { id: 'hyperparameters', title: t('Hyperparameters'), fields: fieldsOf('hyperparameters') },
    { id: 'provider', title: t('Settings of {0}', kind), fields: fieldsOf('provider') },
    { id: 'naming', title: t('Name and tracking'), fields: fieldsOf('naming') },
    { id: 'repeated', title: t('As in the cloned job'), fields: fieldsOf('repeated') },
  ];
  return sections
    .filter(({ fields }) => fields.length > 0)
    .map((section) => ({ ...section, trial: isTriable && section.id === 'grader' ? trial : null }));
}

/** The first field that keeps the job from being created; null: none does. */
export function firstProblem(sections: readonly FormSection[]): FormField | null {
  return sections.flatMap(({ fields }) => fields).find(({ problem }) => problem !== null) ?? null;
}

/** The field without which a validation file is of no use; null: there is none. */
export function fieldOfEvaluations(draft: JobDraft, options: CreationOptions): string | null {
  const field = missingEvaluations(draft, options);
  return field === null ? null : hyperparameterId(field);
}

function entryField(entry: JobEntry, { refused, isTried, draft, options }: FormContent): FormField {
  const { id, label, missing, purpose = entry.hint } = entry;
  const text = refused.get(id);
  const value = text ?? entry.value;
  const wrong = entry.kind === 'typed' ? entry.problemWith(value.trim()) : null;
  const problem = text === undefined && value.trim() === '' ? null : wrong;
  const hint = problem === null ? entry.hint : purpose;
  const isUseless = isTried && fieldOfEvaluations(draft, options) === id;
  const note: FormNote = {
    level: 'warning',
    text: t('Without it the validation file is not evaluated: create the job again to leave it out.'),
  };
  return {
    ...{ id, label, hint, value, note: isUseless ? note : noteOfValue(entry), offer: null },
    problem: problem ?? (isTried ? missing : null),
    control:
      entry.kind === 'typed'
        ? typed(
            entry.placeholder ?? '',
            entry.suggestion === undefined ? [] : [toSuggestion({ value: entry.suggestion })],
            entry.isLong,
          )
        : chosen(entry.choices.map(toChoice)),
  };
}

function connectionField({ connection: { id, isGone, all } }: FormContent): FormField {
  const choices = all.map((each) => ({
    ...{ value: each.id, group: each.isShown ? '' : t('not in the view of jobs') },
    label: each.kind === each.name ? each.name : `${each.name} · ${each.kind}`,
  }));
  return {
    ...{
      id: connectionId,
      label: t('Connection'),
      hint: '',
      value: id,
      problem: isGone ? t('This connection was removed: choose another one') : null,
      note: null,
      offer: null,
    },
    control: chosen(choices),
  };
}

function modelField({ draft, options, models, isTried }: FormContent): FormField {
  const model = checkpointOf(draft, options) ?? draft.model;
  const group = (choices: readonly EntryChoice[], heading: string) =>
    choices.map((each) => ({ ...toSuggestion(each), group: heading }));
  return {
    ...{ id: modelId, label: t('Base model'), hint: models.hint, value: model },
    problem: isTried && model === '' ? t('Choose a base model, or type its name') : null,
    note: noteOfModel(draft, options, models),
    offer: null,
    control: typed('', [...group(models.choices, ''), ...group(models.tuned, tunedHere)]),
  };
}

/** It belongs to the trial of the grader, not to the job. */
function sampleField({ sample }: FormContent): FormField {
  return {
    ...{ id: sampleId, label: t('Answer to score'), value: sample, problem: null, note: null, offer: null },
    hint: t('For a trial on the first row alone. Empty: the answer of the row that the grader names'),
    control: typed('', [], true),
  };
}

/** What is announced comes before what else is known of it. */
function noteOfModel(
  draft: JobDraft,
  options: CreationOptions,
  { choices, tuned, standing }: ModelChoices,
): FormNote | null {
  if (checkpointOf(draft, options) !== null) return { level: 'info', text: t('that of the checkpoint') };
  if (standing !== null) return { level: standing.isProblem ? 'warning' : 'info', text: standing.text };
  const isChosen = ({ value }: EntryChoice) => value === draft.model;
  const own = tuned.find(isChosen);
  const words = [own === undefined ? undefined : tunedHere, (own ?? choices.find(isChosen))?.description];
  const known = words.filter((word) => word !== undefined);
  return known.length === 0 ? null : { level: 'info', text: known.join(' · ') };
}

function typed(
  placeholder: string,
  suggestions: readonly FormChoice[],
  isLong = false,
): FormField['control'] {
  return { kind: 'typed', placeholder, isLong, suggestions };
}

/** Its label says what is known of it: the text that is taken over stands beside that. */
function toSuggestion({ value, description = '' }: Pick<EntryChoice, 'value' | 'description'>): FormChoice {
  return { value, label: description, group: '' };
}

function chosen(choices: readonly FormChoice[]): FormField['control'] {
  return { kind: 'chosen', choices, more: null, takesFiles: false };
}

function toChoice({ value, label }: EntryChoice): FormChoice {
  return { value, label, group: '' };
}

/** What is said of the text, or the choice, that holds. */
function noteOfValue(entry: JobEntry): FormNote | null {
  if (entry.warning != null) return { level: 'warning', text: entry.warning };
  if (entry.kind === 'typed') return null;
  const { description, detail } = entry.choices.find(({ value }) => value === entry.value) ?? {};
  const text = description ?? detail;
  return text === undefined ? null : { level: 'info', text };
}
