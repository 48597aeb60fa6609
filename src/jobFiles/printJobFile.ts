import { isObject, type JsonObject } from '../api/wire/values';
import type { JobFile } from './jobFile';

/** The text of a job file, with a line break at its end. */
export function printJobFile(file: JobFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The same fields in the order in which `other` has them, those that it lacks behind: a comparison shows what differs. */
export function inOrderOf<T extends object>(fields: T, other: object): T {
  const names = new Set([...Object.keys(other).filter((name) => name in fields), ...Object.keys(fields)]);
  const [one, like] = [fields as JsonObject, other as JsonObject]; // what comes of JSON
  const ordered = [...names].map((name) => [name, orderedValue(one[name], like[name])] as const);
  return Object.fromEntries(ordered) as T; // the same names and values
}

function orderedValue(value: unknown, other: unknown): unknown {
  return isObject(value) && isObject(other) ? inOrderOf(value, other) : value;
}
