import { t } from '@vscode/l10n';
import { Disposable, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Clock } from '../api/clock';
import type { JobSummary } from '../api/wire/jobSummary';
import { jobKey } from '../jobs/jobKey';
import type { JobSource } from '../jobs/source';
import type { Sources } from '../jobs/sources';
import { DisposableOwner, Swap } from '../platform/disposables';
import { editorFormat } from '../platform/editorFormat';
import { toFailure } from '../platform/failures';
import { groupOf, type JobGroup, jobGroups } from '../shared/statuses';
import type { JobsGroup } from './grouping';
import { type JobNode, type JobsNode, NodeCache } from './jobNodes';
import type { JobsViewState } from './jobsViewState';
import { staleText } from './staleText';
import {
  failedItem,
  groupItem,
  hiddenItem,
  jobItem,
  moreItem,
  nothingItem,
  sourceItem,
  unreadableItem,
} from './treeItems';
import { movedGroups, type Shape, shapeOf } from './treeShape';

/** Rows of one group before “Show more…”: more would freeze any tree. */
const rowsPerGroup = 500;

/** Where a job's row stands. */
export interface JobPlace {
  readonly node: JobNode;
  /** Keys of the rows above it. */
  readonly above: readonly string[];
}

/** The tree of jobs: sources where several are shown, their groups, their jobs. */
export class JobsTree extends DisposableOwner implements TreeDataProvider<JobsNode> {
  private readonly changes = this.own(new EventEmitter<JobsNode | JobsNode[] | undefined>());
  private readonly nodes = new NodeCache();
  private readonly shapes = new Map<JobSource, Shape>();
  private readonly rowsShown = new Map<string, number>();
  private readonly subscriptions = this.own(new Swap());

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly sources: Sources,
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
      sources.onDidChange(() => {
        this.follow();
        this.changes.fire(undefined);
      }),
    );
    this.follow();
  }

  /** Every row is read again: ages too. */
  refreshAll(): void {
    for (const source of this.sources.shown) {
      const nothing = this.nodes.get(`${source.id}?nothing`);
      this.refresh(source, (groups) => [
        ...(nothing === undefined ? [] : [nothing]),
        ...groups.flatMap((group) => this.rowsOf(source, group)),
      ]);
    }
  }

  /** Shows more rows of a group that has very many. */
  showMore(groupKey: string): void {
    this.rowsShown.set(groupKey, (this.rowsShown.get(groupKey) ?? rowsPerGroup) + rowsPerGroup);
    this.changes.fire(this.nodes.get(groupKey));
  }

  jobNode(source: JobSource, id: string): JobNode {
    return this.nodes.keep({ kind: 'job', key: jobKey(source, id), source, id });
  }

  /** Where the job's row stands; null where there is none: not loaded, filtered out, or after the last row of its group. */
  placeOf(source: JobSource, id: string): JobPlace | null {
    for (const group of this.shape(source).groups) {
      if (!this.shownOf(source, group).some((job) => job.id === id)) continue;
      const sources = this.sources.shown.length > 1 ? [source.id] : [];
      return { node: this.jobNode(source, id), above: [...sources, groupKey(source, group)] };
    }
    return null;
  }

  /** The ids of the jobs that have rows, as they stand. */
  idsOf(source: JobSource): string[] {
    return this.shape(source).groups.flatMap((group) => this.shownOf(source, group).map(({ id }) => id));
  }

  /** The row that follows these in their group, else the one before them; null where there is no other. */
  besides(nodes: readonly JobNode[]): JobNode | null {
    const last = nodes.at(-1);
    const group = last === undefined ? undefined : this.groupOf(last);
    if (last === undefined || group === undefined) return null;
    const rows = this.rowsOf(last.source, group);
    const at = rows.findIndex(({ key }) => key === last.key);
    return [...rows.slice(at), ...rows.slice(0, at).reverse()].find((row) => !nodes.includes(row)) ?? null;
  }

  /** Where jobs are grouped by status: the rows in sight from the group that the job has left down to its own. */
  wayFrom(left: JobGroup, { node, above }: JobPlace): number {
    let rows = 0;
    for (const group of this.shape(node.source).groups) {
      const key = groupKey(node.source, group);
      if (above.includes(key)) return rows + group.jobs.findIndex(({ id }) => id === node.id);
      const [first] = group.jobs;
      if (first === undefined || jobGroups.indexOf(groupOf(first.status)) < jobGroups.indexOf(left)) continue;
      rows += 1 + (this.isOpen(key, group.isOpenAtFirst) ? this.shownOf(node.source, group).length : 0);
    }
    return rows;
  }

  /** The row of the job, or of its group where that is folded. */
  inSight({ node }: JobPlace): JobsNode {
    const group = this.groupOf(node);
    if (group === undefined || this.isOpen(groupKey(node.source, group), group.isOpenAtFirst)) return node;
    return this.groupNode(node.source, group);
  }

  getChildren(node?: JobsNode): JobsNode[] {
    if (node === undefined) {
      const { shown } = this.sources;
      const [only] = shown;
      if (only !== undefined && shown.length === 1) return this.childrenOfSource(only);
      return shown.map((source) => this.nodes.keep({ kind: 'source', key: source.id, source }));
    }
    if (node.kind === 'source') return this.childrenOfSource(node.source);
    return node.kind === 'group' ? this.childrenOfGroup(node) : [];
  }

  getParent(node: JobsNode): JobsNode | undefined {
    if (node.kind === 'source') return undefined;
    if (node.kind === 'job') {
      const group = this.groupOf(node);
      if (group !== undefined) return this.groupNode(node.source, group);
    }
    if (this.sources.shown.length === 1) return undefined;
    return this.nodes.keep({ kind: 'source', key: node.source.id, source: node.source });
  }

  getTreeItem(node: JobsNode): TreeItem {
    switch (node.kind) {
      case 'source':
        return sourceItem(node, this.isOpen(node.key, true), this.foundIn(node.source));
      case 'group': {
        const group = this.shape(node.source).groups.find(({ id }) => id === node.groupId);
        return groupItem(node, group, this.isOpen(node.key, group?.isOpenAtFirst ?? false));
      }
      case 'job':
        return jobItem(node, this.state, this.clock.now() / 1000);
      case 'unreadable':
        return unreadableItem(node);
      case 'more':
        return moreItem(node);
      case 'failed':
        return failedItem(node);
      case 'hidden':
        return hiddenItem(node, this.shape(node.source).hidden);
      case 'nothing':
        return nothingItem(node, this.shape(node.source).searched ?? 0, this.mayFindOlder(node.source));
    }
  }

  private groupOf({ source, id }: JobNode): JobsGroup | undefined {
    return this.shape(source).groups.find(({ jobs }) => jobs.some((job) => job.id === id));
  }

  private isOpen(key: string, isOpenAtFirst: boolean): boolean {
    return this.state.isOpen(key) ?? isOpenAtFirst;
  }

  private childrenOfSource(source: JobSource): JobsNode[] {
    const unreadable = source.store.unreadable.map((_, index) =>
      this.nodes.keep({
        kind: 'unreadable',
        key: `${source.id}?unreadable${String(index)}`,
        source,
        index,
      }),
    );
    const { groups, hidden, searched } = this.shape(source);
    const only = (kind: 'hidden' | 'nothing' | 'failed') =>
      this.nodes.keep({ kind, key: `${source.id}?${kind}`, source });
    const more: JobsNode[] =
      source.store.nextCursor === null
        ? []
        : [this.nodes.keep({ kind: 'more', key: `${source.id}?more`, source, groupId: null })];
    const hasFailed =
      this.sources.shown.length > 1 && source.state.kind === 'failed' && source.store.size === 0;
    return [
      ...(hasFailed ? [only('failed')] : []),
      ...unreadable,
      ...(searched === null ? [] : [only('nothing')]),
      ...groups.map((group) => this.groupNode(source, group)),
      ...more,
      ...(hidden === 0 ? [] : [only('hidden')]),
    ];
  }

  private childrenOfGroup({ source, groupId, key }: JobsNode & { kind: 'group' }): JobsNode[] {
    const group = this.shape(source).groups.find(({ id }) => id === groupId);
    if (group === undefined) return [];
    const rows: JobsNode[] = this.rowsOf(source, group);
    if (group.jobs.length > rows.length)
      rows.push(this.nodes.keep({ kind: 'more', key: `${key}?more`, source, groupId: key }));
    return rows;
  }

  private rowsOf(source: JobSource, group: JobsGroup): JobNode[] {
    return this.shownOf(source, group).map(({ id }) => this.jobNode(source, id));
  }

  /** The jobs of a group that have rows. */
  private shownOf(source: JobSource, group: JobsGroup): readonly JobSummary[] {
    return group.jobs.slice(0, this.rowsShown.get(groupKey(source, group)) ?? rowsPerGroup);
  }

  /** As VS Code last knew it. */
  private shape(source: JobSource): Shape {
    const known = this.shapes.get(source);
    if (known !== undefined) return known;
    const shape = shapeOf(source.store, this.state, this.clock.now() / 1000, editorFormat);
    this.shapes.set(source, shape);
    return shape;
  }

  private groupNode(source: JobSource, group: JobsGroup): JobsNode & { kind: 'group' } {
    return this.nodes.keep({ kind: 'group', key: groupKey(source, group), source, groupId: group.id });
  }

  private follow(): void {
    this.nodes.clear();
    this.shapes.clear();
    const subscriptions = this.sources.shown.flatMap((source) => [
      source.store.onDidChange(({ changed, isStructural }) => {
        const rows = changed.map((id) => this.jobNode(source, id));
        if (isStructural || this.state.isParticular) this.refresh(source, () => rows);
        else this.changes.fire(rows);
      }),
      source.onDidChangeState(() => {
        if (this.sources.shown.length > 1) this.refreshSource(source);
      }),
    ]);
    this.subscriptions.set(Disposable.from(...subscriptions));
  }

  /**
   * Refreshes as little as will do: what VS Code has to read again loses its place for a moment, and a click
   * that comes just then is lost.
   */
  private refresh(source: JobSource, rows: (groups: readonly JobsGroup[]) => readonly JobsNode[]): void {
    if (this.nodes.isFull) {
      this.nodes.clear();
      this.shapes.clear();
      this.changes.fire(undefined);
      return;
    }
    const before = this.shapes.get(source);
    this.shapes.delete(source);
    const moved = before === undefined ? null : movedGroups(before, this.shape(source));
    if (moved === null || this.isOtherCount(before, source)) this.refreshSource(source);
    else {
      const groups = moved.map((group) => this.groupNode(source, group));
      this.changes.fire([...groups, ...rows(this.shape(source).groups)]);
    }
  }

  /** Whether the row of a source, which says how many fit the filter, says another number. */
  private isOtherCount(before: Shape | undefined, source: JobSource): boolean {
    return (
      this.state.filter !== '' && before !== undefined && countOf(before) !== countOf(this.shape(source))
    );
  }

  /** A source that is folded has to say what is in it. */
  private foundIn(source: JobSource): string | null {
    return this.state.filter === '' ? null : jobsText(countOf(this.shape(source)));
  }

  private refreshSource(source: JobSource): void {
    this.changes.fire(this.sources.shown.length === 1 ? undefined : this.nodes.get(source.id));
  }

  /** What the view says above its rows, if anything: the filter, and how old the rows are when offline. */
  message(): string | undefined {
    const now = this.clock.now() / 1000;
    const isOneOfSeveral = this.sources.shown.length > 1;
    const lines = this.sources.shown.flatMap((source) => {
      const named = (line: string) => (isOneOfSeveral ? t('{0}: {1}', source.name, line) : line);
      const older = source.olderProblem === null ? [] : [named(source.olderProblem)];
      if (source.state.kind !== 'failed' || source.store.size === 0) return older;
      const { summary } = toFailure(source.state.error);
      return [named(staleText(source, summary, now, editorFormat)), ...older];
    });
    if (this.state.filter !== '') {
      lines.unshift(t('Filter “{0}”: {1}.', this.state.filter, this.found()));
    }
    return lines.length === 0 ? undefined : lines.join('\n');
  }

  /** How many jobs fit the filter, and of how many where older ones may fit too. */
  found(): string {
    const { shown: sources } = this.sources;
    const known = sources.reduce((sum, { store }) => sum + store.size, 0);
    const shown = sources.reduce((sum, source) => sum + countOf(this.shape(source)), 0);
    if (sources.some((source) => this.mayFindOlder(source)))
      return t('{0} of {1} loaded jobs', editorFormat.count(shown), editorFormat.count(known));
    return jobsText(shown);
  }

  private mayFindOlder(source: JobSource): boolean {
    return source.store.nextCursor !== null && !this.state.isSearched(source.id);
  }
}

function countOf({ groups }: Shape): number {
  return groups.reduce((sum, { jobs }) => sum + jobs.length, 0);
}

function jobsText(count: number): string {
  return count === 1 ? t('1 job') : t('{0} jobs', editorFormat.count(count));
}

function groupKey(source: JobSource, group: JobsGroup): string {
  return `${source.id}?${group.id}`;
}
