import { isNonce, proofOf } from './proof';
import { badRequest } from './apiError';

/**
 * Proves that this engine knows its key, to whoever has it too: the answer to a fresh nonce, which says nothing to
 * anybody else. It holds for the port that the request came to, so that no other process can pass it on.
 */
export function proofFor(
  query: URLSearchParams,
  apiKey: string,
  port: number | undefined,
): { proof: string } {
  const nonce = query.get('nonce') ?? '';
  if (!isNonce(nonce)) throw badRequest("Invalid 'nonce': expected 64 hexadecimal digits.", 'nonce');
  return { proof: proofOf(apiKey, port ?? 0, nonce) };
}
