/**
 * The tokens of an encoding by their bytes. A token’s rank is its number, and the order in which pieces of text grow
 * together.
 *
 * As a file: the number of tokens in four bytes (little-endian), the length of each in one byte, then their bytes, all in
 * the order of their ranks. `scripts/lib/tokenFiles.mjs` writes it.
 */
export class Ranks {
  private readonly bytes: Uint8Array;
  /** Where each token begins in `bytes`, and where the last one ends. */
  private readonly starts: Int32Array;
  /** A hash table: rank + 1, or 0 where there is none; who finds a place taken looks at the next. */
  private readonly table: Int32Array;
  private readonly mask: number;
  /** Ranks of tokens of two bytes, by both. */
  private readonly pairs = new Int32Array(0x10000).fill(noRank);
  /** Bytes of the longest token. */
  readonly maxLength: number;

  /** @param file throws a RangeError where it is no such file */
  constructor(file: Uint8Array) {
    const count = new DataView(file.buffer, file.byteOffset).getUint32(0, true);
    const lengths = file.subarray(4, 4 + count);
    this.bytes = file.subarray(4 + count);
    this.starts = new Int32Array(count + 1);
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(count * 2)));
    this.mask = this.table.length - 1;
    let start = 0;
    let longest = 0;
    for (let rank = 0; rank < count; rank++) {
      const length = lengths[rank] ?? 0;
      this.starts[rank] = start;
      this.add(rank, start, start + length);
      start += length;
      longest = Math.max(longest, length);
    }
    this.starts[count] = start;
    this.maxLength = longest;
    if (start !== this.bytes.length) throw new RangeError('This is no file of ranks, or not all of it.');
  }

  private add(rank: number, start: number, end: number): void {
    const { bytes, table, mask } = this;
    if (end - start === 2) this.pairs[pairOf(bytes, start)] = rank;
    let slot = hashOf(bytes, start, end) & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = rank + 1;
  }

  /** The rank of the token that has these bytes of a text; {@link noRank}: none has. */
  of(text: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length === 2) return this.pairs[pairOf(text, start)] ?? noRank;
    if (length > this.maxLength) return noRank;
    const { table, mask } = this;
    for (let slot = hashOf(text, start, end) & mask; ; slot = (slot + 1) & mask) {
      const rank = (table[slot] ?? 0) - 1;
      if (rank < 0) return noRank;
      if (this.isToken(rank, text, start, length)) return rank;
    }
  }

  private isToken(rank: number, text: Uint8Array, start: number, length: number): boolean {
    const { bytes, starts } = this;
    const from = starts[rank] ?? 0;
    if ((starts[rank + 1] ?? 0) - from !== length) return false;
    for (let at = 0; at < length; at++) if (bytes[from + at] !== text[start + at]) return false;
    return true;
  }
}

/** Above every rank, so that the lowest rank is found by comparing alone. */
export const noRank = 0x7fffffff;

function pairOf(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** FNV-1a with its halves mixed: the lower bits are those that count. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
