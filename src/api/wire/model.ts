import type * as z from 'zod/mini';
import { epochSeconds, requiredText, text } from './values';
import { wireObject } from './wireObject';

/** A model that the account can call. Source: OpenAI's specification, `Model`. */
export const Model = wireObject(
  { id: requiredText, created: epochSeconds, owned_by: text, shutdown_date: text },
  (wire) => ({
    id: wire.id,
    /** Unix seconds. */
    createdAt: wire.created,
    ownedBy: wire.owned_by,
    /** `YYYY-MM-DD`; null: not announced. */
    shutdownDate: wire.shutdown_date,
  }),
);
export type Model = z.infer<typeof Model>;
