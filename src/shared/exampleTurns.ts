import { isRecord } from './shapes';

/** One message of an example, or a field that stands for one. */
export interface ExampleTurn {
  readonly role: string;
  readonly text: string;
}

/** The turns of a line of training data; null for what has none that can be read so, and is shown as it is. */
export function turnsOf(line: string): ExampleTurn[] | null {
  const turns = turnsIn(line);
  return turns.length === 0 ? null : turns;
}

function turnsIn(line: string): ExampleTurn[] {
  const example = parsed(line);
  if (!isRecord(example)) return [];
  if (Array.isArray(example['messages'])) return example['messages'].map(turnOf);
  if (isRecord(example['input']) && Array.isArray(example['input']['messages']))
    return [
      ...example['input']['messages'].map(turnOf),
      ...['preferred_output', 'non_preferred_output'].flatMap((role) => outputOf(role, example[role])),
    ];
  const fields = ['prompt', 'completion', 'text'].filter((name) => typeof example[name] === 'string');
  return fields.map((role) => ({ role, text: String(example[role]) }));
}

function turnOf(message: unknown): ExampleTurn {
  if (!isRecord(message)) return { role: '?', text: textOf(message) };
  const { role, content } = message;
  return { role: typeof role === 'string' ? role : '?', text: textOf(content ?? message['tool_calls']) };
}

function outputOf(role: string, output: unknown): ExampleTurn[] {
  return Array.isArray(output) ? output.map((message) => ({ role, text: turnOf(message).text })) : [];
}

/** Text, or whatever is in its place as JSON. */
function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
