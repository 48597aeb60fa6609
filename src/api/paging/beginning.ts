import type { LogWire } from '../dialects/log';
import type { PageParams, Paging } from '../dialects/paging';
import { parseInSlices } from '../http/parseInSlices';
import type { ResponseFacts } from '../http/response';
import { LeftOut } from '../http/unreadJson';
import type { Beginning } from '../jsonPart';
import { listIn } from './listIn';

interface FirstPage {
  readonly paging: Paging;
  readonly params: PageParams;
  readonly facts: ResponseFacts;
}

/** What the first page has of a list or a log; null where it is all of it, or none that could be read. */
export async function beginningIn(
  text: string,
  list: FirstPage | LogWire,
  signal: AbortSignal | undefined,
): Promise<Beginning | null> {
  const raw = await parseInSlices(text, signal).catch((error: unknown) => {
    if (error instanceof SyntaxError) return null;
    throw error;
  });
  return 'paging' in list ? beginningOfList(raw, list) : beginningOfLog(raw, list);
}

function beginningOfList(raw: unknown, { paging, params, facts }: FirstPage): Beginning | null {
  const list = listIn(raw, paging, facts);
  const items = list?.items.filter((item) => !(item instanceof LeftOut)) ?? [];
  const hasMore = list !== null && items.length > 0 && paging.next(list.envelope, items, params) !== null;
  return hasMore ? { shown: items.length, total: list.envelope.total } : null;
}

function beginningOfLog(raw: unknown, { read }: LogWire): Beginning | null {
  const log = read(raw);
  const shown = log?.lines.length ?? 0;
  return log !== null && shown < log.total ? { shown, total: log.total } : null;
}
