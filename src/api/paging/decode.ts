import { t } from '@vscode/l10n';
import type * as z from 'zod/mini';
import { countText } from '../countText';
import { noPaging, type PageParams, type Paging } from '../dialects/paging';
import { type ResponseFacts, unexpected } from '../http/response';
import { LeftOut, maxItems, OversizedItem } from '../http/unreadJson';
import { Slices } from '../slices';
import { jsonExcerpt } from '../wire/jsonExcerpt';
import { copyOf, isObject, toText } from '../wire/values';
import { listIn } from './listIn';
import type { Page, Unreadable } from './pages';

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
/** A page may hold so many times the items that were requested: some servers have a page size of their own. */
const generosity = 20;

/** Reads one object that the API promises, or says what is wrong with it. */
export function decodeOne<T>(
  { schema, fast }: Decoder<T>,
  raw: unknown,
  what: OneObject,
  facts: ResponseFacts,
): T {
  const known = fast?.(raw);
  if (known !== undefined) return known;
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const message = unreadableMessages[what](problemsOf(result.error).join('; '));
  throw unexpected(message, jsonExcerpt(raw, maxExcerptLength), facts);
}

/** What is read by itself: the name that it has in the message where that fails. */
type OneObject = 'response' | 'estimate' | 'file' | 'job' | 'part';

const unreadableMessages: Readonly<Record<OneObject, (problems: string) => string>> = {
  response: (problems) => t('The response cannot be read: {0}', problems),
  estimate: (problems) => t('The estimate cannot be read: {0}', problems),
  file: (problems) => t('The file cannot be read: {0}', problems),
  job: (problems) => t('The job cannot be read: {0}', problems),
  part: (problems) => t('The part cannot be read: {0}', problems),
};

export interface PageSource {
  readonly paging: Paging;
  readonly params: PageParams;
  /** Brings the provider's object to the house's names. */
  readonly normalize: ((raw: unknown) => unknown) | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Reads one page: its items one by one, so that a bad one does not hide the rest; in slices where they are many.
 *
 * @param text that `raw` was read from: what cannot be read is shown as it came
 */
export async function decodePage<T>(
  decoder: Decoder<T>,
  raw: unknown,
  { paging, params, normalize, signal }: PageSource,
  facts: ResponseFacts,
  text: string,
): Promise<Page<T>> {
  const list = listIn(raw, paging, facts);
  if (list === null)
    throw unexpected(t('The server responded with no list'), jsonExcerpt(raw, maxExcerptLength), facts);
  const { kept, leftOut } = bounded(list.items, paging === noPaging ? maxItems : generosity * params.limit);
  const { items, bad } = await decodeItems(kept, decoder, normalize, signal);
  const unreadable = bad.size === 0 ? [] : await asTheyCame(bad, text, list.names, signal);
  const cursor = paging.next(list.envelope, kept, params);
  const problems = [
    leftOut > 0 ? t('{0} more items came in one page; they are left out', countText(leftOut)) : null,
    cursor !== null && cursor.length > maxCursorLength
      ? t('the cursor of the next page is too long to be sent')
      : null,
  ].filter((each) => each !== null);
  return {
    items,
    unreadable: problems.length === 0 ? unreadable : [...unreadable, { id: null, problems, json: '' }],
    cursor: cursor === null || cursor.length > maxCursorLength ? null : cursor,
    total: list.envelope.total,
  };
}

function bounded(listed: readonly unknown[], max: number): { kept: readonly unknown[]; leftOut: number } {
  const last = listed.at(-1);
  const whole = last instanceof LeftOut ? listed.slice(0, -1) : listed;
  const unread = last instanceof LeftOut ? last.count : 0;
  if (whole.length <= max) return { kept: whole, leftOut: unread };
  return { kept: whole.slice(0, max), leftOut: whole.length - max + unread };
}

async function asTheyCame(
  bad: ReadonlyMap<number, Unreadable>,
  text: string,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Unreadable[]> {
  const { textsOfItems } = await import('../http/largeJson');
  const texts = await textsOfItems(text, names, new Set(bad.keys()), signal);
  return [...bad].map(([at, each]) => {
    const text = texts.get(at);
    if (text === undefined) return each;
    const isCut = text.length > maxKeptLength;
    return {
      ...each,
      json: copyOf(text.slice(0, maxKeptLength)),
      ...(isCut ? { wholeLength: text.length } : {}),
    };
  });
}

/** Reads every item; those that do not fit are reported by their places, with what is wrong. Rejects on abort alone. */
async function decodeItems<T>(
  raw: readonly unknown[],
  decoder: Decoder<T>,
  normalize?: (raw: unknown) => unknown,
  signal?: AbortSignal,
): Promise<{ items: T[]; bad: ReadonlyMap<number, Unreadable> }> {
  const items: T[] = [];
  const bad = new Map<number, Unreadable>();
  const slices = new Slices(signal);
  for (const [at, item] of raw.entries()) {
    if (slices.isSpent) await slices.rest();
    const problem = decodeInto(items, item, decoder, normalize);
    if (problem !== null) bad.set(at, problem);
  }
  return { items, bad };
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
    if (expected !== undefined) {
      items.push(expected);
      return null;
    }
    const result = schema.safeParse(known);
    if (!result.success) return unreadable(known, raw, problemsOf(result.error));
    items.push(result.data);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unreadable(raw, raw, [t('cannot be read: {0}', reason)]);
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
    problems: [t('has {0} characters, too many to be read', countText(length))],
    json: start,
    wholeLength: length,
  };
}

/** A schema's complaints as short sentences: `id: is missing or not text`. */
export function problemsOf(error: z.core.$ZodError): string[] {
  return error.issues.map(({ path, message }) =>
    path.join('.') === ''
      ? t('the object: {0}', message)
      : t({
          message: '{0}: {1}',
          args: [path.join('.'), message],
          comment: 'A field of an object, and what is wrong with it: “id: is missing or not text”',
        }),
  );
}
