import { noRank, type Ranks } from './ranks';

/**
 * How many tokens the bytes of a long piece are, such as a line of one letter. Pairs wait by their rank, so that all of
 * one rank are merged in one go, from left to right: what grows out of a pair has a higher rank than the pair.
 */
export function countLong(bytes: Uint8Array, from: number, to: number, ranks: Ranks): number {
  const piece = new LongPiece(bytes.subarray(from, to), ranks);
  while (piece.mergeLowest());
  return piece.parts;
}

class LongPiece {
  parts: number;
  /** Where the next part begins, and the one before, by where a part begins. */
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  /** The rank of a part together with the next one. */
  private readonly pairs: Int32Array;
  private readonly waiting = new Map<number, number[]>();
  /** Those of one rank come one after the other. */
  private latestRank = noRank;
  private latest: number[] = [];
  private readonly lowest = new RankQueue();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly ranks: Ranks,
  ) {
    const { length } = bytes;
    this.parts = length;
    this.next = new Int32Array(length + 1);
    this.previous = new Int32Array(length + 1);
    for (let at = 0; at <= length; at++) {
      this.next[at] = at + 1;
      this.previous[at] = at - 1;
    }
    this.pairs = new Int32Array(length + 1).fill(noRank);
    for (let at = 0; at < length - 1; at++) this.look(at);
  }

  /** Merges all pairs of the lowest rank; false: there is none. */
  mergeLowest(): boolean {
    const rank = this.lowest.take();
    const places = this.waiting.get(rank);
    if (places === undefined) return false;
    this.waiting.delete(rank);
    if (rank === this.latestRank) this.latestRank = noRank;
    if (!isSorted(places)) places.sort((one, other) => one - other);
    let count = 0;
    for (const at of places) if (this.merge(at, rank)) places[count++] = at;
    for (let index = 0, last = -1; index < count; index++) {
      const at = places[index] ?? 0;
      const before = this.previous[at] ?? -1;
      if (before >= 0 && before !== last) this.look(before);
      this.look(at);
      last = at;
    }
    return true;
  }

  /** Whether the pair was still there. */
  private merge(at: number, rank: number): boolean {
    const { next, previous, pairs } = this;
    if (pairs[at] !== rank) return false;
    const right = next[at] ?? 0;
    const after = next[right] ?? 0;
    next[at] = after;
    previous[after] = at;
    pairs[at] = noRank;
    pairs[right] = noRank;
    const before = previous[at] ?? -1;
    if (before >= 0) pairs[before] = noRank;
    this.parts--;
    return true;
  }

  /** Finds the rank of a part together with the next one. */
  private look(at: number): void {
    const second = this.next[at] ?? 0;
    if (second >= this.bytes.length) return;
    const rank = this.ranks.of(this.bytes, at, this.next[second] ?? 0);
    this.pairs[at] = rank;
    if (rank === noRank) return;
    if (rank !== this.latestRank) {
      this.latestRank = rank;
      this.latest = this.waitingFor(rank);
    }
    this.latest.push(at);
  }

  private waitingFor(rank: number): number[] {
    const known = this.waiting.get(rank);
    if (known !== undefined) return known;
    const places: number[] = [];
    this.waiting.set(rank, places);
    this.lowest.add(rank);
    return places;
  }
}

function isSorted(numbers: readonly number[]): boolean {
  for (let at = 1; at < numbers.length; at++) if ((numbers[at] ?? 0) < (numbers[at - 1] ?? 0)) return false;
  return true;
}

/** A binary heap of ranks, the lowest first. */
class RankQueue {
  private readonly heap: number[] = [];

  add(rank: number): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(rank);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] ?? 0;
      if (above <= rank) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = rank;
  }

  /** The lowest one; {@link noRank}: it is empty. */
  take(): number {
    const { heap } = this;
    const lowest = heap[0];
    const last = heap.pop();
    if (lowest === undefined || last === undefined) return noRank;
    if (heap.length > 0) this.sink(last);
    return lowest;
  }

  private sink(rank: number): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if ((heap[child + 1] ?? noRank) < (heap[child] ?? noRank)) child++;
      const below = heap[child] ?? noRank;
      if (below >= rank) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = rank;
  }
}
