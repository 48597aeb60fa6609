import { badRequest } from './httpError';
import { isNonce, proofOf } from './proof';

/**
 * Proves that this engine knows its key, to a client that has it too: the response to a fresh nonce, which reveals
 * nothing to others. It is valid for the port that the request came to, so that no other process can relay it.
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
