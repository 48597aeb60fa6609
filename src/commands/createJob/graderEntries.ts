import { t } from '@vscode/l10n';
import type { JsonObject } from '../../api/wire/values';
import type { JobDraft } from './draft';
import type { JobEntry } from './entries';
import {
  fieldsOfGrader,
  type GraderField,
  graderFields,
  graderText,
  newGrader,
  problemWithGraderText,
  withGraderText,
} from './grader';
import { answerField, type GradedRows, missingFieldText } from './graderTemplates';

const needed = t('A reinforcement job needs it');

/**
 * What scores the answers of a reinforcement job: its kind, and the fields of that.
 *
 * @param rows of the training file; null: not known
 */
export function graderEntries(draft: JobDraft, rows: GradedRows | null): readonly JobEntry[] {
  const { grader } = draft;
  const type = typeOf(grader);
  const fields = fieldsOfGrader(type) ?? [];
  return [
    typeEntry(draft, type, rows),
    ...(grader === null ? [] : fields.map((field) => fieldEntry(draft, grader, field, rows))),
  ];
}

/** Empty: there is none. */
function typeOf(grader: JsonObject | null): string {
  return typeof grader?.['type'] === 'string' ? grader['type'] : '';
}

/** A kind that has no fields here, of a cloned job, stays to be chosen. What is filled in of a kind stays for it. */
function typeEntry(draft: JobDraft, type: string, rows: GradedRows | null): JobEntry {
  const { otherGraders = {} } = draft;
  const none = { label: t({ message: 'None', comment: 'No grader' }), value: '' };
  const kinds = new Set([...Object.keys(graderFields), type, ...Object.keys(otherGraders)]);
  const named = [...kinds].filter((kind) => kind !== '');
  return {
    ...{ kind: 'chosen', id: 'grader:type', group: 'grader', label: t('Grader'), value: type, summary: type },
    hint: t('What scores the answers'),
    missing: type === '' ? needed : null,
    choices: [...(type === '' ? [none] : []), ...named.map((value) => ({ label: value, value }))],
    set: (value) => {
      if (value === type || value === '') return;
      const left = draft.grader === null ? otherGraders : { ...otherGraders, [type]: draft.grader };
      draft.otherGraders = left;
      draft.grader = left[value] ?? newGrader(value, answerField(rows));
    },
  };
}

function fieldEntry(
  draft: JobDraft,
  grader: JsonObject,
  field: GraderField,
  rows: GradedRows | null,
): JobEntry {
  const { name, label, hint, kind, choices, placeholder } = field;
  const value = graderText(grader, field);
  const warning = missingFieldText(value, rows);
  const base = {
    ...({ id: `grader:${typeOf(grader)}:${name}`, group: 'grader', label, hint, value } as const),
    ...{ summary: value, missing: value === '' ? needed : null, warning },
    set: (text: string) => {
      draft.grader = withGraderText(grader, field, text);
    },
  };
  if (choices !== undefined)
    return { ...base, kind: 'chosen', choices: choices.map((each) => ({ label: each, value: each })) };
  return {
    ...{ ...base, kind: 'typed', isLong: kind !== 'line' },
    ...(placeholder === undefined ? {} : { placeholder }),
    problemWith: (text) => problemWithGraderText(field, text),
  };
}
