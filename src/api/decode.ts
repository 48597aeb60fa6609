import { type AnswerFacts, unexpected } from './answer';
import { type PageParams, type Paging, itemsOf } from './dialects/paging';
import { type Decoder, type Page, decodeItems, problemsOf } from './page';
import { isObject, toNumber } from './wire';

/** Reads one object that the API promises, or says what is wrong with it. */
export function decodeOne<T>(
  { schema, fast }: Decoder<T>,
  raw: unknown,
  what: string,
  answer: AnswerFacts,
): T {
  const known = fast?.(raw);
  if (known !== undefined) return known;
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw unexpected(
    `The ${what} cannot be read: ${problemsOf(result.error).join('; ')}`,
    excerptOf(raw),
    answer,
  );
}

/** Reads one page: its items one by one, so that a bad one does not hide the rest. */
export function decodePage<T>(
  decoder: Decoder<T>,
  raw: unknown,
  paging: Paging,
  params: PageParams,
  normalize: ((raw: unknown) => unknown) | undefined,
  answer: AnswerFacts,
): Page<T> {
  const list = isObject(raw) ? raw : {};
  const found = itemsOf(raw, paging);
  if (found === null) throw unexpected('The server answered with no list', excerptOf(raw), answer);
  const { items, unreadable } = decodeItems(found, decoder, normalize);
  return {
    items,
    unreadable,
    cursor: paging.next(list, found, params),
    total: toNumber(list['total_items']) ?? toNumber(list['totalSize']) ?? toNumber(list['total']),
  };
}

function excerptOf(raw: unknown): string {
  return JSON.stringify(raw ?? null);
}
