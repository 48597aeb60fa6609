import { t } from '@vscode/l10n';
import type { MethodType } from '../api/dialects/dialect';
import { isObject } from '../api/wire/values';
import { Findings, inside, type RowProblem } from './findings';
import { chat } from './formats/chat';
import { gemini } from './formats/clouds';
import { completion } from './formats/completion';
import type { CheckFor, Format, FormatId, Row } from './formats/format';
import { formatOf, openaiFormats, openaiMethods } from './formats/table';

/** What a file is: read off its first row that says it, unless a method was chosen. */
export interface FileKind {
  readonly format: Format;
  readonly method: MethodType;
}

/** What a row says of its file; null: nothing. */
export function kindOf(value: unknown): FileKind | null {
  const format = isObject(value) ? formatOf(value) : null;
  if (format === null || !isObject(value)) return null;
  return { format, method: methodOf(value, format) };
}

/** What chats have beside their messages. */
const chatKeys = new Set(['messages', 'tools', 'parallel_tool_calls', 'functions']);

/**
 * A chat that ends with the user is to be graded where the row has more for a grader; else its answer is missing. So is a
 * prompt without a completion. Any other format is of one method.
 */
function methodOf(row: Row, format: Format): MethodType {
  const [first = 'supervised'] = format.methods;
  if (format === gemini && Object.hasOwn(row, 'completions')) return 'dpo';
  if (format === completion && !Object.hasOwn(row, 'completion')) return 'reinforcement';
  if (format !== chat) return first;
  const messages = row['messages'];
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : null;
  const isAsked = isObject(last) && last['role'] === 'user';
  return isAsked && Object.keys(row).some((key) => !chatKeys.has(key)) ? 'reinforcement' : first;
}

/**
 * What is wrong with a row of such a file.
 *
 * @param kind null: no row before said what the file is, and neither does this one
 */
export function problemsOf(value: unknown, kind: FileKind | null, wanted: CheckFor): readonly RowProblem[] {
  const found = new Findings();
  if (!isObject(value)) found.error('type', null, t('it is not a JSON object'));
  else check(value, kind, wanted, found);
  return found.problems;
}

function check(row: Row, kind: FileKind | null, wanted: CheckFor, found: Findings): void {
  const format = formatOf(row);
  if (format === null && kind !== null) {
    const [key = ''] = kind.format.keys;
    found.error('missing', inside(null, key), t('{0} is missing', key));
  } else if (format === null || kind === null) {
    found.error('format', null, t('it has no messages, nor anything else by which a format is known'));
  } else if (format !== kind.format) {
    const [here, first] = [nameOf(format.id), nameOf(kind.format.id)];
    found.error('format', null, t('it is {0}, but the first line is {1}', here, first));
  } else checkAs(format, row, wanted, found);
}

function checkAs(format: Format, row: Row, wanted: CheckFor, found: Findings): void {
  const methods = wanted.only === 'openai' ? openaiMethods[format.id] : format.methods;
  if (methods === undefined) {
    const taken = openaiFormats.map(nameOf).join(', ');
    found.error('format', null, t('it is {0}, and what is taken is {1}', nameOf(format.id), taken));
  } else if (!methods.includes(wanted.method)) {
    found.error(
      'format',
      null,
      t('it is {0}, which the method {1} does not train', nameOf(format.id), wanted.method),
    );
  } else format.check(row, found, wanted);
}

/** What rows of a format are, in the middle of a sentence. */
export function nameOf(id: FormatId): string {
  return names[id];
}

const names: Readonly<Record<FormatId, string>> = {
  chat: t('a chat (messages)'),
  preference: t('a preference (preferred_output)'),
  trlPreference: t('a preference (chosen, rejected)'),
  gemini: t('a chat of Gemini (contents)'),
  converse: t('a conversation of Amazon Nova (schemaVersion)'),
  sharegpt: t('a conversation of ShareGPT (conversations)'),
  alpaca: t('an instruction of Alpaca (instruction, output)'),
  completion: t('a prompt (prompt, completion)'),
  text: t('a text (text)'),
};
