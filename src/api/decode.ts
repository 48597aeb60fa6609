import type * as z from 'zod';
import type { PageParams, RawPage } from './dialects/dialect';
import { UnexpectedAnswerError } from './errors';
import { type Page, decodeItems, problemsOf } from './page';

/** Reads one object that the API promises, or says what is wrong with it. */
export function decodeOne<T>(schema: z.ZodType<T>, raw: unknown, what: string, path: string): T {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw unexpected(`The ${what} cannot be read: ${problemsOf(result.error).join('; ')}`, raw, path);
}

/** Reads one page: its items one by one, so that a bad one does not hide the rest. */
export function decodePage<T>(
  schema: z.ZodType<T>,
  answer: unknown,
  read: (answer: unknown, params: PageParams) => RawPage,
  params: PageParams,
  normalize: ((raw: unknown) => unknown) | undefined,
  path: string,
): Page<T> {
  let page: RawPage;
  try {
    page = read(answer, params);
  } catch (cause) {
    throw unexpected(
      `The list cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      answer,
      path,
    );
  }
  const { items, unreadable } = decodeItems(page.items, schema, normalize);
  return { items, unreadable, cursor: page.cursor, total: page.total };
}

function unexpected(message: string, raw: unknown, path: string): UnexpectedAnswerError {
  const excerpt = (JSON.stringify(raw) as string | undefined) ?? '';
  return new UnexpectedAnswerError(message, { method: 'GET', url: path }, excerpt.slice(0, 1_000), null);
}
