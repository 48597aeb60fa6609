import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  env,
  l10n,
} from 'vscode';
import type { Clock } from '../api/clock';
import type { Account } from '../jobs/account';
import type { Accounts } from '../jobs/accounts';
import { jobKey } from '../jobs/accounts';
import { age } from '../jobs/format';
import { DisposableOwner } from '../platform/disposables';
import { toFailure } from '../platform/failures';
import { type JobsGroup, groupJobs, matchesFilter } from './grouping';
import { type JobNode, type JobsNode, NodeCache } from './jobNodes';
import { type RowIcon, jobFacts, jobRow } from './jobRow';
import type { JobsViewState } from './jobsViewState';

/** Rows of one group before «Show more…»: more would freeze any tree. */
const rowsPerGroup = 500;

/** The tree of jobs: accounts where several are shown, their groups, their jobs. */
export class JobsTree extends DisposableOwner implements TreeDataProvider<JobsNode> {
  private readonly changes = this.own(new EventEmitter<JobsNode | undefined>());
  private readonly nodes = new NodeCache();
  private readonly groupsOf = new Map<Account, readonly JobsGroup[]>();
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
        this.refreshAll();
      }),
    );
    this.own({
      dispose: () => {
        this.unfollow();
      },
    });
    this.follow();
  }

  /** Everything is read anew: ages too. */
  refreshAll(): void {
    this.groupsOf.clear();
    this.changes.fire(undefined);
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
      const group = this.groups(node.account).find(({ jobs }) => jobs.some(({ id }) => id === node.id));
      if (group !== undefined) return this.groupNode(node.account, group);
    }
    if (this.accounts.shown.length === 1) return undefined;
    return this.nodes.keep({ kind: 'account', key: node.account.id, account: node.account });
  }

  getTreeItem(node: JobsNode): TreeItem {
    switch (node.kind) {
      case 'account':
        return this.accountItem(node);
      case 'group':
        return this.groupItem(node);
      case 'job':
        return this.jobItem(node);
      case 'unreadable':
        return unreadableItem(node);
      case 'more':
        return moreItem(node);
    }
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
    const groups = this.groups(account).map((group) => this.groupNode(account, group));
    const more: JobsNode[] =
      account.store.nextCursor === null
        ? []
        : [this.nodes.keep({ kind: 'more', key: `${account.id}?more`, account, groupId: null })];
    return [...unreadable, ...groups, ...more];
  }

  private childrenOfGroup(node: JobsNode & { kind: 'group' }): JobsNode[] {
    const { account, groupId, key } = node;
    const jobs = this.groups(account).find(({ id }) => id === groupId)?.jobs ?? [];
    const shown = this.rowsShown.get(key) ?? rowsPerGroup;
    const rows: JobsNode[] = jobs.slice(0, shown).map((job) => this.jobNode(account, job.id));
    if (jobs.length > shown)
      rows.push(this.nodes.keep({ kind: 'more', key: `${key}?more`, account, groupId: key }));
    return rows;
  }

  private groups(account: Account): readonly JobsGroup[] {
    const known = this.groupsOf.get(account);
    if (known !== undefined) return known;
    const { filter, grouping, sorting } = this.state;
    const jobs =
      filter === '' ? account.store.all() : account.store.all().filter((job) => matchesFilter(job, filter));
    const dayFormat = new Intl.DateTimeFormat(env.language, { dateStyle: 'full' });
    const groups = groupJobs(jobs, grouping, sorting, (seconds) => dayFormat.format(seconds * 1000));
    this.groupsOf.set(account, groups);
    return groups;
  }

  private groupNode(account: Account, group: JobsGroup): JobsNode & { kind: 'group' } {
    return this.nodes.keep({ kind: 'group', key: `${account.id}?${group.id}`, account, groupId: group.id });
  }

  private follow(): void {
    this.unfollow();
    this.subscriptions = this.accounts.shown.flatMap((account) => [
      account.store.onDidChange((change) => {
        this.groupsOf.delete(account);
        if (change.isStructural) this.refreshAccount(account);
        else for (const id of change.changed) this.changes.fire(this.jobNode(account, id));
      }),
      account.onDidChangeState(() => {
        this.refreshAccount(account);
      }),
    ]);
  }

  private refreshAccount(account: Account): void {
    this.changes.fire(this.accounts.shown.length === 1 ? undefined : this.nodes.get(account.id));
  }

  private unfollow(): void {
    for (const each of this.subscriptions) each.dispose();
    this.nodes.clear();
  }

  private accountItem({ account, key }: JobsNode & { kind: 'account' }): TreeItem {
    const item = new TreeItem(account.connection.name, this.collapsible(key, true));
    item.id = key;
    item.contextValue = 'account';
    const isFailed = account.state.kind === 'failed';
    item.iconPath = icon({
      id: isFailed ? 'warning' : 'plug',
      color: isFailed ? 'list.warningForeground' : null,
    });
    if (account.state.kind === 'failed') {
      const failure = toFailure(account.state.error);
      item.description = failure.summary;
      item.tooltip = new MarkdownString().appendText(`${failure.summary}. ${failure.advice ?? ''}`);
    } else if (account.state.kind === 'unknown') item.description = l10n.t('Loading…');
    else item.description = account.store.size === 0 ? l10n.t('No jobs') : account.dialect.title;
    return item;
  }

  private groupItem({ account, groupId, key }: JobsNode & { kind: 'group' }): TreeItem {
    const group = this.groups(account).find(({ id }) => id === groupId);
    const item = new TreeItem(group?.label ?? '', this.collapsible(key, group?.isOpenAtFirst ?? false));
    item.id = key;
    item.description = String(group?.jobs.length ?? 0);
    item.contextValue = 'group';
    return item;
  }

  private jobItem({ account, id, key }: JobNode): TreeItem {
    const job = account.store.get(id);
    if (job === undefined) return new TreeItem(id);
    const now = this.clock.now() / 1000;
    const inputs = {
      job,
      now,
      progress: account.store.progressOf(id),
      capabilities: account.dialect.capabilities,
    };
    const row = jobRow(inputs);
    const item = new TreeItem(row.label);
    item.id = key;
    item.description = row.description;
    item.iconPath = icon(row.icon);
    item.contextValue = row.context;
    item.accessibilityInformation = { label: row.accessibilityLabel };
    item.tooltip = factsTable(row.label, jobFacts(inputs, env.language));
    item.command = {
      command: 'fineTuning.openJob',
      title: l10n.t('Open details'),
      arguments: [this.jobNode(account, id)],
    };
    return item;
  }

  private collapsible(key: string, isOpenAtFirst: boolean): TreeItemCollapsibleState {
    const isOpen = this.state.isOpen(key) ?? isOpenAtFirst;
    return isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  }

  /** What the view says above its rows, if anything: the filter, and how old the rows are when offline. */
  message(): string | undefined {
    const now = this.clock.now() / 1000;
    const lines = this.accounts.shown.flatMap((account) => {
      if (account.state.kind !== 'failed' || account.store.size === 0) return [];
      const { summary } = toFailure(account.state.error);
      const asOf =
        account.fetchedAt === null ? '' : l10n.t(' Shown as of {0}.', age(account.fetchedAt / 1000, now));
      return [`${summary}.${asOf}`];
    });
    if (this.state.filter !== '') {
      const known = this.accounts.shown.reduce((sum, { store }) => sum + store.size, 0);
      const shown = this.accounts.shown
        .flatMap((account) => this.groups(account))
        .reduce((sum, { jobs }) => sum + jobs.length, 0);
      lines.unshift(l10n.t('Filter «{0}»: {1} of {2} loaded jobs.', this.state.filter, shown, known));
    }
    return lines.length === 0 ? undefined : lines.join('\n');
  }
}

function icon({ id, color }: RowIcon): ThemeIcon {
  return color === null ? new ThemeIcon(id) : new ThemeIcon(id, new ThemeColor(color));
}

/** A small table, the job's name its head. What servers say goes in as text: Markdown's own signs are escaped. */
function factsTable(title: string, facts: readonly (readonly [string, string])[]): MarkdownString {
  const table = new MarkdownString('| ').appendText(oneLine(title)).appendMarkdown(' | |\n|:---|:---|\n');
  for (const [name, value] of facts) {
    table.appendMarkdown(`| ${name} | `).appendText(oneLine(value)).appendMarkdown(' |\n');
  }
  return table;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function unreadableItem(node: JobsNode & { kind: 'unreadable' }): TreeItem {
  const { account, index, key } = node;
  const unreadable = account.store.unreadable[index];
  const item = new TreeItem(unreadable?.id ?? l10n.t('A job without id'));
  item.id = key;
  item.description = l10n.t('cannot be read: {0}', unreadable?.problems.join('; ') ?? '');
  item.tooltip = new MarkdownString().appendText(unreadable?.problems.join('\n') ?? '');
  item.iconPath = icon({ id: 'warning', color: 'list.warningForeground' });
  item.contextValue = 'unreadable';
  item.command = { command: 'fineTuning.showJobJson', title: l10n.t('Show as JSON'), arguments: [node] };
  return item;
}

function moreItem(node: JobsNode & { kind: 'more' }): TreeItem {
  const item = new TreeItem(node.groupId === null ? l10n.t('Load more…') : l10n.t('Show more…'));
  item.id = node.key;
  item.contextValue = 'more';
  item.command = { command: 'fineTuning.loadMoreJobs', title: item.label as string, arguments: [node] }; // set as string above
  return item;
}
