import { t } from '@vscode/l10n';
import type { MethodType } from '../api/dialects/dialect';
import { ExampleError, lineObject, objectAt, stringAt } from './exampleFields';
import { type Turn, turnsAt } from './turns';

/** One line of a training file, as far as a model learns from it. */
export type Example =
  | { readonly kind: 'chat'; readonly turns: readonly Turn[] }
  | { readonly kind: 'completion'; readonly prompt: string; readonly completion: string }
  /** `preferred` is the output to learn. */
  | { readonly kind: 'preference'; readonly input: readonly Turn[]; readonly preferred: readonly Turn[] };

/**
 * Reads the JSON of one line, whose nesting has been checked. Throws an `ExampleError`.
 * Source of the formats: OpenAI's fine-tuning guides for each method.
 */
export function exampleOf(value: unknown, method: MethodType): Example {
  const example = lineObject(value);
  if (method === 'dpo') return preference(example);
  if ('messages' in example) return { kind: 'chat', turns: chatTurns(example['messages'], method) };
  if ('prompt' in example || 'completion' in example) {
    const prompt = stringAt(example['prompt'], 'prompt');
    return { kind: 'completion', prompt, completion: stringAt(example['completion'], 'completion') };
  }
  throw new ExampleError(t('{0} is missing', 'messages'));
}

/** The method of a file, from its first line; supervised where that line cannot be read. */
export function methodOf(value: unknown): MethodType {
  try {
    const example = lineObject(value);
    if ('preferred_output' in example || 'non_preferred_output' in example) return 'dpo';
    if (!('messages' in example)) return 'supervised';
    const turns = turnsAt(example['messages'], 'messages');
    return turns.at(-1)?.role === 'user' ? 'reinforcement' : 'supervised';
  } catch {
    return 'supervised';
  }
}

function chatTurns(messages: unknown, method: MethodType): Turn[] {
  const turns = turnsAt(messages, 'messages');
  if (method === 'reinforcement') {
    if (turns.at(-1)?.role !== 'user')
      throw new ExampleError(t('the last message of messages does not have the role user'));
  } else if (!turns.some(({ role }) => role === 'assistant')) {
    throw new ExampleError(t('messages has no message with the role assistant'));
  }
  return turns;
}

function preference(example: Record<string, unknown>): Example {
  const input = turnsAt(objectAt(example['input'], 'input')['messages'], 'input.messages');
  const preferred = turnsAt(example['preferred_output'], 'preferred_output');
  turnsAt(example['non_preferred_output'], 'non_preferred_output');
  return { kind: 'preference', input, preferred };
}
