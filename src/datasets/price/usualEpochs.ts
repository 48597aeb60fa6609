import { isAt, type PricedJob } from './rate';

/** Epochs that OpenAI chooses, and examples that it wants to see at least and at most in all of them. */
const openai = { epochs: 3, fewest: 100, most: 25_000, maxEpochs: 25 } as const;

/**
 * How many epochs a provider trains where it is left to choose; null: it does not say. Sources: OpenAI’s cookbook,
 * “Data preparation and analysis for chat model fine-tuning”; Fireworks’ guide to supervised fine-tuning, `--epochs`.
 *
 * @param rows examples of the training file
 */
export function usualEpochs(
  { provider, address }: Pick<PricedJob, 'provider' | 'address'>,
  rows: number,
): number | null {
  if (provider === 'fireworks') return isAt(address, 'fireworks.ai') ? 1 : null;
  if (provider !== 'openai' || !isAt(address, 'openai.com') || rows === 0) return null;
  const { epochs, fewest, most, maxEpochs } = openai;
  if (rows * epochs < fewest) return Math.min(maxEpochs, Math.floor(fewest / rows));
  return rows * epochs > most ? Math.max(1, Math.floor(most / rows)) : epochs;
}
