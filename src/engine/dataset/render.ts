import type { Turn } from '../../datasets/example';

/**
 * How an example becomes the bytes that the model reads: `role: content` and an end mark for each message, or a
 * prompt followed by its completion and an end mark. Sampling stops at the mark.
 */
export const endOfMessage = '\u0003';

export function renderTurns(turns: readonly Turn[]): string {
  return turns.map(({ role, text }) => `${role}: ${text}${endOfMessage}`).join('');
}

export function renderCompletion(prompt: string, completion: string): string {
  return `${prompt}${completion}${endOfMessage}`;
}

/** What stands before the model's own words when it is asked to answer. */
export function renderPrompt(turns: readonly Turn[]): string {
  return `${renderTurns(turns)}assistant:`;
}
