/** Letters of a name for each that may be wrong in it. */
const lettersForEach = 4;

/**
 * The name that a misspelt one is likely to mean; null: none is near it, or it is one of them. Of each four letters of a
 * name one may be wrong, missing, too many, or in the place of its neighbour; capitals do not count.
 */
export function nearName(text: string, names: readonly string[]): string | null {
  if (names.includes(text)) return null;
  const near = names
    .map((name) => ({ name, most: Math.floor(name.length / lettersForEach) }))
    .filter(({ name, most }) => Math.abs(name.length - text.length) <= most)
    .map(({ name, most }) => ({ name, most, edits: editsBetween(text.toLowerCase(), name.toLowerCase()) }))
    .filter(({ edits, most }) => edits <= most)
    .sort((one, other) => one.edits - other.edits);
  return near[0]?.name ?? null;
}

/** The fewest letters to change, insert, leave out or swap with their neighbours (optimal string alignment). */
function editsBetween(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[other.length] ?? 0;
}
