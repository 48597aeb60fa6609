import type { Page } from './pages';

export interface Dated {
  /** Unix seconds; null: unknown. */
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

/** Unix seconds down to which a list has been read with this page; null: one in no order does not say. */
export function listedUntil({ items, readUntil }: Pick<Page<Dated>, 'items' | 'readUntil'>): number | null {
  if (readUntil !== undefined) return readUntil;
  return isNewestFirst(items) ? lastTimeOf(items) : null;
}

/** Of what has no time nobody can say where it belongs: the others decide. */
export function isNewestFirst(items: readonly Dated[]): boolean {
  return isOrdered(items, (before, item) => item <= before);
}

/** Unix seconds of the last item that has a time; null: none has. */
export function lastTimeOf(items: readonly Dated[]): number | null {
  return items.findLast(({ createdAt }) => createdAt !== null)?.createdAt ?? null;
}

function isOrdered(items: readonly Dated[], fits: (before: number, after: number) => boolean): boolean {
  let before: number | null = null;
  for (const { createdAt } of items) {
    if (createdAt === null) continue;
    if (before !== null && !fits(before, createdAt)) return false;
    before = createdAt;
  }
  return true;
}

/** Unix seconds; what has no time comes last. */
export function timeOf({ createdAt }: Dated): number {
  return createdAt ?? 0;
}
