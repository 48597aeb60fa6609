import type { TreeView } from 'vscode';

/** Brings a row into sight; it may have gone meanwhile, and then there is nothing to show. */
export function revealRow<T>(
  view: TreeView<T>,
  row: T,
  options: { readonly select: boolean; readonly focus: boolean },
): void {
  view.reveal(row, options).then(undefined, () => undefined);
}
