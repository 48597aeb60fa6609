import * as z from 'zod/mini';
import { toFileId } from './file';
import { amount, epochSeconds, isFreeName, isObject, reading, requiredText, text, toNumber } from './values';
import { wireObject } from './wireObject';

/**
 * A model saved on the way, ready to use.
 * Sources: OpenAI's specification, `FineTuningJobCheckpoint`; Azure's metrics are a free map; Nebius' OpenAPI
 * document has `result_files`.
 */
export const Checkpoint = wireObject(
  {
    id: requiredText,
    created_at: epochSeconds,
    fine_tuned_model_checkpoint: text,
    start_from: text,
    step_number: amount,
    metrics: reading(z.optional(z.unknown()), toMetrics),
    fine_tuning_job_id: text,
    result_files: reading(z.optional(z.unknown()), toFiles),
  },
  (wire) => ({
    id: wire.id,
    /** Unix seconds. */
    createdAt: wire.created_at,
    /** The name to call the model by; null where the provider has to deploy it first. */
    model: wire.fine_tuned_model_checkpoint,
    /** What a new job names to go on from it; null where none can. */
    startFrom: wire.start_from ?? wire.fine_tuned_model_checkpoint,
    step: wire.step_number ?? wire.metrics['step'] ?? null,
    /** As the provider names them: `train_loss`, `full_valid_mean_token_accuracy`, … */
    metrics: wire.metrics,
    jobId: wire.fine_tuning_job_id,
    /** Ids of the files with its weights, where they can be downloaded. */
    ...(wire.result_files.length === 0 ? {} : { files: wire.result_files }),
  }),
);
export type Checkpoint = z.infer<typeof Checkpoint>;

/** Files of one checkpoint that are kept: the weights of a large model are in some dozens. */
export const maxCheckpointFiles = 200;

function toFiles(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, maxCheckpointFiles)
    .map(toFileId)
    .filter((id) => id !== null);
}

/** Names in a map of metrics, and characters of a name, that are read. */
const maxMetrics = 500;
const maxMetricLength = 200;

/** The numbers of a free-form map of metrics; what is no number is left out. */
export function toMetrics(value: unknown): Readonly<Record<string, number>> {
  if (!isObject(value)) return {};
  const metrics: Record<string, number> = {};
  let count = 0;
  for (const name in value) {
    if (++count > maxMetrics) break;
    const metric = toNumber(value[name]);
    if (metric !== null && name.length <= maxMetricLength && isFreeName(name)) metrics[name] = metric;
  }
  return metrics;
}
