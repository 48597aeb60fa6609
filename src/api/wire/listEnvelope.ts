import * as z from 'zod/mini';
import { isObject, reading, toAmount, toText } from './values';

const anything = z.optional(z.unknown());

/**
 * What stands around the items of a list. Sources: OpenAI's specification (`has_more`, `last_id`), Mistral's (`total`),
 * protobuf's JSON as Fireworks has it (`nextPageToken`, `totalSize`), LLMariner's (`hasMore`, `total_items`),
 * botocore's model of Amazon Bedrock (`nextToken`).
 */
export const ListEnvelope = reading(
  z.object({
    has_more: anything,
    hasMore: anything,
    last_id: anything,
    nextPageToken: anything,
    next_page_token: anything,
    nextToken: anything,
    total_items: anything,
    totalSize: anything,
    total: anything,
    nextQuery: anything,
  }),
  (wire) => {
    const more = wire.has_more ?? wire.hasMore;
    return {
      /** Whether there is a page after this one; undefined where the server does not say, null where it says nonsense. */
      hasMore: typeof more === 'boolean' || more === undefined ? more : null,
      lastId: toText(wire.last_id),
      nextToken: toText(wire.nextPageToken) ?? toText(wire.next_page_token) ?? toText(wire.nextToken),
      /** Parameters of the next page, as a header has them: see {@link envelopeOf}. */
      nextQuery: toText(wire.nextQuery),
      /** Items in all; null where the server does not say. */
      total: toAmount(wire.total_items) ?? toAmount(wire.totalSize) ?? toAmount(wire.total),
    };
  },
);
export type ListEnvelope = z.infer<typeof ListEnvelope>;

/**
 * Of a list that stands alone, what there is to know around it is nothing but what a header says.
 *
 * @param nextQuery of the response's facts
 */
export function envelopeOf(raw: unknown, nextQuery: string | null = null): ListEnvelope {
  return ListEnvelope.parse({ ...(isObject(raw) ? raw : {}), nextQuery });
}
