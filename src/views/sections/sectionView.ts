import { commands, Disposable, type TreeView } from 'vscode';
import type { Clock } from '../../api/clock';
import type { JobSource } from '../../jobs/source';
import type { Sources } from '../../jobs/sources';
import { DisposableOwner, Swap } from '../../platform/disposables';
import { keepAgesTrue } from '../ageing';
import type { LazyTree } from '../lazyTree';
import { revealRow } from '../revealRow';
import type { Section } from './section';
import type { SectionNode } from './sectionNodes';
import { SectionTree } from './sectionTree';

/** Looks for a selection, and milliseconds between them: together not long enough to be felt. */
const selectionLooks = 6;
const selectionPause = 50;

/** What of the view is there from the start. */
export interface SectionDoor {
  readonly tree: LazyTree<SectionNode>;
  readonly view: TreeView<SectionNode>;
}

/** The view of a section: it has its list and the jobs fetched while it is visible, and not longer. */
export class SectionView<S extends Section = Section> extends DisposableOwner {
  readonly tree: SectionTree;
  private readonly view: TreeView<SectionNode>;
  private readonly watches = this.own(new Swap());
  private readonly endings = this.own(new Swap());
  private state = '';

  constructor(
    { tree, view }: SectionDoor,
    readonly section: S,
    private readonly sources: Sources,
    private readonly clock: Clock,
  ) {
    super();
    this.view = view;
    this.tree = this.own(new SectionTree(section, sources, clock));
    tree.follow(this.tree);
    const watch = () => {
      this.watch();
    };
    this.own(view.onDidChangeVisibility(watch));
    this.own(sources.onDidChange(watch));
    this.own(
      keepAgesTrue(view, clock, () => {
        this.tree.refreshRows();
      }),
    );
    this.own(
      this.tree.onDidChangeTreeData(() => {
        this.update();
      }),
    );
    this.watch();
  }

  get selection(): readonly SectionNode[] {
    return this.view.selection;
  }

  /**
   * Resolves when VS Code knows what was selected, or when nothing was: while it reads rows again it does not know, and
   * a click that comes just then would be lost.
   */
  async whenSelected(): Promise<void> {
    for (let look = 0; look < selectionLooks && this.selection.length === 0; look++)
      await this.clock.sleep(selectionPause);
  }

  /** To be called before rows of a source come: what it returns takes the person to the first that was not there. */
  holdEnd(source: JobSource): () => void {
    const before = new Set(this.tree.rowsOf(source).map(({ key }) => key));
    return () => {
      const first = this.tree.rowsOf(source).find(({ key }) => !before.has(key));
      if (first !== undefined && this.view.visible)
        revealRow(this.view, first, { select: false, focus: true });
    };
  }

  /** Fetches the lists again, and what was fetched for rows when they are opened next. */
  async refresh(signal: AbortSignal): Promise<void> {
    this.section.forget();
    this.tree.refresh();
    await Promise.all(this.listed.map((source) => this.section.list(source).refresh(signal)));
  }

  /** The sources on screen that have such a list. */
  get listed(): readonly JobSource[] {
    return this.sources.shown.filter((source) => this.section.reasonAgainst(source) === null);
  }

  private watch(): void {
    if (!this.view.visible) {
      this.watches.set(undefined);
      this.endings.set(undefined);
      if (this.section.forget()) this.tree.refresh(); // what failed by it is read again when it is seen
      return;
    }
    const lists = this.listed.map((source) => this.section.list(source).watch());
    const jobs = this.sources.shown.map((source) => source.watch());
    this.watches.set(Disposable.from(...lists, ...jobs));
    this.endings.set(Disposable.from(...this.listed.flatMap((source) => this.fetchAgain(source))));
    this.update();
  }

  /** A job that ends leaves results; a source that responds again may have the list too. */
  private fetchAgain(source: JobSource): { dispose(): void }[] {
    const list = this.section.list(source);
    return [
      source.store.onDidEnd(({ previousStatus }) => {
        if (previousStatus !== null) void list.refresh();
      }),
      source.onDidChangeState(({ kind }) => {
        if (kind === 'ready' && list.state.kind === 'failed') void list.refresh();
      }),
    ];
  }

  /** Which welcome text fits when the tree is empty: the `when` clauses of `viewsWelcome` know these words. */
  get welcome(): 'disconnected' | 'empty' | 'ready' {
    const [first, ...others] = this.sources.shown;
    if (first === undefined) return 'disconnected';
    const isEmpty = others.length === 0 && this.section.rows(first).length === 0;
    return isEmpty && this.section.state(first).kind === 'ready' ? 'empty' : 'ready';
  }

  /** Out of sight nothing is worked out. */
  private update(): void {
    if (!this.view.visible) return;
    const { welcome } = this;
    if (this.state === welcome) return;
    this.state = welcome;
    void commands.executeCommand('setContext', this.section.stateKey, welcome);
  }
}
