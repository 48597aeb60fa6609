import * as z from 'zod/mini';
import { freeForm } from './freeForm';
import { epochSeconds, reading, text } from './values';
import { wireObject } from './wireObject';

/**
 * One line of a job's log.
 * Source: OpenAI's specification, `FineTuningJobEvent`; the legacy `fine-tune-event` has neither id nor type.
 */
export const FineTuningEvent = wireObject(
  {
    id: text,
    created_at: epochSeconds,
    level: text,
    message: text,
    type: text,
    data: reading(z.optional(z.unknown()), freeForm),
  },
  (wire) => ({
    /** Unique within the job; null where the provider numbers nothing. */
    id: wire.id,
    /** Unix seconds. */
    createdAt: wire.created_at,
    level: toLevel(wire.level),
    message: wire.message ?? '',
    /** `message`, `metrics`, or whatever the provider says. */
    type: wire.type ?? 'message',
    /** For `metrics`: step, total_steps, train_loss, train_mean_token_accuracy, valid_loss, … */
    data: wire.data,
  }),
);
export type FineTuningEvent = z.infer<typeof FineTuningEvent>;

/** Distinguishes the events of a job; where the provider numbers none, by time and message. */
export function nameOfEvent({ id, createdAt, message }: FineTuningEvent): string {
  return id ?? `${String(createdAt)} ${message}`;
}

export type EventLevel = 'info' | 'warn' | 'error';

/** Azure says `warning`, Together `legacy_iwarning`, others shout. */
export function toLevel(level: string | null): EventLevel {
  if (/warn/i.test(level ?? '')) return 'warn';
  return /error|fatal|critical/i.test(level ?? '') ? 'error' : 'info';
}
