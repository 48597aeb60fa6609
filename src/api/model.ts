import * as z from 'zod';
import { withSnakeCaseKeys } from './spelling';
import { epochSeconds, requiredText, text } from './wire';

/** A model that the account can call. Source: OpenAI's specification, `Model`. */
export const Model = z.preprocess(
  withSnakeCaseKeys,
  z
    .object({ id: requiredText, created: epochSeconds, owned_by: text, shutdown_date: text })
    .transform((wire) => ({
      id: wire.id,
      /** Unix seconds. */
      createdAt: wire.created,
      ownedBy: wire.owned_by,
      /** `YYYY-MM-DD`; null: not announced. */
      shutdownDate: wire.shutdown_date,
    })),
);
export type Model = z.infer<typeof Model>;
