import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Where an engine proves that it knows its key: below its origin, and without sending a key. */
export const challengePath = '/v1/engine/challenge';

/** What the proof is for: a response to anything else is no proof of this. */
const purpose = 'fine-tuning-jobs local engine';

/** 32 random bytes in hexadecimal: as many that none is used twice. */
export function newNonce(): string {
  return randomBytes(32).toString('hex');
}

export function isNonce(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** HMAC-SHA-256 over purpose, port and nonce, in hexadecimal. */
export function proofOf(apiKey: string, port: number, nonce: string): string {
  return createHmac('sha256', apiKey)
    .update(`${purpose}\n${String(port)}\n${nonce}`)
    .digest('hex');
}

/** Takes the same time whichever part is wrong. */
export function isProof(given: string, apiKey: string, port: number, nonce: string): boolean {
  const expected = Buffer.from(proofOf(apiKey, port, nonce));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
