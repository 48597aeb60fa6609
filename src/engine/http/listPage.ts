import { badRequest } from './httpError';

/** A whole number from the query. Throws a 400 that names the parameter. */
export function readLimit(query: URLSearchParams, usual: number, max: number): number {
  const text = query.get('limit');
  if (text === null) return usual;
  const limit = /^\d+$/.test(text) ? Number(text) : NaN;
  if (limit >= 1 && limit <= max) return limit;
  throw badRequest(
    `Invalid 'limit': expected a whole number from 1 to ${String(max)}.`,
    'limit',
    'invalid_value',
  );
}

/** A page of `items`: those after the one whose id is `after`. Throws a 400 if there is none of that id. */
export function pageOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  after: string | null,
  limit: number,
): { page: Item[]; hasMore: boolean } {
  const before = after === null ? -1 : items.findIndex(({ id }) => id === after);
  if (after !== null && before < 0) {
    throw badRequest(`Invalid 'after': there is no ${after} in this list.`, 'after', 'invalid_value');
  }
  const start = before + 1;
  return { page: items.slice(start, start + limit), hasMore: items.length > start + limit };
}

/** OpenAI's list page. */
export function listPage<Item extends { readonly id: string }>(data: readonly Item[], hasMore: boolean) {
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}
