import { noRank, type Ranks } from './ranks';

/** Bytes of the longest piece that {@link MergeShort} takes. */
export const maxShort = 96;

/** Merges the bytes of a short piece, looking through all pairs for each step. */
export class MergeShort {
  /** Where each part begins; one more: where the last one ends. */
  private readonly starts = new Int32Array(maxShort + 1);
  /** The rank of each part together with the next one. */
  private readonly pairs = new Int32Array(maxShort + 1);

  constructor(private readonly ranks: Ranks) {}

  /** How many tokens these bytes are. */
  count(bytes: Uint8Array, from: number, to: number): number {
    const { starts, pairs, ranks } = this;
    let parts = to - from;
    for (let at = 0; at <= parts; at++) starts[at] = from + at;
    for (let at = 0; at < parts - 1; at++) pairs[at] = ranks.of(bytes, from + at, from + at + 2);
    for (;;) {
      const at = this.lowest(parts - 1);
      if (at < 0) return parts;
      // Faster than copyWithin, as long as there are so few.
      for (let part = at + 1; part < parts; part++) {
        starts[part] = starts[part + 1] ?? 0;
        pairs[part - 1] = pairs[part] ?? noRank;
      }
      parts--;
      if (at > 0) pairs[at - 1] = this.rankAt(bytes, at - 1);
      if (at < parts - 1) pairs[at] = this.rankAt(bytes, at);
    }
  }

  /** The first of the pairs of the lowest rank; -1: no pair has one. */
  private lowest(count: number): number {
    const { pairs } = this;
    let lowest = noRank;
    let found = -1;
    for (let at = 0; at < count; at++) {
      const rank = pairs[at] ?? noRank;
      if (rank >= lowest) continue;
      lowest = rank;
      found = at;
    }
    return found;
  }

  private rankAt(bytes: Uint8Array, at: number): number {
    return this.ranks.of(bytes, this.starts[at] ?? 0, this.starts[at + 2] ?? 0);
  }
}
