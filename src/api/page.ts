import type * as z from 'zod';
import type { JsonObject } from './wire';

/** Something in a list that could not be read: reported beside the good ones, never instead of them. */
export interface Unreadable {
  /** Its id, where at least that could be read. */
  readonly id: string | null;
  /** What is wrong, field by field: `created_at is not a time`. */
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

  /** Page after page. A cursor that repeats ends the list: some servers never say that it is over. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const seen = new Set<string>();
    let cursor = this.after;
    do {
      const page = await this.fetchPage(cursor);
      yield page;
      cursor = page.cursor;
      if (cursor !== null && seen.has(cursor)) return;
      if (cursor !== null) seen.add(cursor);
    } while (cursor !== null);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}

/** Reads every item with `schema`; those that do not fit are reported, with what is wrong. */
export function decodeItems<T>(
  raw: readonly unknown[],
  schema: z.ZodType<T>,
  normalize: (raw: unknown) => unknown = (value) => value,
): { items: T[]; unreadable: Unreadable[] } {
  const items: T[] = [];
  const unreadable: Unreadable[] = [];
  for (const each of raw) {
    const result = schema.safeParse(normalize(each));
    if (result.success) items.push(result.data);
    else unreadable.push({ id: idOf(each), problems: problemsOf(result.error), raw: each });
  }
  return { items, unreadable };
}

/** A schema's complaints as short sentences: `status: expected string, received undefined`. */
export function problemsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || 'the object'}: ${issue.message}`);
}

function idOf(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null ? (value as JsonObject)['id'] : null; // read as unknown
  return typeof id === 'string' ? id : null;
}
