/** Two halves of 64 bits: among a million rows two that differ have the same with a chance of 1 in 37 million. */
export interface Hash {
  readonly high: number;
  readonly low: number;
}

const seeds = { high: 0x1747b28c, low: 0x3c6ef372 };

/** The hash of bytes: four at a time, mixed as in MurmurHash3 (Austin Appleby, public domain). */
export function hashOfBytes(bytes: Uint8Array): Hash {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 4);
  let { high, low } = seeds;
  for (let at = 0; at < whole; at += 4) {
    const word = view.getInt32(at, true);
    high = mixed(high, word);
    low = mixed(low, ~word);
  }
  for (let at = whole; at < bytes.length; at++) {
    high = mixed(high, view.getUint8(at));
    low = mixed(low, ~view.getUint8(at));
  }
  return finished(high, low, bytes.length);
}

/** The same for texts that differ in nothing but case, white space, punctuation and control characters. */
export function hashOfWords(texts: readonly string[]): Hash {
  let { high, low } = seeds;
  let length = 0;
  for (const text of texts) {
    const count = encode(text);
    const [bytes, letters] = [room, folded];
    for (let at = 0; at < count; at++) {
      const byte = letters[bytes[at] ?? 0] ?? 0;
      if (byte === 0) continue;
      length++;
      high = Math.imul(high ^ byte, 0x01000193); // as FNV-1a does
      low = Math.imul(low + byte, 0x9e3779b1) ^ (low >>> 15);
    }
    high = mixed(high, separator);
    low = mixed(low, separator);
  }
  return finished(high, low, length);
}

/** Between two texts: no byte. */
const separator = 0x100;

/** What stands for a byte of UTF-8: its small letter, or 0 where it does not count. Other than ASCII stands for itself. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (byte > 0x7f) return byte;
  return /[\p{L}\p{N}\p{S}]/u.test(character) ? character.toLowerCase().charCodeAt(0) : 0;
});

const encoder = new TextEncoder();
/** Where a text is read: an iteration over its bytes takes twice as long. */
let room = new Uint8Array(64 * 1024);

/** Puts the text into {@link room}, in UTF-8, and returns its bytes; one beyond ASCII without what does not count. */
function encode(text: string): number {
  if (text.length * 3 > room.length) room = new Uint8Array(text.length * 3);
  const { written } = encoder.encodeInto(text, room);
  if (written === text.length) return written; // ASCII alone
  const letters = text.toLowerCase().replace(/[\p{P}\p{Z}\p{C}]+/gu, '');
  return encoder.encodeInto(letters, room).written;
}

function mixed(hash: number, word: number): number {
  const scattered = Math.imul(word, 0xcc9e2d51);
  const turned = Math.imul((scattered << 15) | (scattered >>> 17), 0x1b873593);
  const next = hash ^ turned;
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function finished(high: number, low: number, length: number): Hash {
  return { high: avalanche(high ^ length), low: avalanche(low ^ length) };
}

function avalanche(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
