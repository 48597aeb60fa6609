import { isObject } from '../api/wire/values';

/** Why a line is no example. The message names the place in the line: `messages[1].role is missing`. */
export class ExampleError extends Error {
  override readonly name = 'ExampleError';
}

/** `path` is the value's place in its line, for the message. Throws an `ExampleError`. */
export function objectAt(value: unknown, path: string): Record<string, unknown> {
  if (value === undefined) throw new ExampleError(`${path} is missing`);
  if (!isObject(value)) throw new ExampleError(`${path} is not a JSON object`);
  return value;
}

/** `path` is the value's place in its line, for the message. Throws an `ExampleError`. */
export function stringAt(value: unknown, path: string): string {
  if (value === undefined) throw new ExampleError(`${path} is missing`);
  if (typeof value !== 'string') throw new ExampleError(`${path} is not a string`);
  return value;
}
