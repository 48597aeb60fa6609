import { EventEmitter, type TreeDataProvider, type TreeItem, env, l10n } from 'vscode';
import type { Clock } from '../api/clock';
import type { Account } from '../jobs/account';
import type { Accounts } from '../jobs/accounts';
import { jobKey } from '../jobs/accounts';
import { editorFormat } from '../platform/editorFormat';
import { DisposableOwner } from '../platform/disposables';
import { toFailure } from '../platform/failures';
import type { JobsGroup } from './grouping';
import { type JobNode, type JobsNode, NodeCache } from './jobNodes';
import type { JobsViewState } from './jobsViewState';
import { accountItem, groupItem, jobItem, moreItem, unreadableItem } from './treeItems';
import { type Shape, movedGroups, shapeOf } from './treeShape';

/** Rows of one group before «Show more…»: more would freeze any tree. */
const rowsPerGroup = 500;

/** The tree of jobs: accounts where several are shown, their groups, their jobs. */
export class JobsTree extends DisposableOwner implements TreeDataProvider<JobsNode> {
  private readonly changes = this.own(new EventEmitter<JobsNode | JobsNode[] | undefined>());
  private readonly nodes = new NodeCache();
  private readonly shapes = new Map<Account, Shape>();
  private readonly rowsShown = new Map<string, number>();
  private subscriptions: { dispose(): void }[] = [];

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly accounts: Accounts,
    private readonly state: JobsViewState,
    private readonly clock: Clock,
  ) {
    super();
    this.own(
      state.onDidChange(() => {
        this.refreshAll();
      }),
    );
    this.own(
      accounts.onDidChange(() => {
        this.follow();
        this.changes.fire(undefined);
      }),
    );
    this.own({
      dispose: () => {
        this.unfollow();
      },
    });
    this.follow();
  }

  /** Every row is read anew: ages too. */
  refreshAll(): void {
    for (const account of this.accounts.shown) {
      this.refresh(account, (groups) => groups.flatMap((group) => this.rowsOf(account, group)));
    }
  }

  /** Shows more rows of a group that has very many. */
  showMore(groupKey: string): void {
    this.rowsShown.set(groupKey, (this.rowsShown.get(groupKey) ?? rowsPerGroup) + rowsPerGroup);
    this.changes.fire(this.nodes.get(groupKey));
  }

  jobNode(account: Account, id: string): JobNode {
    return this.nodes.keep({ kind: 'job', key: jobKey(account, id), account, id });
  }

  getChildren(node?: JobsNode): JobsNode[] {
    if (node === undefined) {
      const { shown } = this.accounts;
      const [only] = shown;
      if (only !== undefined && shown.length === 1) return this.childrenOfAccount(only);
      return shown.map((account) => this.nodes.keep({ kind: 'account', key: account.id, account }));
    }
    if (node.kind === 'account') return this.childrenOfAccount(node.account);
    return node.kind === 'group' ? this.childrenOfGroup(node) : [];
  }

  getParent(node: JobsNode): JobsNode | undefined {
    if (node.kind === 'account') return undefined;
    if (node.kind === 'job') {
      const group = this.shape(node.account).groups.find(({ jobs }) => jobs.some(({ id }) => id === node.id));
      if (group !== undefined) return this.groupNode(node.account, group);
    }
    if (this.accounts.shown.length === 1) return undefined;
    return this.nodes.keep({ kind: 'account', key: node.account.id, account: node.account });
  }

  getTreeItem(node: JobsNode): TreeItem {
    switch (node.kind) {
      case 'account':
        return accountItem(node, this.isOpen(node.key, true));
      case 'group': {
        const group = this.shape(node.account).groups.find(({ id }) => id === node.groupId);
        return groupItem(node, group, this.isOpen(node.key, group?.isOpenAtFirst ?? false));
      }
      case 'job':
        return jobItem(node, this.clock.now() / 1000);
      case 'unreadable':
        return unreadableItem(node);
      case 'more':
        return moreItem(node);
    }
  }

  private isOpen(key: string, isOpenAtFirst: boolean): boolean {
    return this.state.isOpen(key) ?? isOpenAtFirst;
  }

  private childrenOfAccount(account: Account): JobsNode[] {
    const unreadable = account.store.unreadable.map((_, index) =>
      this.nodes.keep({
        kind: 'unreadable',
        key: `${account.id}?unreadable${String(index)}`,
        account,
        index,
      }),
    );
    const { groups } = this.shape(account);
    const more: JobsNode[] =
      account.store.nextCursor === null
        ? []
        : [this.nodes.keep({ kind: 'more', key: `${account.id}?more`, account, groupId: null })];
    return [...unreadable, ...groups.map((group) => this.groupNode(account, group)), ...more];
  }

  private childrenOfGroup({ account, groupId, key }: JobsNode & { kind: 'group' }): JobsNode[] {
    const group = this.shape(account).groups.find(({ id }) => id === groupId);
    if (group === undefined) return [];
    const rows: JobsNode[] = this.rowsOf(account, group);
    if (group.jobs.length > rows.length)
      rows.push(this.nodes.keep({ kind: 'more', key: `${key}?more`, account, groupId: key }));
    return rows;
  }

  private rowsOf(account: Account, group: JobsGroup): JobNode[] {
    const count = this.rowsShown.get(groupKey(account, group)) ?? rowsPerGroup;
    return group.jobs.slice(0, count).map((job) => this.jobNode(account, job.id));
  }

  /** As VS Code was last told. */
  private shape(account: Account): Shape {
    const known = this.shapes.get(account);
    if (known !== undefined) return known;
    const shape = shapeOf(account.store, this.state, env.language);
    this.shapes.set(account, shape);
    return shape;
  }

  private groupNode(account: Account, group: JobsGroup): JobsNode & { kind: 'group' } {
    return this.nodes.keep({ kind: 'group', key: groupKey(account, group), account, groupId: group.id });
  }

  private follow(): void {
    this.unfollow();
    this.subscriptions = this.accounts.shown.flatMap((account) => [
      account.store.onDidChange(({ changed, isStructural }) => {
        const rows = changed.map((id) => this.jobNode(account, id));
        if (isStructural || this.state.isParticular) this.refresh(account, () => rows);
        else this.changes.fire(rows);
      }),
      account.onDidChangeState(() => {
        if (this.accounts.shown.length > 1) this.refreshAccount(account);
      }),
    ]);
  }

  /**
   * Tells VS Code as little as will do: what it is told to read anew loses its place for a moment, and a click
   * that comes just then is lost.
   */
  private refresh(account: Account, rows: (groups: readonly JobsGroup[]) => readonly JobNode[]): void {
    if (this.nodes.isFull) {
      this.nodes.clear();
      this.shapes.clear();
      this.changes.fire(undefined);
      return;
    }
    const before = this.shapes.get(account);
    this.shapes.delete(account);
    const moved = before === undefined ? null : movedGroups(before, this.shape(account));
    if (moved === null) this.refreshAccount(account);
    else {
      const groups = moved.map((group) => this.groupNode(account, group));
      this.changes.fire([...groups, ...rows(this.shape(account).groups)]);
    }
  }

  private refreshAccount(account: Account): void {
    this.changes.fire(this.accounts.shown.length === 1 ? undefined : this.nodes.get(account.id));
  }

  private unfollow(): void {
    for (const each of this.subscriptions) each.dispose();
    this.nodes.clear();
    this.shapes.clear();
  }

  /** What the view says above its rows, if anything: the filter, and how old the rows are when offline. */
  message(): string | undefined {
    const now = this.clock.now() / 1000;
    const lines = this.accounts.shown.flatMap((account) => {
      const older = account.olderProblem === null ? [] : [account.olderProblem];
      if (account.state.kind !== 'failed' || account.store.size === 0) return older;
      const { summary } = toFailure(account.state.error);
      const asOf =
        account.fetchedAt === null
          ? ''
          : l10n.t(' Shown as of {0}.', editorFormat.age(account.fetchedAt / 1000, now));
      return [`${summary}.${asOf}`, ...older];
    });
    if (this.state.filter !== '') {
      const known = this.accounts.shown.reduce((sum, { store }) => sum + store.size, 0);
      const shown = this.accounts.shown
        .flatMap((account) => this.shape(account).groups)
        .reduce((sum, { jobs }) => sum + jobs.length, 0);
      lines.unshift(l10n.t('Filter «{0}»: {1} of {2} loaded jobs.', this.state.filter, shown, known));
    }
    return lines.length === 0 ? undefined : lines.join('\n');
  }
}

function groupKey(account: Account, group: JobsGroup): string {
  return `${account.id}?${group.id}`;
}
