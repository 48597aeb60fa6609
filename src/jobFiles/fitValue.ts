import type { Node } from 'jsonc-parser';
import type { FileProblem } from './checkNode';

/**
 * The value of a node without the parts that have problems, so that the rest can be checked further; undefined: nothing
 * is left. An object that lacks something is left out as a whole, but for that of the file.
 *
 * @param problems of that tree, as `checkNode` reports them
 */
export function fitValue(node: Node, problems: readonly FileProblem[]): unknown {
  const marked = new Set(problems.map(({ offset, length }) => `${String(offset)} ${String(length)}`));
  const isMarked = ({ offset, length }: Pick<Node, 'offset' | 'length'>) =>
    marked.has(`${String(offset)} ${String(length)}`);
  const lacksSomething = ({ type, offset }: Node) => type === 'object' && isMarked({ offset, length: 1 });
  const isFit = (each: Node) => !isMarked(each) && !lacksSomething(each);
  const valueOf = ({ type, value, children = [] }: Node): unknown => {
    if (type === 'array') return children.filter(isFit).map(valueOf);
    if (type !== 'object') return value;
    const fit = children.flatMap(({ children: [key, named] = [] }) =>
      key !== undefined && named !== undefined && !isMarked(key) && isFit(named)
        ? [[String(key.value), valueOf(named)]]
        : [],
    );
    return Object.fromEntries(fit);
  };
  return isMarked(node) ? undefined : valueOf(node);
}
