import { isObject, type JsonObject } from '../../api/wire/values';
import { splitLines } from '../../datasets/lines';

/** The first row of a data file. Null: it has none, it is no JSON object, or it is too long. */
export async function firstRow(chunks: AsyncIterable<Uint8Array>): Promise<JsonObject | null> {
  for await (const { lines } of splitLines(chunks)) for (const { bytes } of lines) return parseRow(bytes);
  return null;
}

/**
 * The answer that a row has to compare with: the field that the grader names first, as a text. Null: it names none, or
 * the row lacks it.
 */
export function referenceAnswer(grader: JsonObject, row: JsonObject): string | null {
  // What a template or a Python grader calls it: `item.answer`, `item["answer"]`.
  const name = /\bitem(?:\.([\p{L}\p{N}_]+)|\[\\?["']([\p{L}\p{N}_]+)\\?["']\])/u;
  const [, dotted, quoted] = name.exec(JSON.stringify(grader)) ?? [];
  const value = row[dotted ?? quoted ?? ''] ?? null;
  if (value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A line as a row; null: it is no JSON object, or too long. */
export function parseRow(bytes: Uint8Array | null): JsonObject | null {
  if (bytes === null) return null;
  try {
    const row: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(row) ? row : null;
  } catch {
    return null; // the check of the file says what is wrong with it
  }
}
