import * as z from 'zod';

/** Bytes are the tokens: there are 256 of them. */
export const vocabularySize = 256;

/** The size of a byte-level model. */
export const Dimensions = z.object({
  /** How many previous bytes the model looks at. */
  context: z.int().positive(),
  /** Numbers per byte in the embedding. */
  embedding: z.int().positive(),
  /** Units in the one hidden layer. */
  hidden: z.int().positive(),
});
export type Dimensions = z.infer<typeof Dimensions>;

/** Where each group of weights begins in the one flat array that holds them all; `size` is its length. */
export interface Layout {
  readonly embedding: number;
  readonly hiddenWeights: number;
  readonly hiddenBias: number;
  readonly outputWeights: number;
  readonly outputBias: number;
  readonly size: number;
}

/** The layout of a model's weights: embedding, hidden layer by unit, output layer by byte. */
export function layoutOf({ context, embedding, hidden }: Dimensions): Layout {
  const hiddenWeights = vocabularySize * embedding;
  const hiddenBias = hiddenWeights + hidden * context * embedding;
  const outputWeights = hiddenBias + hidden;
  const outputBias = outputWeights + vocabularySize * hidden;
  return {
    embedding: 0,
    hiddenWeights,
    hiddenBias,
    outputWeights,
    outputBias,
    size: outputBias + vocabularySize,
  };
}
