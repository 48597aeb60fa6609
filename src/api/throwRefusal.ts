import type { Dialect } from './dialects/dialect';
import type { ResponseFacts } from './http/response';

/** The HTTP status of what the state of the server does not allow. */
const conflict = 409;

/** A refusal is one whatever its status: rejects where the response is one. */
export async function throwRefusal(
  { refusal }: Pick<Dialect, 'refusal'>,
  raw: unknown,
  facts: ResponseFacts,
): Promise<void> {
  const message = refusal?.(raw) ?? null;
  if (message === null) return;
  const { toStreamedError } = await import('./http/refusal');
  throw toStreamedError({ error: { message, code: conflict } }, facts);
}
