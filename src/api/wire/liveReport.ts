import * as z from 'zod/mini';
import { freeForm } from './freeForm';
import { epochSeconds, reading, text, toAmount } from './values';
import { wireObject } from './wireObject';

const anything = z.optional(z.unknown());

/** What a job reports while it runs, brought to these names by its dialect. What is left out is not reported. */
export const LiveReport = wireObject(
  {
    created_at: epochSeconds,
    status: text,
    level: text,
    message: text,
    data: reading(anything, freeForm),
    progress: reading(anything, (value) => toAmount(value, 1)),
    seconds_left: reading(anything, (value) => toAmount(value, maxSeconds)),
    is_last: reading(anything, (value) => value === true),
    error: text,
  },
  (wire) => ({
    /** Unix seconds; null where the provider does not say when it was. */
    createdAt: wire.created_at,
    /** Of the job, in the provider's words. */
    status: wire.status,
    level: wire.level,
    message: wire.message,
    /** What was measured at a step, as in an event. */
    data: wire.data,
    /** Share done, 0 to 1. */
    fraction: wire.progress,
    /** Seconds until the run is done, by the provider's estimate. */
    secondsLeft: wire.seconds_left,
    /** Nothing comes after it. */
    isLast: wire.is_last,
    /** Why there is nothing to report, in the provider's words: of the stream, and not of the job. */
    error: wire.error,
  }),
);
export type LiveReport = z.infer<typeof LiveReport>;

/** A hundred years: what takes longer is no estimate. */
const maxSeconds = 100 * 365 * 24 * 3_600;
