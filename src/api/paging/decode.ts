import type * as z from 'zod/mini';
import { type ResponseFacts, unexpected } from '../http/response';
import { type PageParams, type Paging, itemsOf, noPaging } from '../dialects/paging';
import { jsonExcerpt } from '../wire/jsonExcerpt';
import type { Page, Unreadable } from './pages';
import { LeftOut, OversizedItem, maxItems } from '../http/parseInSlices';
import { envelopeOf } from '../wire/page';
import { Slices } from '../slices';
import { isObject, toText } from '../wire/values';

/** How one kind of object is read: by its schema, or faster where it looks as expected. */
export interface Decoder<T> {
  readonly schema: z.ZodMiniType<T>;
  /** What the schema makes of it, or undefined where only the schema can say. */
  readonly fast?: (raw: unknown) => T | undefined;
}

/** What is kept of an object that cannot be read, in characters. */
const maxKeptLength = 100_000;
const maxExcerptLength = 2_000;
const maxCursorLength = 4_000;
/** Items between two looks at the clock. */
const itemsAtOnce = 50;
/** A page may hold so many times the items that were requested: some servers have a page size of their own. */
const generosity = 20;

/** Reads one object that the API promises, or says what is wrong with it. */
export function decodeOne<T>(
  { schema, fast }: Decoder<T>,
  raw: unknown,
  what: string,
  facts: ResponseFacts,
): T {
  const known = fast?.(raw);
  if (known !== undefined) return known;
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw unexpected(
    `The ${what} cannot be read: ${problemsOf(result.error).join('; ')}`,
    jsonExcerpt(raw, maxExcerptLength),
    facts,
  );
}

export interface PageSource {
  readonly paging: Paging;
  readonly params: PageParams;
  /** Brings the provider's object to the house's names. */
  readonly normalize: ((raw: unknown) => unknown) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Reads one page: its items one by one, so that a bad one does not hide the rest; in slices where they are many. */
export async function decodePage<T>(
  decoder: Decoder<T>,
  raw: unknown,
  { paging, params, normalize, signal }: PageSource,
  facts: ResponseFacts,
): Promise<Page<T>> {
  const list = envelopeOf(raw);
  const listed = itemsOf(raw, paging);
  if (listed === null)
    throw unexpected('The server responded with no list', jsonExcerpt(raw, maxExcerptLength), facts);
  const { kept, leftOut } = bounded(listed, paging === noPaging ? maxItems : generosity * params.limit);
  const { items, unreadable } = await decodeItems(kept, decoder, normalize, signal);
  const cursor = paging.next(list, kept, params);
  const problems = [
    leftOut > 0 ? `${leftOut.toLocaleString('en')} more items came in one page; they are left out` : null,
    cursor !== null && cursor.length > maxCursorLength
      ? 'the cursor of the next page is too long to be sent'
      : null,
  ].filter((each) => each !== null);
  return {
    items,
    unreadable: problems.length === 0 ? unreadable : [...unreadable, { id: null, problems, json: '' }],
    cursor: cursor === null || cursor.length > maxCursorLength ? null : cursor,
    total: list.total,
  };
}

function bounded(listed: readonly unknown[], max: number): { kept: readonly unknown[]; leftOut: number } {
  const last = listed.at(-1);
  const whole = last instanceof LeftOut ? listed.slice(0, -1) : listed;
  const unread = last instanceof LeftOut ? last.count : 0;
  if (whole.length <= max) return { kept: whole, leftOut: unread };
  return { kept: whole.slice(0, max), leftOut: whole.length - max + unread };
}

/** Reads every item; those that do not fit are reported, with what is wrong. Rejects on abort alone. */
export async function decodeItems<T>(
  raw: readonly unknown[],
  decoder: Decoder<T>,
  normalize?: (raw: unknown) => unknown,
  signal?: AbortSignal,
): Promise<{ items: T[]; unreadable: Unreadable[] }> {
  const items: T[] = [];
  const unreadable: Unreadable[] = [];
  const slices = new Slices(signal);
  for (let start = 0; start < raw.length; start += itemsAtOnce) {
    if (slices.isSpent) await slices.rest();
    for (const each of raw.slice(start, start + itemsAtOnce)) {
      const problem = decodeInto(items, each, decoder, normalize);
      if (problem !== null) unreadable.push(problem);
    }
  }
  return { items, unreadable };
}

/** Whatever is wrong with an item, also where reading it throws, is that item's own problem. */
function decodeInto<T>(
  items: T[],
  raw: unknown,
  { fast, schema }: Decoder<T>,
  normalize: ((raw: unknown) => unknown) | undefined,
): Unreadable | null {
  if (raw instanceof OversizedItem) return oversized(raw);
  try {
    const known = normalize === undefined ? raw : normalize(raw);
    const expected = fast?.(known);
    const result = expected === undefined ? schema.safeParse(known) : null;
    if (expected !== undefined) items.push(expected);
    else if (result?.success === true) items.push(result.data);
    else return unreadable(known, raw, result === null ? [] : problemsOf(result.error));
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unreadable(raw, raw, [`cannot be read: ${reason}`]);
  }
}

function unreadable(known: unknown, raw: unknown, problems: readonly string[]): Unreadable {
  return {
    id: isObject(known) ? toText(known['id']) : null,
    problems,
    json: jsonExcerpt(raw, maxKeptLength),
  };
}

function oversized({ length, start }: OversizedItem): Unreadable {
  const id = /"id"\s*:\s*"([^"\\]{1,200})"/.exec(start)?.[1] ?? null;
  return {
    id,
    problems: [`has ${length.toLocaleString('en')} characters, too many to be read`],
    json: start,
  };
}

/** A schema's complaints as short sentences: `status: is missing or not text`. */
export function problemsOf(error: z.core.$ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || 'the object'}: ${issue.message}`);
}
