import type { LogWire, NumberedLine } from '../dialects/log';

type Part = NonNullable<ReturnType<LogWire['read']>>;

/** Lines of a log, newest first. */
export interface LogPage {
  readonly lines: readonly NumberedLine[];
  /** Where those before them end; null: there are none. */
  readonly cursor: string | null;
  /** Lines in all. */
  readonly total: number;
}

/**
 * The last lines of a log before its line `end`. Where it ends only the log itself says: a short one with its first
 * lines, of a longer one its last are requested then.
 *
 * @param cursor of the page before this one; null: from the last line on
 */
export async function readLogPage(
  request: (skipped: number, count: number) => Promise<Part>,
  cursor: string | null,
  limit: number,
): Promise<LogPage> {
  const end = cursor === null ? null : Number(cursor);
  const skipped = Math.max(0, (end ?? limit) - limit);
  const count = end === null ? limit : end - skipped;
  const part = await request(skipped, count);
  if (end !== null || part.total <= limit) return pageOf(part, skipped, count);
  const before = part.total - limit;
  return pageOf(await request(before, limit), before, limit);
}

function pageOf({ lines, total }: Part, skipped: number, count: number): LogPage {
  return {
    // No more than were requested: the others would have numbers of lines of another page.
    lines: lines
      .slice(0, count)
      .map((line, at) => ({ number: skipped + at + 1, line }))
      .toReversed(),
    cursor: skipped > 0 ? String(skipped) : null,
    total,
  };
}
