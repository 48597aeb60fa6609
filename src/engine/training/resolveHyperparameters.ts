import * as z from 'zod';

const auto = z.literal('auto');

/** As requested: OpenAI's names and bounds, each may be `auto`. `beta` belongs to `dpo`. */
export const RequestedHyperparameters = z.object({
  n_epochs: z.union([auto, z.int()]),
  batch_size: z.union([auto, z.int()]),
  learning_rate_multiplier: z.union([auto, z.number()]),
  beta: z.union([auto, z.number()]).optional(),
});
export type RequestedHyperparameters = z.infer<typeof RequestedHyperparameters>;

/** As used. Epochs and examples are counts; the multiplier scales the base model's learning rate. */
export const EffectiveHyperparameters = z.object({
  n_epochs: z.int().positive(),
  batch_size: z.int().positive(),
  learning_rate_multiplier: z.number().positive(),
  beta: z.number().positive().optional(),
});
export type EffectiveHyperparameters = z.infer<typeof EffectiveHyperparameters>;

/** Puts numbers where `auto` was: 3 epochs, batches of about 0.2 % of the examples as OpenAI does, the plain rate. */
export function resolveHyperparameters(
  requested: RequestedHyperparameters,
  examples: number,
): EffectiveHyperparameters {
  const { n_epochs, batch_size, learning_rate_multiplier, beta } = requested;
  return {
    n_epochs: n_epochs === 'auto' ? 3 : n_epochs,
    batch_size: batch_size === 'auto' ? Math.min(256, Math.max(1, Math.round(examples * 0.002))) : batch_size,
    learning_rate_multiplier: learning_rate_multiplier === 'auto' ? 1 : learning_rate_multiplier,
    ...(beta === undefined ? {} : { beta: beta === 'auto' ? 0.1 : beta }),
  };
}
