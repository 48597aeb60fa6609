import { t } from '@vscode/l10n';
import { freeForm } from '../../api/wire/freeForm';
import type { JsonObject } from '../../api/wire/values';

/** A part of a grader that people type or choose. */
export interface GraderField {
  /** As the API has it. */
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** A line, several lines, the message that a model is prompted with, or an object as JSON. */
  readonly kind: 'line' | 'lines' | 'prompt' | 'json';
  readonly placeholder?: string;
  /** What there is to choose from. */
  readonly choices?: readonly string[];
}

/** In a template, what the model answers. */
const modelAnswer = '{{sample.output_text}}';
const templates = t(
  'With {0} for what the model answers, and {1} for a field of the row',
  modelAnswer,
  '{{item.answer}}',
);
const input: GraderField = {
  ...{ name: 'input', label: t('Graded text'), hint: templates, kind: 'line' },
  placeholder: modelAnswer,
};
const reference: GraderField = {
  ...{ name: 'reference', label: t('Reference'), hint: templates, kind: 'line' },
  placeholder: '{{item.answer}}',
};

/**
 * The fields of each kind of grader, all of which it needs.
 *
 * Source: OpenAI's API reference, Graders (string check, text similarity, score model, Python, multi), 2026.
 */
export const graderFields: Readonly<Record<string, readonly GraderField[]>> = {
  string_check: [
    input,
    {
      ...{ name: 'operation', label: t('Comparison'), kind: 'line' },
      hint: t('eq: equal, ne: not equal, like: contains, ilike: contains in any case'),
      choices: ['eq', 'ne', 'like', 'ilike'],
    },
    reference,
  ],
  text_similarity: [
    input,
    {
      ...{ name: 'evaluation_metric', label: t('Measure'), hint: t('How alike two texts are'), kind: 'line' },
      choices: [
        ...['fuzzy_match', 'bleu', 'gleu', 'meteor', 'cosine'],
        ...['rouge_1', 'rouge_2', 'rouge_3', 'rouge_4', 'rouge_5', 'rouge_l'],
      ],
    },
    reference,
  ],
  score_model: [
    {
      name: 'model',
      label: t('Grading model'),
      hint: t('It reads the prompt and gives a score'),
      kind: 'line',
    },
    {
      ...{ name: 'input', label: t('Prompt of the grading model'), kind: 'prompt' },
      hint: `${templates}. ${t('Several messages as a JSON list')}`,
    },
  ],
  python: [
    {
      ...{ name: 'source', label: t('Source'), kind: 'lines' },
      hint: t('It defines {0}, which returns a number', 'grade(sample, item)'),
    },
  ],
  multi: [
    {
      ...{
        name: 'graders',
        label: t('Graders'),
        kind: 'json',
        hint: t('By names of yours, as a JSON object'),
      },
      placeholder: '{ "exact": { "type": "string_check", … } }',
    },
    {
      ...{ name: 'calculate_output', label: t('Formula'), kind: 'line' },
      hint: t('It makes one score of those of the graders, by their names'),
      placeholder: '0.7 * exact + 0.3 * close',
    },
  ],
};

/** The fields of a kind; undefined: it has none here, such as one of a cloned job. */
export function fieldsOfGrader(type: string): readonly GraderField[] | undefined {
  return Object.hasOwn(graderFields, type) ? graderFields[type] : undefined;
}

/**
 * A grader of a kind, nothing of which is filled in but what has to be chosen, what the model answers as the graded text,
 * and the reference where it is known.
 *
 * @param answer the field of the rows that has the right answer; null: not known
 */
export function newGrader(type: string, answer: string | null): JsonObject {
  const fields = fieldsOfGrader(type) ?? [];
  const chosen = fields.flatMap(({ name, choices }) =>
    choices?.[0] === undefined ? [] : [[name, choices[0]] as const],
  );
  const isCompared = fields.includes(reference);
  return {
    ...{ type, name: type, ...Object.fromEntries(chosen) },
    ...(isCompared ? { [input.name]: modelAnswer } : {}),
    ...(isCompared && answer !== null ? { [reference.name]: `{{item.${answer}}}` } : {}),
  };
}

/** What a field of the grader has, as it is typed; empty: nothing. */
export function graderText(grader: JsonObject, { name }: GraderField): string {
  const value = grader[name];
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return onlyPrompt(value) ?? JSON.stringify(value, null, 2);
}

/** The grader with another text in a field, in which nothing is wrong. */
export function withGraderText(grader: JsonObject, { name, kind }: GraderField, text: string): JsonObject {
  const others = Object.fromEntries(Object.entries(grader).filter(([key]) => key !== name));
  if (text === '') return others;
  return { ...others, [name]: valueOf(kind, text) };
}

/** What is wrong with the text of a field; null: nothing. */
export function problemWithGraderText({ kind }: GraderField, text: string): string | null {
  if (text === '' || !isJson(kind, text)) return null;
  const value = parsed(text);
  const isFit = kind === 'json' ? isObject(value) : Array.isArray(value);
  if (isFit) return freeForm({ value }) === null ? t('It is nested too deep, or too long') : null;
  return kind === 'json' ? t('Write a JSON object') : t('Write a JSON list of messages, or a text');
}

function valueOf(kind: GraderField['kind'], text: string): unknown {
  if (isJson(kind, text)) return parsed(text);
  return kind === 'prompt' ? [{ role: 'user', content: text }] : text;
}

/** A prompt is a text, unless it is a list. */
function isJson(kind: GraderField['kind'], text: string): boolean {
  return kind === 'json' || (kind === 'prompt' && text.startsWith('['));
}

/** Undefined: it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of a list of one message of the user, which is what a text stands for; null: it is another list. */
function onlyPrompt(value: unknown): string | null {
  if (!Array.isArray(value) || value.length !== 1) return null;
  const message: unknown = value[0];
  if (!isObject(message) || message['role'] !== 'user') return null;
  const { content } = message;
  return typeof content === 'string' && !content.startsWith('[') ? content : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
