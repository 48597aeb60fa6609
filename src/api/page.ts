import type * as z from 'zod/mini';
import { isObject, toText } from './wire';

/** Something in a list that could not be read: reported beside the good ones, never instead of them. */
export interface Unreadable {
  /** Its id, where at least that could be read. */
  readonly id: string | null;
  /** What is wrong, field by field: `created_at: is not a time`. */
  readonly problems: readonly string[];
  readonly raw: unknown;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly unreadable: readonly Unreadable[];
  /** Asks for the next page, in the provider's own terms; null: this is the last. */
  readonly cursor: string | null;
  /** How many there are in all, where the provider tells. */
  readonly total: number | null;
}

export const emptyPage: Page<never> = { items: [], unreadable: [], cursor: null, total: null };

/** A list that comes page by page: iterate over the items, over the pages, or ask for the first page alone. */
export class Pages<T> implements AsyncIterable<T> {
  constructor(
    private readonly fetchPage: (cursor: string | null) => Promise<Page<T>>,
    private readonly after: string | null = null,
  ) {}

  /** The first page alone (from `after` on, where that was given). */
  first(): Promise<Page<T>> {
    return this.fetchPage(this.after);
  }

  /** Page after page. A server that ignores the cursor sends one page for ever: it is given once. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const asked = new Set<string | null>();
    let cursor = this.after;
    do {
      asked.add(cursor);
      const page = await this.fetchPage(cursor);
      if (page.cursor !== null && page.cursor === cursor) return;
      yield page;
      cursor = page.cursor;
    } while (cursor !== null && !asked.has(cursor));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}

/** How one kind of object is read: by its schema, or faster where it looks as expected. */
export interface Decoder<T> {
  readonly schema: z.ZodMiniType<T>;
  /** What the schema makes of it, or undefined where only the schema can tell. */
  readonly fast?: (raw: unknown) => T | undefined;
}

/** Reads every item; those that do not fit are reported, with what is wrong. */
export function decodeItems<T>(
  raw: readonly unknown[],
  decoder: Decoder<T>,
  normalize?: (raw: unknown) => unknown,
): { items: T[]; unreadable: Unreadable[] } {
  const items: T[] = [];
  const unreadable: Unreadable[] = [];
  for (const each of raw) {
    const known = normalize === undefined ? each : normalize(each);
    const fast = decoder.fast?.(known);
    if (fast !== undefined) {
      items.push(fast);
      continue;
    }
    const result = decoder.schema.safeParse(known);
    if (result.success) items.push(result.data);
    else unreadable.push({ id: idOf(known), problems: problemsOf(result.error), raw: each });
  }
  return { items, unreadable };
}

/** A schema's complaints as short sentences: `status: is missing or not text`. */
export function problemsOf(error: z.core.$ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || 'the object'}: ${issue.message}`);
}

function idOf(value: unknown): string | null {
  return isObject(value) ? toText(value['id']) : null;
}
