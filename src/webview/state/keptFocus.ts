/**
 * Renders, and keeps the focus near where it was: where the focused element goes, the first one beside it gets the
 * focus. Else the keyboard would begin at the top of the page again. Who has the focus elsewhere is not disturbed.
 */
export function withKeptFocus(render: () => void): void {
  const { activeElement: focused } = document;
  const around = ancestorsOf(focused);
  render();
  if (focused === null || focused.isConnected) return;
  const near = around.find((element) => element.isConnected && firstIn(element) !== null);
  if (near !== undefined) firstIn(near)?.focus({ preventScroll: true });
}

/** The nearest first, up to the body; they are known only while the element is part of the page. */
function ancestorsOf(element: Element | null): readonly Element[] {
  const parent = element?.parentElement ?? null;
  return parent === null || parent === document.body ? [] : [parent, ...ancestorsOf(parent)];
}

/** Of those that Tab reaches: parts that are folded or hidden are none. */
function firstIn(element: Element): HTMLElement | null {
  const all = [...element.querySelectorAll<HTMLElement>('*')];
  return all.find((each) => each.tabIndex >= 0 && each.checkVisibility()) ?? null;
}
