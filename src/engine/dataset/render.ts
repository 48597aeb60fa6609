import type { Example, Turn } from '../../datasets/example';

/**
 * How an example becomes the bytes that the model reads: `role: content` and an end mark for each message, or a
 * prompt followed by its completion and an end mark. Sampling stops at the mark.
 */
export const endOfMessage = '\u0003';

/** Of a preference, the model learns the preferred output. */
export function renderExample(example: Example): string {
  switch (example.kind) {
    case 'chat':
      return renderTurns(example.turns);
    case 'completion':
      return `${example.prompt}${example.completion}${endOfMessage}`;
    case 'preference':
      return renderTurns([...example.input, ...example.preferred]);
  }
}

/** The text before the model's own words when it is to reply. */
export function renderPrompt(turns: readonly Turn[]): string {
  return `${renderTurns(turns)}assistant:`;
}

function renderTurns(turns: readonly Turn[]): string {
  return turns.map(({ role, text }) => `${role}: ${text}${endOfMessage}`).join('');
}
