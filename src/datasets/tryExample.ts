import type { TryExample } from '../shared/tryProtocol';
import { checkLine } from './checkLine';
import { exampleOf, type Turn } from './example';

/** A line of a data file as a prompt with what is expected; null for what is no example. */
export function tryExampleOf(line: string): TryExample | null {
  const { row, kind } = checkLine(line, null);
  if (row === null || kind === null) return null; // the check of the file says why
  const example = exampleOf(row, kind.format.id);
  if (example.kind === 'completion') return promptAfter([], example.prompt, example.completion || null);
  if (example.kind === 'preference') return fromTurns(example.input, example.preferred.at(-1)?.text ?? null);
  const last = example.turns.at(-1);
  if (last?.role !== 'assistant') return fromTurns(example.turns, null);
  return fromTurns(example.turns.slice(0, -1), last.text);
}

function promptAfter(earlier: readonly Turn[], prompt: string, expected: string | null): TryExample {
  const isSystem = ({ role }: Turn) => role === 'system' || role === 'developer';
  const system = earlier.filter(isSystem).map(({ text }) => text);
  const others = earlier.filter((turn) => !isSystem(turn));
  return {
    system: system.join('\n'),
    earlier: others.map(({ role, text }) => ({ role, content: text })),
    prompt,
    expected,
  };
}

/** The last message of the user is the prompt; null where there is none. */
function fromTurns(turns: readonly Turn[], expected: string | null): TryExample | null {
  const last = turns.at(-1);
  return last?.role === 'user' ? promptAfter(turns.slice(0, -1), last.text, expected) : null;
}
