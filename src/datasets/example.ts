import { isObject } from '../api/wire/values';

/** The training methods and their files. Source: OpenAI's fine-tuning guides for each method. */
export type Method = 'supervised' | 'dpo' | 'reinforcement';

/** One message of a chat. */
export interface Turn {
  readonly role: string;
  readonly text: string;
}

/** One line of a training file, as far as a model learns from it. */
export type Example =
  | { readonly kind: 'chat'; readonly turns: readonly Turn[] }
  | { readonly kind: 'completion'; readonly prompt: string; readonly completion: string }
  /** `preferred` is the answer to learn. */
  | { readonly kind: 'preference'; readonly input: readonly Turn[]; readonly preferred: readonly Turn[] };

/** Why a line is no example. The message names the place in the line: `messages[1].role is missing`. */
export class ExampleError extends Error {
  override readonly name = 'ExampleError';
}

/** Lists and objects in each other, in one example. */
const deepestNesting = 64;

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];

/** Reads one line, without its end mark. Throws an `ExampleError`. */
export function readExample(line: string, method: Method): Example {
  const value = parseJson(line);
  checkNesting(value);
  return exampleOf(value, method);
}

/** Reads the JSON of one line, of which {@link nesting} has been checked. Throws an `ExampleError`. */
export function exampleOf(value: unknown, method: Method): Example {
  const example = record(value, 'it');
  if (method === 'dpo') return preference(example);
  if ('messages' in example) return { kind: 'chat', turns: chatTurns(example['messages'], method) };
  if ('prompt' in example || 'completion' in example) {
    const prompt = string(example['prompt'], 'prompt');
    return { kind: 'completion', prompt, completion: string(example['completion'], 'completion') };
  }
  throw new ExampleError('messages is missing');
}

/** The method that a file's first line is made for; a line that cannot be read is taken for supervised. */
export function methodOf(value: unknown): Method {
  try {
    const example = record(value, 'it');
    if ('preferred_output' in example || 'non_preferred_output' in example) return 'dpo';
    if (!('messages' in example)) return 'supervised';
    const turns = turnsAt(example['messages'], 'messages');
    return turns.at(-1)?.role === 'user' ? 'reinforcement' : 'supervised';
  } catch {
    return 'supervised';
  }
}

/** Throws an `ExampleError` where lists and objects lie in each other deeper than any example's. */
export function checkNesting(value: unknown): void {
  const levels = nesting(value);
  while (levels.next().done !== true); // all at once
}

/** The same in steps of about a millisecond. */
export function* nesting(value: unknown): Generator<void, void, undefined> {
  const levels = [childrenOf(value)];
  for (let steps = 1; levels.length > 0; steps++) {
    const child = levels.at(-1)?.next();
    if (child === undefined || child.done === true) levels.pop();
    else if (typeof child.value === 'object' && child.value !== null) levels.push(childrenOf(child.value));
    if (levels.length > deepestNesting)
      throw new ExampleError(`it is nested more than ${String(deepestNesting)} levels deep`);
    if (steps % 5_000 === 0) yield;
  }
}

function childrenOf(value: unknown): Iterator<unknown> {
  return Object.values(value ?? {})[Symbol.iterator]();
}

/** Throws an `ExampleError`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The place within the line that engines add counts lines of its own, which would only confuse.
    const reason =
      error instanceof Error ? error.message.replace(/ \(line \d+ column \d+\)/, '') : String(error);
    throw new ExampleError(`it is not valid JSON (${reason})`, { cause: error });
  }
}

function chatTurns(messages: unknown, method: Method): Turn[] {
  const turns = turnsAt(messages, 'messages');
  if (method === 'reinforcement') {
    if (turns.at(-1)?.role !== 'user') throw new ExampleError('the last of messages has not the role user');
  } else if (!turns.some(({ role }) => role === 'assistant')) {
    throw new ExampleError('messages has no message with the role assistant');
  }
  return turns;
}

function preference(example: Record<string, unknown>): Example {
  const input = record(example['input'], 'input');
  const asked = turnsAt(input['messages'], 'input.messages');
  const preferred = turnsAt(example['preferred_output'], 'preferred_output');
  turnsAt(example['non_preferred_output'], 'non_preferred_output');
  return { kind: 'preference', input: asked, preferred };
}

function turnsAt(value: unknown, at: string): Turn[] {
  if (value === undefined) throw new ExampleError(`${at} is missing`);
  if (!Array.isArray(value)) throw new ExampleError(`${at} is not an array`);
  if (value.length === 0) throw new ExampleError(`${at} is empty`);
  return value.map((message: unknown, index) => turn(message, `${at}[${String(index)}]`));
}

function turn(value: unknown, at: string): Turn {
  const message = record(value, at);
  const role = string(message['role'], `${at}.role`);
  if (!roles.includes(role)) {
    throw new ExampleError(`${at}.role is ${JSON.stringify(role)}, not one of ${roles.join(', ')}`);
  }
  checkWeight(message['weight'], role, at);
  const calls = message['tool_calls'] ?? message['function_call'];
  const mayBeEmpty = role === 'assistant' && calls !== undefined;
  if (!mayBeEmpty || message['content'] != null) return { role, text: content(message, at) };
  return {
    role,
    get text() {
      return JSON.stringify(calls); // only for who learns from it: it may be long
    },
  };
}

function checkWeight(weight: unknown, role: string, at: string): void {
  if (weight === undefined) return;
  if (role !== 'assistant') throw new ExampleError(`${at}.weight is only for the role assistant`);
  if (weight !== 0 && weight !== 1) throw new ExampleError(`${at}.weight is neither 0 nor 1`);
}

/** A string, or an array of parts of which the text counts. */
function content(message: Record<string, unknown>, at: string): string {
  const value = message['content'];
  if (!Array.isArray(value)) return string(value, `${at}.content`);
  return value
    .map((part: unknown, index) => plainText(part) ?? partText(part, `${at}.content[${String(index)}]`))
    .join('');
}

/** The text of a part as nearly all are; a line can have very many. */
function plainText(part: unknown): string | null {
  if (!isObject(part) || part['type'] !== 'text') return null;
  const text = part['text'];
  return typeof text === 'string' ? text : null;
}

function partText(value: unknown, at: string): string {
  const part = record(value, at);
  const type = string(part['type'], `${at}.type`);
  return type === 'text' ? string(part['text'], `${at}.text`) : '';
}

function record(value: unknown, at: string): Record<string, unknown> {
  if (value === undefined) throw new ExampleError(`${at} is missing`);
  if (!isObject(value)) throw new ExampleError(`${at} is not a JSON object`);
  return value;
}

function string(value: unknown, at: string): string {
  if (value === undefined) throw new ExampleError(`${at} is missing`);
  if (typeof value !== 'string') throw new ExampleError(`${at} is not a string`);
  return value;
}
