/** Where the active row is, in a list of so many rows of which a page is in sight. */
export interface RowPlace {
  readonly index: number;
  readonly count: number;
  readonly page: number;
}

/** The row that a key of the keyboard goes to; null where it goes nowhere. */
export function rowAfterKey(key: string, { index, count, page }: RowPlace): number | null {
  const target = targetOf(key, index, page);
  return target === null ? null : Math.min(Math.max(0, target), count - 1);
}

function targetOf(key: string, index: number, page: number): number | null {
  switch (key) {
    case 'ArrowUp':
      return index - 1;
    case 'ArrowDown':
      return index + 1;
    case 'PageUp':
      return index - page;
    case 'PageDown':
      return index + page;
    case 'Home':
      return 0;
    case 'End':
      return Infinity;
    default:
      return null;
  }
}
