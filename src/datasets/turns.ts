import { t } from '@vscode/l10n';
import { isObject } from '../api/wire/values';
import { ExampleError, objectAt, stringAt } from './exampleFields';

/** One message of a chat. */
export interface Turn {
  readonly role: string;
  readonly text: string;
}

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];

/** The messages of a list; `path` is its place in the line. Throws an `ExampleError`. */
export function turnsAt(value: unknown, path: string): Turn[] {
  if (value === undefined) throw new ExampleError(t('{0} is missing', path));
  if (!Array.isArray(value)) throw new ExampleError(t('{0} is not an array', path));
  if (value.length === 0) throw new ExampleError(t('{0} is empty', path));
  return value.map((message: unknown, index) => turnAt(message, `${path}[${String(index)}]`));
}

function turnAt(value: unknown, path: string): Turn {
  const message = objectAt(value, path);
  const role = stringAt(message['role'], `${path}.role`);
  if (!roles.includes(role)) {
    throw new ExampleError(
      t('{0} is {1}, not one of {2}', `${path}.role`, JSON.stringify(role), roles.join(', ')),
    );
  }
  checkWeight(message['weight'], role, path);
  const calls = message['tool_calls'] ?? message['function_call'];
  const mayBeEmpty = role === 'assistant' && calls !== undefined;
  if (!mayBeEmpty || message['content'] != null) return { role, text: contentOf(message, path) };
  return {
    role,
    get text() {
      return JSON.stringify(calls); // written only where a model learns from it: it may be long
    },
  };
}

function checkWeight(weight: unknown, role: string, path: string): void {
  if (weight === undefined) return;
  if (role !== 'assistant') throw new ExampleError(t('{0} is only for the role assistant', `${path}.weight`));
  if (weight !== 0 && weight !== 1) throw new ExampleError(t('{0} is neither 0 nor 1', `${path}.weight`));
}

/** A string, or the text of an array of parts. */
function contentOf(message: Record<string, unknown>, path: string): string {
  const value = message['content'];
  if (!Array.isArray(value)) return stringAt(value, `${path}.content`);
  return value
    .map((part: unknown, index) => plainText(part) ?? partText(part, `${path}.content[${String(index)}]`))
    .join('');
}

/** The text of a part in its usual form, without the cost of a path: a line can have very many parts. */
function plainText(part: unknown): string | null {
  if (!isObject(part) || part['type'] !== 'text') return null;
  const text = part['text'];
  return typeof text === 'string' ? text : null;
}

function partText(value: unknown, path: string): string {
  const part = objectAt(value, path);
  const type = stringAt(part['type'], `${path}.type`);
  return type === 'text' ? stringAt(part['text'], `${path}.text`) : '';
}
