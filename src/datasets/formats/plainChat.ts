import { isList, isObject } from '../../api/wire/values';
import type { Row } from './format';

/** Roles whose messages need nothing but a text. */
const roles: readonly unknown[] = ['user', 'assistant', 'system', 'developer'];

/**
 * Whether a row is a chat of texts alone that ends with an answer, as rows of large files commonly are. There is nothing
 * to find in it for supervised training, and to see that takes a quarter of the time that all the rules of
 * {@link checkMessages} take. A row that is not plain may be as good.
 */
export function isPlainChat(row: Row): boolean {
  for (const name in row) if (name !== 'messages') return false; // its own: what JSON.parse makes inherits none
  const { messages } = row;
  if (!isList(messages) || !messages.every(isPlainMessage)) return false;
  const last = messages.at(-1);
  return isObject(last) && last['role'] === 'assistant';
}

function isPlainMessage(message: unknown): boolean {
  if (!isObject(message)) return false;
  for (const name in message) if (name !== 'role' && name !== 'content') return false;
  return typeof message['content'] === 'string' && roles.includes(message['role']);
}
