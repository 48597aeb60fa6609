import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import { DisposableOwner, Swap } from '../platform/disposables';
import type { JobsNode } from './jobNodes';
import type { JobsTree } from './jobsTree';

/** A tree that is there from the start, and loaded when VS Code asks for its first rows. */
export class LazyTree extends DisposableOwner implements TreeDataProvider<JobsNode> {
  private readonly changes = this.own(new EventEmitter<JobsNode | JobsNode[] | undefined>());
  private readonly listener = this.own(new Swap());
  private tree: JobsTree | undefined;
  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly load: () => Promise<JobsTree>) {
    super();
  }

  /** From now on this tree is behind it. */
  follow(tree: JobsTree): void {
    this.tree = tree;
    this.listener.set(
      tree.onDidChangeTreeData((changed) => {
        this.changes.fire(changed);
      }),
    );
  }

  getChildren(node?: JobsNode): JobsNode[] | Promise<JobsNode[]> {
    return this.tree?.getChildren(node) ?? this.load().then((tree) => tree.getChildren(node));
  }

  getTreeItem(node: JobsNode): TreeItem | Promise<TreeItem> {
    return this.tree?.getTreeItem(node) ?? this.load().then((tree) => tree.getTreeItem(node));
  }

  getParent(node: JobsNode): JobsNode | undefined {
    return this.tree?.getParent(node);
  }
}
