import { isObject, type JsonObject } from '../wire/values';
import type { CreateJob } from './dialect';

/** Where a new job writes its run at Weights & Biases: `project`, `name`, `entity`, `api_key`; null: it does not. */
export function wandbIn(integrations: CreateJob['integrations']): JsonObject | null {
  const wandb = integrations?.find((each) => each['type'] === 'wandb')?.['wandb'];
  return isObject(wandb) ? wandb : null;
}
