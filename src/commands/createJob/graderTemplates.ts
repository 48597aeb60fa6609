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
  /** They have more names than those. */
  readonly isCut?: true;
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

/** What a template, or the source of a Python grader, takes of a row or of the model that is not there; null: nothing. */
export function missingFieldText(text: string, rows: GradedRows | null): string | null {
  return missingOfSample(text) ?? (rows === null || rows.rows === 0 ? null : missingOfRows(text, rows));
}

function missingOfRows(text: string, rows: GradedRows): string | null {
  if (rows.isCut === true) return null;
  const missing = namesIn(text, rowField).find((name) => !rows.names.includes(name));
  if (missing === undefined) return null;
  const lack = rows.isAll
    ? t('No row has {0}', `item.${missing}`)
    : t('None of the first {0} rows has {1}', rows.rows, `item.${missing}`);
  const near = nearName(missing, rows.names);
  return near === null
    ? t('{0}. What they have: {1}', lack, rows.names.slice(0, maxNamed).join(', '))
    : t('{0}: is {1} meant?', lack, `item.${near}`);
}

/**
 * What a grader is given of the model. Source: OpenAI's guide to graders, Sample namespace
 * (https://developers.openai.com/api/docs/guides/graders, 2026-11-27).
 */
const sampleNames = ['output_text', 'output_json', 'output_tools', 'choices', 'output_audio'];

function missingOfSample(text: string): string | null {
  const missing = namesIn(text, sampleField).find((name) => !sampleNames.includes(name));
  if (missing === undefined) return null;
  const lack = t('The model gives no {0}', `sample.${missing}`);
  const near = nearName(missing, sampleNames);
  return near === null
    ? t('{0}. What it gives: {1}', lack, sampleNames.join(', '))
    : t('{0}: is {1} meant?', lack, `sample.${near}`);
}

/**
 * Of `item.answer.text` the first name; in Python `item["answer"]` and `item.get("answer")` as well. A name that goes on
 * with what no name has, such as a hyphen, is left to the provider.
 */
const rowField =
  /\{\{\s*item\.([\p{L}\p{N}_]+)(?=[.[|\s}])|\bitem\[\s*\\?["']([\p{L}\p{N}_]+)\\?["']\s*\]|\bitem\.get\(\s*\\?["']([\p{L}\p{N}_]+)\\?["']/gu;
/** The same of the model, in templates alone: what the source of a Python grader is given has other names as well. */
const sampleField = /\{\{\s*sample\.([\p{L}\p{N}_]+)(?=[.[|\s}])/gu;

function namesIn(text: string, field: RegExp): readonly string[] {
  return [...text.matchAll(field)].flatMap(([, dotted, indexed, got]) => dotted ?? indexed ?? got ?? []);
}
