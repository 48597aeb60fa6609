/** VS Code gives the node that was clicked, then all that are selected if it is one of them. */
export function nodesAmong([clicked, selected]: readonly unknown[]): readonly unknown[] {
  return Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
}
