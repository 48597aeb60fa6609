import { setImmediate } from 'node:timers/promises';
import type { LanguageModel } from './languageModel';
import { seededRandom } from './random';

export interface SampleOptions {
  /** Bytes, the tokens of these models. */
  readonly maxBytes: number;
  /** 0 takes the likeliest byte each time; higher is more varied. */
  readonly temperature: number;
  readonly seed: number;
  /** The byte that ends a reply; it is not part of it. */
  readonly stopAt: number;
}

/** So many bytes are sampled before others get their turn: well under a millisecond. */
const bytesPerTurn = 8;

/** What the model generates after `prompt`, byte by byte. Returns whether it ended by itself. */
export async function* sample(
  model: LanguageModel,
  prompt: Uint8Array,
  { maxBytes, temperature, seed, stopAt }: SampleOptions,
): AsyncGenerator<number, boolean> {
  const { context } = model.dimensions;
  const random = seededRandom(seed);
  const text = new Uint8Array(context + maxBytes);
  text.set(prompt.subarray(Math.max(0, prompt.length - context)));
  let length = Math.min(prompt.length, context);
  for (let made = 0; made < maxBytes; made++) {
    model.predict(text, 0, length);
    const byte = choose(model, temperature, random.next());
    if (byte === stopAt) return true;
    text[length++] = byte;
    yield byte;
    if (made % bytesPerTurn === bytesPerTurn - 1) await setImmediate();
  }
  return false;
}

/** `chance` is uniform in [0, 1). A temperature changes each probability p to p^(1/temperature). */
function choose({ probabilities, alphabet }: LanguageModel, temperature: number, chance: number): number {
  const highest = Math.max(...probabilities);
  if (temperature === 0) return probabilities.indexOf(highest);
  const weightOf = (byte: number): number => ((probabilities[byte] ?? 0) / highest) ** (1 / temperature);
  let left = chance * alphabet.reduce((sum, byte) => sum + weightOf(byte), 0);
  for (const byte of alphabet) {
    left -= weightOf(byte);
    if (left < 0) return byte;
  }
  return probabilities.indexOf(highest);
}
