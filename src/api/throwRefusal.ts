import type { Dialect } from './dialects/dialect';
import { type ResponseFacts, toStreamedError } from './http/response';

/** The HTTP status of what the state of the server does not allow. */
const conflict = 409;

/** A refusal is one whatever its status. */
export function throwRefusal(
  { refusal }: Pick<Dialect, 'refusal'>,
  raw: unknown,
  facts: ResponseFacts,
): void {
  const message = refusal?.(raw) ?? null;
  if (message !== null) throw toStreamedError({ error: { message, code: conflict } }, facts);
}
