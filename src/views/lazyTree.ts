import { type Event, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import { DisposableOwner, Swap } from '../platform/disposables';

/** The tree behind: whoever shows it reads all of it at once, or waits for what takes longer. */
interface Tree<N> {
  readonly onDidChangeTreeData: Event<N | N[] | undefined>;
  getChildren(node?: N): N[] | Promise<N[]>;
  getTreeItem(node: N): TreeItem;
  getParent(node: N): N | undefined;
}

/** A tree that is there from the start, and loaded when VS Code asks for its first rows. */
export class LazyTree<N> extends DisposableOwner implements TreeDataProvider<N> {
  private readonly changes = this.own(new EventEmitter<N | N[] | undefined>());
  private readonly listener = this.own(new Swap());
  private tree: Tree<N> | undefined;
  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly load: () => Promise<Tree<N>>) {
    super();
  }

  /** From now on this tree is behind it. */
  follow(tree: Tree<N>): void {
    this.tree = tree;
    this.listener.set(
      tree.onDidChangeTreeData((changed) => {
        this.changes.fire(changed);
      }),
    );
  }

  getChildren(node?: N): N[] | Promise<N[]> {
    return this.tree?.getChildren(node) ?? this.load().then((tree) => tree.getChildren(node));
  }

  getTreeItem(node: N): TreeItem | Promise<TreeItem> {
    return this.tree?.getTreeItem(node) ?? this.load().then((tree) => tree.getTreeItem(node));
  }

  getParent(node: N): N | undefined {
    return this.tree?.getParent(node);
  }
}
