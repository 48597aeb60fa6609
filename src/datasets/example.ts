import { isObject } from '../api/wire/values';
import type { FormatId, Row } from './formats/format';

/** One message of a chat. */
export interface Turn {
  readonly role: string;
  readonly text: string;
}

/** The same in a row: whether a model learns to say it. */
export interface ExampleTurn extends Turn {
  readonly isTrained: boolean;
}

/** One row of a training file, as far as a model learns from it. */
export type Example =
  | { readonly kind: 'chat'; readonly turns: readonly ExampleTurn[] }
  | { readonly kind: 'completion'; readonly prompt: string; readonly completion: string }
  /** `preferred` is the output to learn. */
  | {
      readonly kind: 'preference';
      readonly input: readonly ExampleTurn[];
      readonly preferred: readonly ExampleTurn[];
    };

/** What a model learns from a row in which nothing is wrong. */
export function exampleOf(row: Row, format: FormatId): Example {
  switch (format) {
    case 'chat':
      return { kind: 'chat', turns: turnsOf(row['messages']) };
    case 'gemini':
      return { kind: 'chat', turns: turnsOf(row['contents']) };
    case 'converse':
      return { kind: 'chat', turns: turnsOf(row['messages']) };
    case 'sharegpt':
      return { kind: 'chat', turns: turnsOf(row['conversations']) };
    case 'preference': {
      const input = isObject(row['input']) ? turnsOf(row['input']['messages']) : [];
      return { kind: 'preference', input, preferred: turnsOf(row['preferred_output']) };
    }
    case 'trlPreference':
      return {
        kind: 'preference',
        input: turnsOf(row['prompt'] ?? row['messages'], 'user'),
        preferred: turnsOf(row['chosen'], 'assistant'),
      };
    case 'alpaca': {
      const prompt = [row['instruction'], row['input']]
        .filter((part) => part != null && part !== '')
        .join('\n\n');
      return { kind: 'completion', prompt, completion: textOf(row['output']) };
    }
    case 'completion':
      if (Array.isArray(row['prompt'])) return { kind: 'chat', turns: completedTurns(row) };
      return { kind: 'completion', prompt: textOf(row['prompt']), completion: textOf(row['completion']) };
    case 'text':
      return { kind: 'completion', prompt: '', completion: textOf(row['text']) };
  }
}

/** Of messages that are completed by others: of those alone a model learns. */
function completedTurns({ prompt, completion }: Row): ExampleTurn[] {
  return [...turnsOf(prompt).map((turn) => ({ ...turn, isTrained: false })), ...turnsOf(completion)];
}

/** What ShareGPT calls those who speak, by OpenAI's names. */
const roles = new Map([
  ['human', 'user'],
  ['gpt', 'assistant'],
  ['chatgpt', 'assistant'],
  ['bing', 'assistant'],
  ['bard', 'assistant'],
  ['function_call', 'assistant'],
  ['model', 'assistant'],
  ['observation', 'tool'],
]);

/** @param speaker of what is a text instead of a list */
function turnsOf(value: unknown, speaker = 'user'): ExampleTurn[] {
  if (typeof value === 'string') return [{ role: speaker, text: value, isTrained: speaker === 'assistant' }];
  if (isObject(value)) return [turnOf(value)];
  return Array.isArray(value) ? value.filter(isObject).map(turnOf) : [];
}

function turnOf(message: Row): ExampleTurn {
  const said = textOf(message['role'] ?? message['from']);
  const role = roles.get(said) ?? said;
  const content = message['content'] ?? message['value'] ?? message['parts'];
  const calls = message['tool_calls'] ?? message['function_call'];
  const isTrained = role === 'assistant' && message['weight'] !== 0;
  if (content != null || calls === undefined) return { role, isTrained, text: textOf(content) };
  return {
    role,
    isTrained,
    get text() {
      return JSON.stringify(calls); // written only where a model learns from it: it may be long
    },
  };
}

/** A text, or that of its parts. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value
    .map((part: unknown) => (isObject(part) ? textOf(part['text'] ?? part['refusal']) : ''))
    .join('');
}
