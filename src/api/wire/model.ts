import * as z from 'zod/mini';
import { epochSeconds, isObject, reading, requiredText, text, toEpochSeconds } from './values';
import { wireObject } from './wireObject';

/**
 * A model that the account can call. Sources: OpenAI's specification, `Model`; Azure's REST specification, `Model`
 * (`model`, `fine_tune`, `created_at`, `capabilities.fine_tune`, `deprecation`); Mistral's SDK,
 * `FTModelCard` (`root`, `job`, `deprecation`).
 */
export const Model = wireObject(
  {
    id: requiredText,
    created: epochSeconds,
    created_at: epochSeconds,
    owned_by: text,
    model: text,
    root: text,
    fine_tune: text,
    job: text,
    shutdown_date: epochSeconds,
    deprecation: reading(z.optional(z.unknown()), toEnds),
    capabilities: reading(z.optional(z.unknown()), toTrainable),
  },
  (wire) => ({
    id: wire.id,
    /** Unix seconds. */
    createdAt: wire.created ?? wire.created_at,
    ownedBy: wire.owned_by,
    /** What a fine-tuned model was trained from, where the list says it. */
    base: wire.model ?? wire.root,
    /** The job that made it, where the list says it. */
    jobId: wire.fine_tune ?? wire.job,
    /** Unix seconds of the day on which it can no longer be called; null: not announced. */
    shutdownAt: wire.shutdown_date ?? wire.deprecation.use,
    /** Unix seconds from which on it can no longer be fine-tuned; null: not announced. */
    trainingEndsAt: wire.deprecation.training,
    /** Whether it can be fine-tuned; null: the list does not say. */
    isTrainable: wire.capabilities,
  }),
);
export type Model = z.infer<typeof Model>;

/** Mistral says a time, Azure one for the end of training with it and one for the end of its use. */
function toEnds(value: unknown): { readonly use: number | null; readonly training: number | null } {
  if (!isObject(value)) return { use: toEpochSeconds(value), training: null };
  return { use: toEpochSeconds(value['inference']), training: toEpochSeconds(value['fine_tune']) };
}

/** Azure says `fine_tune`, Mistral `fine_tuning`. */
function toTrainable(value: unknown): boolean | null {
  const known = isObject(value) ? (value['fine_tune'] ?? value['fine_tuning']) : null;
  return typeof known === 'boolean' ? known : null;
}

/**
 * Whether a job of the account made it: lists have the base models too. By its job, by its owner (OpenAI:
 * `system`, `openai…`, or the organization), or by its name: `ft:…`, and before 2023 `davinci:ft-acme…`; Azure:
 * `gpt-4o-mini-2024-07-18.ft-…`; Nebius: `…-LoRa:…`.
 */
export function isFineTuned({ id, ownedBy, jobId }: Model): boolean {
  return jobId !== null || /^(?:org|user)-/.test(ownedBy ?? '') || /^ft:|[:.]ft-|-LoRa:/.test(id);
}
