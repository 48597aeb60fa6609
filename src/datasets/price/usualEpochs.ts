import type { DialectId } from '../../api/connection';

/** Epochs that OpenAI chooses, and examples that it wants to see at least and at most in all of them. */
const openai = { epochs: 3, fewest: 100, most: 25_000, maxEpochs: 25 } as const;

/**
 * How many epochs a provider trains where it is left to choose; null: it does not say. Sources: OpenAI’s cookbook,
 * “Data preparation and analysis for chat model fine-tuning”; Fireworks’ guide to supervised fine-tuning, `--epochs`.
 *
 * @param rows examples of the training file
 */
export function usualEpochs(provider: DialectId, rows: number): number | null {
  if (provider === 'fireworks') return 1;
  if (provider !== 'openai' || rows === 0) return null;
  const { epochs, fewest, most, maxEpochs } = openai;
  if (rows * epochs < fewest) return Math.min(maxEpochs, Math.floor(fewest / rows));
  return rows * epochs > most ? Math.max(1, Math.floor(most / rows)) : epochs;
}
