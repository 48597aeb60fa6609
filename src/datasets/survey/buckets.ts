import type { Bucket } from '../../shared/dataSurvey';

/** Up to so many different values each has a bucket of its own. */
const maxSingle = 12;

/** Few values: each by itself, with those between them; else as {@link rangesOf}. @param counts rows by their value */
export function valuesOf(counts: ReadonlyMap<number, number>): Bucket[] {
  const values = [...counts.keys()];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0) return [];
  if (most - least >= maxSingle) return rangesOf(counts);
  return Array.from({ length: most - least + 1 }, (_, at) => ({
    from: least + at,
    to: least + at + 1,
    rows: counts.get(least + at) ?? 0,
  }));
}

/** Many values: in ranges that grow as 1, 2, 5, 10, 20, 50, without empty ones at the ends. */
export function rangesOf(counts: ReadonlyMap<number, number>): Bucket[] {
  const rows = new Map<number, number>();
  for (const [value, count] of counts) {
    const at = edges.findLastIndex((edge) => edge <= value);
    rows.set(at, (rows.get(at) ?? 0) + count);
  }
  if (rows.size === 0) return [];
  const [first, last] = [Math.min(...rows.keys()), Math.max(...rows.keys())];
  return Array.from({ length: last - first + 1 }, (_, at) => ({
    from: edges[first + at] ?? 0,
    to: edges[first + at + 1] ?? null,
    rows: rows.get(first + at) ?? 0,
  }));
}

const edges = [0, ...[1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000].flatMap(steps)];

function steps(decade: number): number[] {
  return [decade, 2 * decade, 5 * decade];
}
