/** More are counted but not marked. */
const maxMatches = 5000;
const allMatchesName = 'page-search';
const currentMatchName = 'page-search-current';

/** Where a query stands in a text, in whichever case. @param query in lower case */
export function findPlaces(query: string, text: string): number[] {
  const places: number[] = [];
  if (query === '') return places;
  const searched = text.toLowerCase();
  for (let at = searched.indexOf(query); at >= 0; at = searched.indexOf(query, at + query.length)) {
    places.push(at);
    if (places.length >= maxMatches) break;
  }
  return places;
}

/** Lower case is longer for a few letters: a mark may then be a little off, but never outside. */
export function rangesOf(node: Node | null, places: readonly number[], length: number): Range[] {
  if (!(node instanceof Text)) return [];
  return places.map((at) => {
    const range = new Range();
    range.setStart(node, Math.min(at, node.length));
    range.setEnd(node, Math.min(at + length, node.length));
    return range;
  });
}

/** With the CSS Custom Highlight API: nothing in the text becomes markup. */
export function markRanges(ranges: readonly Range[], current: Range | undefined): void {
  CSS.highlights.set(allMatchesName, new Highlight(...ranges));
  CSS.highlights.set(currentMatchName, new Highlight(...(current === undefined ? [] : [current])));
}

export function clearMarks(): void {
  CSS.highlights.delete(allMatchesName);
  CSS.highlights.delete(currentMatchName);
}

/** Scrolls `frame` until `range` is in sight. */
export function reveal(range: Range, frame: Element): void {
  const box = range.getBoundingClientRect();
  const sight = frame.getBoundingClientRect();
  if (box.top < sight.top || box.bottom > sight.bottom)
    frame.scrollTop += box.top - sight.top - sight.height / 3;
  if (box.left < sight.left || box.right > sight.right)
    frame.scrollLeft += box.left - sight.left - sight.width / 3;
}
