import { isUtf8 } from 'node:buffer';

import { renderCompletion, renderTurns, type Turn } from './render';

/** The training methods whose files the engine reads. */
export type Method = 'supervised' | 'dpo';

/** Why a line is no example. The message names the place in the line: `messages[1].role is missing`. */
export class ExampleError extends Error {
  override readonly name = 'ExampleError';
}

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];

/**
 * The text of one line of a training file. Supervised: chat `messages`, or `prompt` and `completion`. Preference
 * files (`dpo`): `input` and `preferred_output`, the answer that the engine learns. Throws an `ExampleError`.
 */
export function exampleText(line: Buffer, method: Method): string {
  if (!isUtf8(line)) throw new ExampleError('it is not valid UTF-8');
  const example = record(parseJson(line.toString('utf8')), 'it');
  if (method === 'dpo') return renderTurns(preferenceTurns(example));
  if ('messages' in example) return renderTurns(chatTurns(example.messages));
  if ('prompt' in example || 'completion' in example) {
    return renderCompletion(string(example.prompt, 'prompt'), string(example.completion, 'completion'));
  }
  throw new ExampleError('messages is missing');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExampleError(`it is not valid JSON (${reason})`, { cause: error });
  }
}

function chatTurns(messages: unknown): Turn[] {
  const turns = turnsAt(messages, 'messages');
  if (!turns.some(({ role }) => role === 'assistant')) {
    throw new ExampleError('messages has no message with the role assistant');
  }
  return turns;
}

function preferenceTurns(example: Record<string, unknown>): Turn[] {
  const input = record(example.input, 'input');
  const asked = turnsAt(input.messages, 'input.messages');
  const preferred = turnsAt(example.preferred_output, 'preferred_output');
  turnsAt(example.non_preferred_output, 'non_preferred_output');
  return [...asked, ...preferred];
}

function turnsAt(value: unknown, at: string): Turn[] {
  if (value === undefined) throw new ExampleError(`${at} is missing`);
  if (!Array.isArray(value)) throw new ExampleError(`${at} is not an array`);
  if (value.length === 0) throw new ExampleError(`${at} is empty`);
  return value.map((message: unknown, index) => turn(message, `${at}[${String(index)}]`));
}

function turn(value: unknown, at: string): Turn {
  const message = record(value, at);
  const role = string(message.role, `${at}.role`);
  if (!roles.includes(role)) {
    throw new ExampleError(`${at}.role is ${JSON.stringify(role)}, not one of ${roles.join(', ')}`);
  }
  checkWeight(message.weight, role, at);
  const calls = message.tool_calls ?? message.function_call;
  const mayBeEmpty = role === 'assistant' && calls !== undefined;
  const text = mayBeEmpty && message.content == null ? JSON.stringify(calls) : content(message, at);
  return { role, text };
}

function checkWeight(weight: unknown, role: string, at: string): void {
  if (weight === undefined) return;
  if (role !== 'assistant') throw new ExampleError(`${at}.weight is only for the role assistant`);
  if (weight !== 0 && weight !== 1) throw new ExampleError(`${at}.weight is neither 0 nor 1`);
}

/** A string, or an array of parts of which the text counts. */
function content(message: Record<string, unknown>, at: string): string {
  const value = message.content;
  if (!Array.isArray(value)) return string(value, `${at}.content`);
  return value.map((part: unknown, index) => partText(part, `${at}.content[${String(index)}]`)).join('');
}

function partText(value: unknown, at: string): string {
  const part = record(value, at);
  const type = string(part.type, `${at}.type`);
  return type === 'text' ? string(part.text, `${at}.text`) : '';
}

function record(value: unknown, at: string): Record<string, unknown> {
  if (value === undefined) throw new ExampleError(`${at} is missing`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ExampleError(`${at} is not a JSON object`);
  }
  // Checked just above: an object that is no array has string keys and unknown values.
  return value as Record<string, unknown>;
}

function string(value: unknown, at: string): string {
  if (value === undefined) throw new ExampleError(`${at} is missing`);
  if (typeof value !== 'string') throw new ExampleError(`${at} is not a string`);
  return value;
}
