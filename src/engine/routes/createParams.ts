import * as z from 'zod';

const auto = z.literal('auto');

function count(max: number) {
  const error = `must be 'auto' or a whole number from 1 to ${String(max)}`;
  return z.union([auto, z.int().min(1).max(max)], { error }).nullish();
}

/** The engine's own limit: OpenAI names none, but a larger learning rate turns every weight into NaN. */
const maxMultiplier = 10_000;

export const multiplier = z
  .union([auto, z.number().positive().max(maxMultiplier)], {
    error: `must be 'auto' or a number greater than 0, at most ${String(maxMultiplier)}`,
  })
  .nullish();

const beta = z
  .union([auto, z.number().positive().max(2)], {
    error: "must be 'auto' or a number greater than 0, at most 2",
  })
  .nullish();

const maxEpochs = 50;
const maxBatchSize = 256;

const SupervisedHyperparameters = z.strictObject(
  { n_epochs: count(maxEpochs), batch_size: count(maxBatchSize), learning_rate_multiplier: multiplier },
  { error: 'must be an object' },
);

const DpoHyperparameters = z.strictObject(
  { n_epochs: count(maxEpochs), batch_size: count(maxBatchSize), learning_rate_multiplier: multiplier, beta },
  { error: 'must be an object' },
);

const Method = z.object(
  {
    type: z.enum(['supervised', 'dpo', 'reinforcement'], {
      error: 'must be one of supervised, dpo, reinforcement',
    }),
    supervised: z
      .strictObject({ hyperparameters: SupervisedHyperparameters.nullish() }, { error: 'must be an object' })
      .nullish(),
    dpo: z
      .strictObject({ hyperparameters: DpoHyperparameters.nullish() }, { error: 'must be an object' })
      .nullish(),
  },
  { error: 'must be an object' },
);

/** Characters of a name or an id. The engine's own limit: nothing it knows has a longer one. */
const maxTextLength = 1_000;

export const boundedText = z
  .string({ error: 'must be a string' })
  .max(maxTextLength, { error: `must be at most ${String(maxTextLength)} characters long` });

const Wandb = z.object(
  {
    project: boundedText.min(1, { error: 'must not be empty' }),
    name: boundedText.nullish(),
    entity: boundedText.nullish(),
    tags: z
      .array(boundedText, { error: 'must be an array' })
      .max(50, { error: 'must have at most 50 entries' })
      .nullish(),
  },
  { error: 'must be an object' },
);

const Metadata = z
  .record(
    z.string().max(64, { error: 'has a key longer than 64 characters' }),
    boundedText.max(512, { error: 'must be at most 512 characters long' }),
    { error: 'must be an object with strings for values and keys of at most 64 characters' },
  )
  .refine((pairs) => Object.keys(pairs).length <= 16, { error: 'must have at most 16 pairs' });

/** The body of `POST /fine_tuning/jobs`. Source: OpenAI's `CreateFineTuningJobRequest`, bounds included. */
export const CreateJobParams = z.strictObject({
  model: boundedText,
  training_file: boundedText,
  validation_file: boundedText.nullish(),
  suffix: boundedText
    .min(1, { error: 'must not be empty' })
    .max(64, { error: 'must be at most 64 characters long' })
    .nullish(),
  seed: z
    .int({ error: 'must be a whole number' })
    .min(0, { error: 'must be at least 0' })
    .max(2147483647, { error: 'must be at most 2147483647' })
    .nullish(),
  hyperparameters: SupervisedHyperparameters.nullish(),
  method: Method.nullish(),
  integrations: z
    .array(
      z.object(
        { type: z.literal('wandb', { error: 'must be wandb' }), wandb: Wandb },
        { error: 'must be an object' },
      ),
      { error: 'must be an array' },
    )
    .max(5, { error: 'must have at most 5 entries' })
    .nullish(),
  metadata: Metadata.nullish(),
});
export type CreateJobParams = z.infer<typeof CreateJobParams>;
