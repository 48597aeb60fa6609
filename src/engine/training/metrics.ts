import * as z from 'zod';

import type { Score } from './languageModel';

/** A step's figures under OpenAI's names. Losses are nats per byte, accuracies shares of bytes guessed first. */
export const StepMetrics = z.object({
  /** Counted from 1. */
  step: z.int(),
  train_loss: z.number(),
  train_mean_token_accuracy: z.number(),
  /** Of a few validation examples, now and then. */
  valid_loss: z.number().optional(),
  valid_mean_token_accuracy: z.number().optional(),
  /** Of the whole validation file, at the end of an epoch. */
  full_valid_loss: z.number().optional(),
  full_valid_mean_token_accuracy: z.number().optional(),
});
export type StepMetrics = z.infer<typeof StepMetrics>;

/** Mean loss and accuracy of a score, to five decimals. */
export function means(score: Score): { loss: number; accuracy: number } {
  const count = Math.max(1, score.count);
  return { loss: rounded(score.loss / count), accuracy: rounded(score.correct / count) };
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
