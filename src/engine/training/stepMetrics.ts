import * as z from 'zod';
import type { Score } from './languageModel';

/** Null is how JSON keeps what was no number: earlier versions stored it, and it counts as not measured. */
const measured = z
  .number()
  .nullable()
  .transform((value) => value ?? undefined)
  .optional();

/** A step's figures under OpenAI's names. Losses are nats per byte, accuracies shares of bytes guessed first. */
export const StepMetrics = z.object({
  /** Counted from 1. */
  step: z.int(),
  train_loss: z.number(),
  train_mean_token_accuracy: z.number(),
  /** Of a few validation examples, now and then. */
  valid_loss: measured,
  valid_mean_token_accuracy: measured,
  /** Of the whole validation file, at the end of an epoch. */
  full_valid_loss: measured,
  full_valid_mean_token_accuracy: measured,
});
export type StepMetrics = z.infer<typeof StepMetrics>;

/** Whether every figure is a number: a training whose figures are none has failed. */
export function areNumbers(metrics: StepMetrics): boolean {
  return Object.values(metrics).every((value) => value === undefined || Number.isFinite(value));
}

/** Mean loss and accuracy of a score, to five decimals. */
export function means(score: Score): { loss: number; accuracy: number } {
  const count = Math.max(1, score.count);
  return { loss: rounded(score.loss / count), accuracy: rounded(score.correct / count) };
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
