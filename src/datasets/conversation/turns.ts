import { isList, isObject, type JsonObject } from '../../api/wire/values';
import type { Speaker, Turn, TurnPart } from '../../shared/conversation';
import type { Limits } from './cut';
import { parsedOr } from './parsed';
import { callPart, jsonPart, partsOf, reasoningOf, refusalOf } from './parts';

/** Who speaks, by what formats call them; anybody else is another. */
const speakers: Readonly<Record<string, Speaker>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  model: 'assistant',
  gpt: 'assistant',
  chatgpt: 'assistant',
  bing: 'assistant',
  bard: 'assistant',
  function_call: 'assistant',
  tool: 'tool',
  function: 'tool',
  observation: 'tool',
};

/**
 * The turns of a list of messages, whichever format's they are; of a text or a single message the one that it is.
 *
 * @param role of a text instead of a list
 */
export function turnsOf(value: unknown, role: string, limits: Limits): readonly Turn[] {
  if (value == null) return [];
  if (typeof value === 'string') return [textTurn(role, value, limits)];
  const called = new Map<string, string>();
  const messages = isList(value) ? value.slice(0, limits.turns) : [value];
  return messages.map((message) => turnOf(message, called, limits));
}

export function textTurn(role: string, text: unknown, limits: Limits): Turn {
  return { ...speakerOf(role), name: null, isUntrained: false, parts: partsOf(text, limits) };
}

function speakerOf(role: string): Pick<Turn, 'role' | 'speaker'> {
  return { role, speaker: (Object.hasOwn(speakers, role) ? speakers[role] : undefined) ?? 'other' };
}

/** @param called the names of functions by the ids of their calls so far */
function turnOf(message: unknown, called: Map<string, string>, limits: Limits): Turn {
  if (!isObject(message))
    return { ...speakerOf('?'), name: null, isUntrained: false, parts: [jsonPart(message, limits)] };
  noteCalls(message['tool_calls'], called);
  const role = message['role'] ?? message['from'];
  return {
    ...speakerOf(typeof role === 'string' ? role : '?'),
    name: nameOf(message, called),
    isUntrained: message['weight'] === 0,
    parts: messageParts(message, limits),
  };
}

function noteCalls(calls: unknown, called: Map<string, string>): void {
  for (const call of isList(calls) ? calls : []) {
    const made = isObject(call) ? call['function'] : null;
    const id = isObject(call) ? call['id'] : null;
    const name = isObject(made) ? made['name'] : null;
    if (typeof id === 'string' && typeof name === 'string') called.set(id, name);
  }
}

/** A result names its call by an id, which says nothing to people. */
function nameOf({ name, tool_call_id: id }: JsonObject, called: ReadonlyMap<string, string>): string | null {
  if (typeof name === 'string') return name;
  return typeof id === 'string' ? (called.get(id) ?? null) : null;
}

/** In the order in which a model says them. */
function messageParts(message: JsonObject, limits: Limits): readonly TurnPart[] {
  const said = message['content'] ?? message['value'] ?? message['parts'];
  return [
    ...reasoningOf(message['reasoning_content'] ?? message['thinking'], limits),
    ...(message['from'] === 'function_call' ? calledIn(said, limits) : partsOf(said, limits)),
    ...refusalOf(message['refusal'], limits),
    ...callsOf(message['tool_calls'], limits),
    ...functionCall(message['function_call'], limits),
  ];
}

function callsOf(calls: unknown, limits: Limits): readonly TurnPart[] {
  if (calls == null) return [];
  if (!isList(calls)) return [jsonPart(calls, limits)];
  return calls.flatMap((call) => {
    const made = isObject(call) ? call['function'] : null;
    return isObject(made) ? functionCall(made, limits) : [jsonPart(call, limits)];
  });
}

function functionCall(made: unknown, limits: Limits): readonly TurnPart[] {
  if (made == null) return [];
  return isObject(made) ? [callPart(made['name'], made['arguments'], limits)] : [jsonPart(made, limits)];
}

/** ShareGPT has a call as the text of JSON. Source: LLaMA-Factory's `data/README.md`, `function_call`. */
function calledIn(text: unknown, limits: Limits): readonly TurnPart[] {
  const call = typeof text === 'string' ? parsedOr(text, null) : null;
  return isObject(call) && 'name' in call ? functionCall(call, limits) : partsOf(text, limits);
}
