import { t } from '@vscode/l10n';
import type { JsonObject } from '../../api/wire/values';
import type { JobDraft } from './draft';
import type { JobEntry } from './entries';
import {
  emptyGrader,
  type GraderField,
  graderFields,
  graderText,
  problemWithGraderText,
  withGraderText,
} from './grader';

const needed = t('A reinforcement job needs it');

/** What scores the answers of a reinforcement job: its kind, and the fields of that. */
export function graderEntries(draft: JobDraft): readonly JobEntry[] {
  const { grader } = draft;
  const type = typeof grader?.['type'] === 'string' ? grader['type'] : '';
  const fields = graderFields[type] ?? [];
  return [
    typeEntry(draft, type),
    ...(grader === null ? [] : fields.map((field) => fieldEntry(draft, grader, field))),
  ];
}

/** A kind that has no fields here, of a cloned job, stays until another is chosen. */
function typeEntry(draft: JobDraft, type: string): JobEntry {
  const known = Object.keys(graderFields);
  const kinds = type === '' || known.includes(type) ? known : [type, ...known];
  const none = { label: t({ message: 'None', comment: 'No grader' }), value: '' };
  return {
    ...{ kind: 'chosen', id: 'grader:type', group: 'grader', label: t('Grader'), value: type, summary: type },
    hint: t('What scores the answers'),
    missing: type === '' ? needed : null,
    choices: [...(type === '' ? [none] : []), ...kinds.map((value) => ({ label: value, value }))],
    set: (value) => {
      if (value !== type) draft.grader = value === '' ? null : emptyGrader(value);
    },
  };
}

function fieldEntry(draft: JobDraft, grader: JsonObject, field: GraderField): JobEntry {
  const { name, label, hint, kind, choices, placeholder } = field;
  const value = graderText(grader, field);
  const base = {
    ...({ id: `grader:${name}`, group: 'grader', label, hint, value, summary: value } as const),
    missing: value === '' ? needed : null,
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
