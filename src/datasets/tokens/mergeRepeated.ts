import { noRank, type Ranks } from './ranks';

/** Equal tokens, one after the other. */
interface Run {
  /** Bytes of each. */
  readonly length: number;
  readonly count: number;
}

/**
 * How many tokens one byte is that comes over and over, such as a line of one letter or of spaces. All tokens that are
 * equal take their step at once, so that the time hardly grows with the length.
 *
 * @param bytes that are all the same from `from` to `to`
 */
export function countRepeated(bytes: Uint8Array, from: number, to: number, ranks: Ranks): number {
  const rankOf = (length: number) => ranks.of(bytes, from, from + Math.min(length, ranks.maxLength + 1));
  let runs: readonly Run[] = [{ length: 1, count: to - from }];
  for (;;) {
    const at = lowest(runs, rankOf);
    if (at === null) return runs.reduce((sum, { count }) => sum + count, 0);
    runs = joined(at.isInside ? mergeInside(runs, at.index) : mergeWithNext(runs, at.index));
  }
}

/** Two tokens of one run, or the last of it and the first of the next. */
interface Pair {
  readonly index: number;
  readonly isInside: boolean;
}

/** The first pair of the lowest rank; null: no two make a token. */
function lowest(runs: readonly Run[], rankOf: (length: number) => number): Pair | null {
  let found: Pair | null = null;
  let lowestRank = noRank;
  const look = (pair: Pair, length: number) => {
    const rank = rankOf(length);
    if (rank >= lowestRank) return;
    lowestRank = rank;
    found = pair;
  };
  runs.forEach(({ length, count }, index) => {
    const next = runs[index + 1];
    if (count > 1) look({ index, isInside: true }, length * 2);
    if (next !== undefined) look({ index, isInside: false }, length + next.length);
  });
  return found;
}

function mergeInside(runs: readonly Run[], index: number): Run[] {
  const { length, count } = runs[index] ?? { length: 0, count: 0 };
  const pairs = { length: length * 2, count: Math.floor(count / 2) };
  return runs.toSpliced(index, 1, pairs, { length, count: count % 2 });
}

function mergeWithNext(runs: readonly Run[], index: number): Run[] {
  const [one, next] = runs.slice(index, index + 2);
  if (one === undefined || next === undefined) return [...runs];
  return runs.toSpliced(
    index,
    2,
    { length: one.length, count: one.count - 1 },
    { length: one.length + next.length, count: 1 },
    { length: next.length, count: next.count - 1 },
  );
}

/** Without empty runs, and with equal ones together. */
function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (run.count === 0) continue;
    if (last?.length === run.length) result[result.length - 1] = { ...run, count: last.count + run.count };
    else result.push(run);
  }
  return result;
}
