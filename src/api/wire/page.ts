import * as z from 'zod/mini';
import { amount, isObject, reading, text } from './values';

const anything = z.optional(z.unknown());

/**
 * What stands around the items of a list. Sources: OpenAI's specification (`has_more`, `last_id`), Mistral's (`total`),
 * protobuf's JSON as Fireworks has it (`nextPageToken`, `totalSize`), LLMariner's (`hasMore`, `total_items`).
 */
export const ListEnvelope = reading(
  z.object({
    has_more: anything,
    hasMore: anything,
    last_id: text,
    nextPageToken: text,
    next_page_token: text,
    total_items: amount,
    totalSize: amount,
    total: amount,
  }),
  (wire) => {
    const more = wire.has_more ?? wire.hasMore;
    return {
      /** Whether there is a page after this one; undefined where the server does not say, null where it says nonsense. */
      hasMore: typeof more === 'boolean' || more === undefined ? more : null,
      lastId: wire.last_id,
      nextToken: wire.nextPageToken ?? wire.next_page_token,
      /** Items in all; null where the server does not say. */
      total: wire.total_items ?? wire.totalSize ?? wire.total,
    };
  },
);
export type ListEnvelope = z.infer<typeof ListEnvelope>;

/** Of a list that stands alone, what there is to know around it is nothing. */
export function envelopeOf(raw: unknown): ListEnvelope {
  return ListEnvelope.parse(isObject(raw) ? raw : {});
}
