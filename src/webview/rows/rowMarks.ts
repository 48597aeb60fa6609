import { clearMarks, findPlaces, markRanges, rangesOf } from '../elements/textSearch';

/**
 * Marks a text in the rows that are drawn, and the one of a row more strongly.
 *
 * @param query plain text; empty: nothing is marked
 * @param row from 0
 * @returns the first match in that row; undefined where none is drawn
 */
export function markRows(root: Element, query: string, row: number | null): Range | undefined {
  clearMarks();
  if (query === '') return undefined;
  const all = matchesIn(root, query);
  const own = row === null ? null : root.querySelector(`.row[data-index="${row}"]`);
  const [current] = own === null ? [] : matchesIn(own, query);
  markRanges(all, current);
  return current;
}

function matchesIn(root: Element, query: string): readonly Range[] {
  const wanted = query.toLowerCase();
  return [...root.querySelectorAll('.row-text')].flatMap((element) =>
    [...element.childNodes].flatMap((node) =>
      rangesOf(node, findPlaces(wanted, node.textContent ?? ''), wanted.length),
    ),
  );
}
