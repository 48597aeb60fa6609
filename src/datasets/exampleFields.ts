import { t } from '@vscode/l10n';
import { isObject } from '../api/wire/values';

/** Why a line is no example. The message names the place in the line: `messages[1].role is missing`. */
export class ExampleError extends Error {
  override readonly name = 'ExampleError';
}

/** A whole line's value as an object. Throws an `ExampleError`. */
export function lineObject(value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw new ExampleError(t('it is not a JSON object'));
  return value;
}

/** `path` is the value's place in its line, for the message. Throws an `ExampleError`. */
export function objectAt(value: unknown, path: string): Record<string, unknown> {
  if (value === undefined) throw new ExampleError(t('{0} is missing', path));
  if (!isObject(value)) throw new ExampleError(t('{0} is not a JSON object', path));
  return value;
}

/** `path` is the value's place in its line, for the message. Throws an `ExampleError`. */
export function stringAt(value: unknown, path: string): string {
  if (value === undefined) throw new ExampleError(t('{0} is missing', path));
  if (typeof value !== 'string') throw new ExampleError(t('{0} is not a string', path));
  return value;
}
