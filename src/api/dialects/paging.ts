import type { Query } from '../http/addresses';
import { LeftOut } from '../http/unreadJson';
import type { ListEnvelope } from '../wire/listEnvelope';
import { isList, isObject, type JsonObject, toNumber, toText } from '../wire/values';

export interface PageParams {
  /** A page's cursor; null: from the start. */
  readonly after: string | null;
  /** Items a page. */
  readonly limit: number;
}

/** How a provider gives a long list in pages: data and two pure functions. */
export interface Paging {
  readonly query: (params: PageParams) => Query;
  /** What requests the page after this one; null: there is none. */
  readonly next: (list: ListEnvelope, items: readonly unknown[], params: PageParams) => string | null;
  /** An empty list may be left out of the response, as protobuf's JSON does. */
  readonly mayOmitItems?: true;
  /** Members of a response of which the first that is there holds the list, or is it. */
  readonly within?: readonly string[];
}

/**
 * OpenAI: `after` is the last item's id, `has_more` says whether to go on. A server that does not say it is asked
 * again while its pages are full.
 */
export const afterPaging: Paging = {
  query: ({ after, limit }) => ({ after, limit }),
  next({ hasMore, lastId }, items, { limit }) {
    const goesOn = hasMore === undefined ? items.length >= limit : hasMore === true;
    return goesOn ? (lastIdOf(items) ?? lastId) : null;
  },
};

/** Mistral: pages numbered from 0. */
export const numberedPaging: Paging = {
  query: ({ after, limit }) => ({ page: after ?? 0, page_size: limit }),
  next({ total }, items, { after, limit }) {
    const page = toNumber(after) ?? 0;
    const goesOn = total === null ? items.length >= limit : items.length > 0 && (page + 1) * limit < total;
    return goesOn ? String(page + 1) : null;
  },
};

/** Google's style, as Fireworks has it: an opaque token. */
export const tokenPaging: Paging = {
  query: ({ after, limit }) => ({ pageSize: limit, pageToken: after }),
  next: ({ nextToken }) => nextToken,
  mayOmitItems: true,
};

/** Hugging Face: a header links to the next page, of which nothing but its parameters is taken. */
export const linkPaging: Paging = {
  query: ({ after }) => {
    const pairs: (readonly [name: string, value: string])[] = [];
    new URLSearchParams(after ?? '').forEach((value, name) => pairs.push([name, value]));
    return Object.fromEntries(pairs);
  },
  next: ({ nextQuery }) => nextQuery,
};

/** All at once. */
export const noPaging: Paging = { query: () => ({}), next: () => null };

/** The member of a response that its list is in; null: it is in the response itself. */
export function memberOf(body: unknown, { within = [] }: Paging): string | null {
  if (!isObject(body)) return null;
  return within.find((name) => isObject(body[name]) || isList(body[name])) ?? null;
}

/** A bare array, `data`, or the one array that the response has under another name; null where there is no list. */
export function itemsOf(body: unknown, paging: Paging): readonly unknown[] | null {
  if (isList(body)) return body;
  if (!isObject(body)) return null;
  if (isList(body['data'])) return body['data'];
  const arrays = Object.values(body).filter(isList);
  if (arrays.length > 0) return arrays.length === 1 ? (arrays[0] ?? null) : onlyListOfObjects(arrays);
  return isEmptyList(body) || (paging.mayOmitItems === true && !('error' in body)) ? [] : null;
}

/** Beside the list there may be one of numbers; where two could be it, neither is: it must not count as empty. */
function onlyListOfObjects(arrays: readonly (readonly unknown[])[]): readonly unknown[] | null {
  const isItem = (value: unknown) => isObject(value) && !(value instanceof LeftOut);
  const lists = arrays.filter((array) => array.some(isItem));
  return lists.length === 1 ? (lists[0] ?? null) : null;
}

/** Go's JSON of an empty list is null. */
function isEmptyList(body: JsonObject): boolean {
  const values = Object.values(body);
  return body['data'] === null || (values.length === 1 && values[0] === null);
}

/** Of the last item that has an id: a malformed one at the end must not end the list. */
function lastIdOf(items: readonly unknown[]): string | null {
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at];
    const id = isObject(item) ? toText(item['id']) : null;
    if (id !== null) return id;
  }
  return null;
}
