/** What a character is to the patterns of the encodings: one bit each. */
export const kind = {
  /** `\p{Lu}`, `\p{Lt}`. */
  upper: 1,
  /** `\p{Ll}`. */
  lower: 2,
  /** `\p{Lm}`, `\p{Lo}`: letters without a case. */
  caseless: 4,
  /** `\p{M}`. */
  mark: 8,
  /** `\p{N}`. */
  number: 16,
  /** White space but for line breaks. */
  space: 32,
  /** `\r`, `\n`. */
  lineBreak: 64,
  other: 128,
} as const;

/** What every character is, by its code point. */
export type CharacterKinds = Uint8Array;

/**
 * Reads what characters are. Every version of Unicode adds some, and each host has its own version: so that all count
 * alike, and as the reference does, it comes with the ranks.
 *
 * @param file where what is of one kind begins: four bytes each (little-endian), the code point times 256, and the kind
 */
export function readKinds(file: Uint8Array): CharacterKinds {
  const kinds = new Uint8Array(0x110000);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at < file.byteLength; at += 4) {
    const start = view.getUint32(at, true);
    kinds.fill(start & 0xff, start >>> 8);
  }
  return kinds;
}

const ascii = 0x80;
/** A lone half of a surrogate pair becomes this in UTF-8. */
const replacement = 0xfffd;

/**
 * A text in UTF-8, and beside each byte the kind of the character that it is a part of. A zero follows in both. The
 * arrays are used again for the next text.
 */
export class CharacterBuffer {
  bytes = new Uint8Array(0);
  kinds = new Uint8Array(0);
  /** Bytes of the text. */
  length = 0;

  constructor(private readonly kindOf: CharacterKinds) {}

  /** Puts a text in the place of the one before. */
  fill(text: string): void {
    this.reserve(text.length);
    const { bytes, kinds, kindOf } = this;
    let at = 0;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit < ascii) {
        bytes[at] = unit;
        kinds[at++] = kindOf[unit] ?? 0;
        continue;
      }
      const code = text.codePointAt(index) ?? 0;
      if (code > 0xffff) index++;
      at = this.append(code >= 0xd800 && code <= 0xdfff ? replacement : code, at);
    }
    this.length = at;
    bytes[at] = 0;
    kinds[at] = 0;
  }

  /** A code unit takes up to three bytes. */
  private reserve(units: number): void {
    const size = units * 3 + 1;
    if (this.bytes.length >= size && this.bytes.length <= maxKept) return;
    const length = Math.max(size, minLength);
    if (length === this.bytes.length) return;
    this.bytes = new Uint8Array(length);
    this.kinds = new Uint8Array(length);
  }

  private append(code: number, at: number): number {
    const { bytes, kinds } = this;
    const of = this.kindOf[code] ?? 0;
    const end = at + (code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
    const lead = code < 0x800 ? 0xc0 : code < 0x10000 ? 0xe0 : 0xf0;
    let rest = code;
    for (let place = end - 1; place > at; place--) {
      bytes[place] = 0x80 | (rest & 0x3f);
      kinds[place] = of;
      rest >>= 6;
    }
    bytes[at] = lead | rest;
    kinds[at] = of;
    return end;
  }
}

/** Bytes that are reserved at least, and at most kept for the next text. */
const minLength = 64 * 1024;
const maxKept = 1024 * 1024;

/** How many bytes the character takes that begins with this one. */
export function lengthOf(lead: number): number {
  if (lead < 0xc0) return 1;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
