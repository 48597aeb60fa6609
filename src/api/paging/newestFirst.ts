interface Dated {
  /** Unix seconds. */
  readonly createdAt: number | null;
}

/**
 * A whole list with its newest first. One that came oldest first is turned round, so that what happened in the same
 * second stays in order; one in no order is sorted.
 */
export function newestFirst<T extends Dated>(items: readonly T[]): readonly T[] {
  if (isNewestFirst(items)) return items;
  if (isOrdered(items, (older, newer) => newer >= older)) return items.toReversed();
  return items.toSorted((a, b) => timeOf(b) - timeOf(a));
}

export function isNewestFirst(items: readonly Dated[]): boolean {
  return isOrdered(items, (before, item) => item <= before);
}

function isOrdered(items: readonly Dated[], fits: (before: number, after: number) => boolean): boolean {
  return items.every((item, at) => {
    const before = items[at - 1];
    return before === undefined || fits(timeOf(before), timeOf(item));
  });
}

function timeOf({ createdAt }: Dated): number {
  return createdAt ?? 0;
}
