import { EventEmitter, type Memento } from 'vscode';
import { DisposableOwner } from '../platform/disposables';
import { type Grouping, groupings, type Sorting, sortings } from './grouping';

const memoryKey = 'jobsView';

interface Remembered {
  grouping?: unknown;
  sorting?: unknown;
  folding?: Record<string, boolean>;
}

/** How the person wants to see the jobs: remembered, but for the filter, which ends with the window. */
export class JobsViewState extends DisposableOwner {
  private readonly changes = this.own(new EventEmitter<void>());
  private remembered: Remembered;
  private text = '';
  /** Keys of nodes that were opened for the person, until the window is closed. */
  private readonly opened = new Set<string>();

  /** Ids of sources. */
  private readonly searched = new Set<string>();

  readonly onDidChange = this.changes.event;

  constructor(private readonly memory: Memento) {
    super();
    this.remembered = memory.get<Remembered>(memoryKey, {});
  }

  get grouping(): Grouping {
    return groupings.find((each) => each === this.remembered.grouping) ?? 'status';
  }

  get sorting(): Sorting {
    return sortings.find((each) => each === this.remembered.sorting) ?? 'newest';
  }

  get filter(): string {
    return this.text;
  }

  /** Any change of a job may move it: between groups, within one, or out of sight. */
  get isParticular(): boolean {
    const isByTime = this.sorting === 'newest' || this.sorting === 'oldest';
    return this.text !== '' || this.grouping !== 'status' || !isByTime;
  }

  setFilter(text: string): void {
    const filter = text.trim();
    if (filter === this.text) return;
    this.text = filter;
    this.searched.clear();
    this.changes.fire();
  }

  /** Everything that can fit the filter is loaded from this source. */
  isSearched(sourceId: string): boolean {
    return this.searched.has(sourceId);
  }

  setSearched(sourceId: string): void {
    this.searched.add(sourceId);
    this.changes.fire();
  }

  setGrouping(grouping: Grouping): void {
    this.remember({ grouping });
    this.changes.fire();
  }

  setSorting(sorting: Sorting): void {
    this.remember({ sorting });
    this.changes.fire();
  }

  /** Whether the person opened or closed the node of this key, or it was opened for them; undefined: neither yet. */
  isOpen(key: string): boolean | undefined {
    return this.remembered.folding?.[key] ?? (this.opened.has(key) ? true : undefined);
  }

  /** Opens a node that the person has not folded. That is not remembered: they did not do it. */
  keepOpen(key: string): void {
    this.opened.add(key);
  }

  setOpen(key: string, isOpen: boolean): void {
    this.remember({ folding: { ...this.remembered.folding, [key]: isOpen } });
  }

  private remember(change: Remembered): void {
    this.remembered = { ...this.remembered, ...change };
    void this.memory.update(memoryKey, this.remembered);
  }
}
