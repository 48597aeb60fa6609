import { createHash, randomBytes } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** An id as OpenAI's look: a prefix and 24 letters and digits. */
export function newId(prefix: string): string {
  return prefix + lettersOf(randomBytes(24));
}

/** The same id for the same name, every time: what is created again after a crash replaces the earlier one. */
export function idFor(prefix: string, name: string): string {
  return prefix + lettersOf(createHash('sha256').update(name).digest().subarray(0, 24));
}

/** Where a file is written before it gets its name; what is found under such a name at a start is rubbish. */
export function temporaryName(target: string): string {
  return `${target}.${randomBytes(6).toString('hex')}${temporarySuffix}`;
}

export const temporarySuffix = '.tmp';

function lettersOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => letters.charAt(byte % letters.length)).join('');
}
