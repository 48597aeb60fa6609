import { t } from '@vscode/l10n';
import { nearName } from '../../shared/nearName';

/** What is known of the rows that a grader is given. */
export interface GradedRows {
  /** The names of their fields. */
  readonly names: readonly string[];
  /** How many rows were looked at. */
  readonly rows: number;
  /** Whether there are no others. */
  readonly isAll: boolean;
}

/** Fields that a warning names. */
const maxNamed = 10;

/** What the right answer of a row is usually called. */
const answerNames = new Set([
  ...['answer', 'correct_answer', 'expected_answer', 'reference_answer'],
  ...['reference', 'expected', 'expected_output', 'ground_truth', 'target', 'label', 'solution'],
]);

/** The one field that is likely to have the right answer; null: there is none, or several. */
export function answerField(rows: GradedRows | null): string | null {
  const [only, ...others] = (rows?.names ?? []).filter((name) => answerNames.has(name.toLowerCase()));
  return only === undefined || others.length > 0 ? null : only;
}

/** What a template, or the source of a Python grader, takes of a row that has no such field; null: nothing. */
export function missingFieldText(text: string, rows: GradedRows | null): string | null {
  if (rows === null || rows.rows === 0) return null;
  const missing = fieldsIn(text).find((name) => !rows.names.includes(name));
  if (missing === undefined) return null;
  const lack = rows.isAll
    ? t('No row has {0}', `item.${missing}`)
    : t('None of the first {0} rows has {1}', rows.rows, `item.${missing}`);
  const near = nearName(missing, rows.names);
  return near === null
    ? t('{0}. What they have: {1}', lack, rows.names.slice(0, maxNamed).join(', '))
    : t('{0}: is {1} meant?', lack, `item.${near}`);
}

/** Of `item.answer.text` the first name; in Python `item["answer"]` and `item.get("answer")` as well. */
const field = /\{\{\s*item\.(\w+)|\bitem\[\s*\\?["'](\w+)\\?["']\s*\]|\bitem\.get\(\s*\\?["'](\w+)/g;

function fieldsIn(text: string): readonly string[] {
  return [...text.matchAll(field)].flatMap(([, dotted, indexed, got]) => dotted ?? indexed ?? got ?? []);
}
