import assert from 'node:assert/strict';
import { RequestError } from '../../../src/api/http/errors';
import { describeError, toFailure } from '../../../src/platform/failures';
import { saysKey } from './key';

/** Nothing but the errors of `src/api/http/errors.ts` may come out of the API, and the reason of an abort. */
export function assertDocumented(error: unknown, ...signals: readonly AbortSignal[]): void {
  if (error instanceof RequestError) return;
  if (signals.some((signal) => signal.aborted && error === signal.reason)) return;
  throw new Error(`An error that nobody documents: ${String(error).slice(0, 300)}`, { cause: error });
}

/** What of an error reaches a person or the log does not hold the key. */
export function assertKeyless(error: unknown): void {
  const failure = toFailure(error);
  const texts = [describeError('An attempt', failure), ...textsOf(error, 0)];
  for (const text of texts) assert.ok(!saysKey(text), `the key is in: ${text.slice(0, 500)}`);
}

/** Every text of an error, of its causes too: the log shows its stack, and who knows what shows the rest. */
function textsOf(error: unknown, depth: number): string[] {
  if (typeof error === 'string') return [error];
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const own = Object.getOwnPropertyNames(error).map((name) => (error as Record<string, unknown>)[name]); // its own
  return own.flatMap((each) => textsOf(each, depth + 1));
}
