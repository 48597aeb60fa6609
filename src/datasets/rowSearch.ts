import { Slices } from '../api/slices';
import { isObject } from '../api/wire/values';
import { conversationOf } from './conversation/conversationOf';
import { everything } from './conversation/cut';
import { formatOf } from './formats/table';
import type { Line } from './lines';
import { textOf, valueOf } from './lineValue';
import type { RowFile } from './rowFile';

export interface SearchOptions {
  readonly signal?: AbortSignal;
  /** Called now and then with the lines found since the last call, and the rows looked through so far. */
  readonly onProgress: (lines: readonly number[], searched: number) => void;
  /** Lines after which it ends. */
  readonly maxLines?: number;
}

/** Bytes that are read at once. */
const pieceLength = 1024 * 1024;
const manyRows = 10_000;
/** Lines after which a search ends: nobody steps through more. */
const maxFoundLines = 1_000_000;

/**
 * Finds the rows that show a text, in whichever case: not the names of JSON's fields, and also what JSON writes with a
 * backslash. In slices. Rejects on abort, and when the file cannot be read.
 *
 * @param file whose rows are known
 * @param query plain text, not empty
 */
export async function searchRows(
  file: RowFile,
  query: string,
  { signal, onProgress, maxLines = maxFoundLines }: SearchOptions,
): Promise<void> {
  const slices = new Slices(signal);
  const written = writtenForms(query);
  const wanted = query.toLowerCase();
  let count = 0;
  for (let row = 0; row < file.index.count && count < maxLines;) {
    const lines = await file.read(row, row + manyRows, pieceLength);
    signal?.throwIfAborted();
    const found: number[] = [];
    for (const line of lines) {
      row++;
      if (shows(line, written, wanted)) found.push(line.number);
      if (count + found.length === maxLines) break;
      if (slices.isSpent) await slices.rest();
    }
    count += found.length;
    onProgress(found, row);
  }
}

/** Whether a line shows the text. Few do: their JSON is read only where its text has it in some form. */
function shows(line: Line, written: RegExp, wanted: string): boolean {
  if (line.bytes === null) return false;
  const raw = new TextDecoder().decode(line.bytes);
  if (!written.test(raw)) return false;
  try {
    return shownTexts(valueOf(textOf(line))).some((text) => text.toLowerCase().includes(wanted));
  } catch {
    return raw.toLowerCase().includes(wanted); // a broken line is shown as it is
  }
}

/** What a page shows of a row. */
function shownTexts(value: unknown): readonly string[] {
  if (value === undefined) return []; // a blank line
  const format = isObject(value) ? formatOf(value) : null;
  if (format === null || !isObject(value)) return [JSON.stringify(value, null, 2)];
  const { turns, choices, fields } = conversationOf(value, format.id, everything);
  return textsIn([
    turns.map(({ parts }) => parts),
    choices.map(({ turns: each }) => each.map(({ parts }) => parts)),
    fields,
  ]);
}

/** The texts of {@link CutText}, wherever they are, and the names of functions. */
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  const { text, name } = value;
  const own = [text, name].filter((each) => typeof each === 'string');
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

/**
 * A pattern of all forms in which JSON can have the text: each character as it is, or after a backslash. Letters and
 * digits of ASCII nobody writes in another form.
 */
function writtenForms(query: string): RegExp {
  const forms = Array.from({ length: query.length }, (_, at) => formsOf(query.charAt(at)));
  return new RegExp(forms.join(''), 'i');
}

const short: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };

/** @param unit a UTF-16 code unit, as `\u` writes one */
function formsOf(unit: string): string {
  if (/[a-z0-9]/i.test(unit)) return unit;
  const cases = [...new Set([unit, unit.toLowerCase(), unit.toUpperCase()])].filter(
    ({ length }) => length === 1,
  );
  const numbers = cases.map((each) => `\\\\u${hex(each)}`);
  const escaped = unit in short ? [`\\\\${short[unit] ?? ''}`] : [`\\\\?\\u${hex(unit)}`];
  return `(?:${[...escaped, ...numbers].join('|')})`;
}

function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, '0');
}
