import type { Dimensions } from './dimensions';

/** A model that jobs can start from: a size and a learning rate. It knows nothing before it is trained. */
export interface BaseModel {
  readonly id: string;
  readonly dimensions: Dimensions;
  /** Adam's step size at the start of a job, before `learning_rate_multiplier`. */
  readonly learningRate: number;
}

/** From 13,000 to 56,000 weights; measured at about 20, 55 and 160 µs of training a byte of English text. */
export const baseModels: readonly BaseModel[] = [
  { id: 'local-tiny', dimensions: { context: 8, embedding: 8, hidden: 32 }, learningRate: 0.006 },
  { id: 'local-small', dimensions: { context: 8, embedding: 8, hidden: 96 }, learningRate: 0.004 },
  { id: 'local-medium', dimensions: { context: 12, embedding: 12, hidden: 128 }, learningRate: 0.003 },
];

export function baseModelNamed(id: string): BaseModel | undefined {
  return baseModels.find((model) => model.id === id);
}
