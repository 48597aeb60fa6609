import type { Repeats } from '../../shared/dataSurvey';
import { Seen } from './duplicates';
import { maxLinesNamed, type RowHashes } from './part';

/** What of a file is in another one too; of each pair `line` is in this file, `of` in the other. */
export interface Overlap {
  /** To the byte. */
  readonly same: Repeats;
  /** But for case, white space and punctuation. */
  readonly similar: Repeats;
}

/** Which rows of a file are in another one too: a model that was trained on them is not judged by them. */
export function overlapOf(rows: RowHashes, other: RowHashes): Overlap {
  const [exact, words] = [seenOf(other.exact), seenOf(other.similar)];
  const [same, similar] = [new Pairs(other.lines), new Pairs(other.lines)];
  for (const [at, line] of rows.lines.entries()) {
    if (!same.add(line, find(exact, rows.exact, at))) similar.add(line, find(words, rows.similar, at));
  }
  return { same: same.found, similar: similar.found };
}

/** @param hashes halves one after the other: high, low */
function seenOf(hashes: Uint32Array): { readonly seen: Seen; readonly places: number[] } {
  const seen = new Seen();
  const places: number[] = [];
  for (let at = 0; 2 * at < hashes.length; at++)
    if (seen.add(hashes[2 * at] ?? 0, hashes[2 * at + 1] ?? 0) < 0) places.push(at);
  return { seen, places };
}

/** The place in the other file of the first row with this hash; -1: there is none. */
function find({ seen, places }: ReturnType<typeof seenOf>, hashes: Uint32Array, at: number): number {
  const found = seen.find(hashes[2 * at] ?? 0, hashes[2 * at + 1] ?? 0);
  return found < 0 ? -1 : (places[found] ?? -1);
}

class Pairs {
  private readonly pairs: { line: number; of: number }[] = [];
  private count = 0;

  constructor(private readonly lines: Uint32Array) {}

  /** Returns whether there is such a place. */
  add(line: number, place: number): boolean {
    if (place < 0) return false;
    this.count++;
    if (this.pairs.length < maxLinesNamed) this.pairs.push({ line, of: this.lines[place] ?? 0 });
    return true;
  }

  get found(): Repeats {
    return { count: this.count, pairs: this.pairs };
  }
}
