import { t } from '@vscode/l10n';
import { Disposable, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Clock } from '../../api/clock';
import type { JobSource } from '../../jobs/source';
import type { Sources } from '../../jobs/sources';
import { DisposableOwner, Swap } from '../../platform/disposables';
import { treeItem } from '../../platform/treeRow';
import type { Section } from './section';
import { noteItem, notesOf, sourceItem } from './sectionItems';
import type { ItemNode, SectionNode } from './sectionNodes';

/** Rows of one source before “Show more…”: more would freeze any tree. */
const rowsPerSource = 500;

/** The tree of a section: sources where several are shown, and their rows. */
export class SectionTree extends DisposableOwner implements TreeDataProvider<SectionNode> {
  private readonly changes = this.own(new EventEmitter<SectionNode | SectionNode[] | undefined>());
  private readonly subscriptions = this.own(new Swap());
  private readonly shapes = new Map<JobSource, string>();
  private readonly nodes = new Map<string, ItemNode>();
  private readonly rowsShown = new WeakMap<JobSource, number>();
  /** Unix seconds at which rows last said their ages: two shapes differ by more than that. */
  private agesAt: number;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly section: Section,
    private readonly sources: Sources,
    private readonly clock: Clock,
  ) {
    super();
    this.agesAt = this.now();
    this.own(
      sources.onDidChange(() => {
        this.follow();
        this.refresh();
      }),
    );
    this.follow();
  }

  /** All is read again. */
  refresh(): void {
    this.nodes.clear();
    this.shapes.clear();
    this.agesAt = this.now();
    this.changes.fire(undefined);
  }

  /** The rows are read again, each where it stands: their ages changed. */
  refreshRows(): void {
    this.agesAt = this.now();
    for (const source of this.shapes.keys()) this.noteShape(source);
    if (this.nodes.size > 0) this.changes.fire([...this.nodes.values()]);
  }

  /** More rows of a source that has very many; false where all that are loaded are shown. */
  showMore(source: JobSource): boolean {
    const shown = this.shownOf(source);
    if (this.section.rows(source).length <= shown) return false;
    this.rowsShown.set(source, shown + rowsPerSource);
    this.refresh();
    return true;
  }

  /** The rows of a source that are shown. */
  rowsOf(source: JobSource): ItemNode[] {
    const rows = this.section.rows(source).slice(0, this.shownOf(source));
    return rows.map((node) => this.keep(node));
  }

  getChildren(node?: SectionNode): SectionNode[] | Promise<SectionNode[]> {
    if (node === undefined) {
      const { shown } = this.sources;
      const [only] = shown;
      if (only !== undefined && shown.length === 1) return this.childrenOf(only);
      for (const source of shown) this.noteShape(source); // one that is folded says its number of rows
      return shown.map((source) => ({ kind: 'source', key: source.id, source }));
    }
    if (node.kind === 'source') return this.childrenOf(node.source);
    return node.kind === 'model' ? this.section.below(node).then(unique) : [];
  }

  getParent(node: SectionNode): SectionNode | undefined {
    if (node.kind === 'source' || node.kind === 'checkpoint' || this.sources.shown.length < 2)
      return undefined;
    return { kind: 'source', key: node.source.id, source: node.source };
  }

  getTreeItem(node: SectionNode): TreeItem {
    switch (node.kind) {
      case 'source':
        return sourceItem(node.source, this.section);
      case 'note':
        return noteItem(node);
      case 'more': {
        const isLoaded = this.section.rows(node.source).length > this.shownOf(node.source);
        const label = isLoaded ? t('Show more…') : t('Load more…');
        const command = { command: this.section.moreCommand, title: label, arguments: [node] };
        return treeItem({ id: node.key, label, context: 'more', command });
      }
      case 'file':
      case 'model':
      case 'checkpoint':
        return this.itemOf(node);
    }
  }

  /** What makes its own row impossible costs that row alone. */
  private itemOf(node: ItemNode): TreeItem {
    try {
      const row = this.section.row(node, this.now());
      return treeItem(row ?? { id: node.key, label: node.key, context: 'gone' });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const description = t('cannot be shown: {0}', reason);
      return treeItem({ id: node.key, label: node.key, description, context: 'gone' });
    }
  }

  private childrenOf(source: JobSource): SectionNode[] {
    const rows = this.section.rows(source);
    const shown = this.rowsOf(source);
    this.noteShape(source);
    const hasMore = rows.length > shown.length || this.section.list(source).hasMore;
    const more: SectionNode[] =
      hasMore && rows.length > 0 ? [{ kind: 'more', key: `${source.id}?more`, source }] : [];
    return [...notesOf(source, this.section, this.sources.shown.length > 1), ...shown, ...more];
  }

  /** A row that VS Code knows keeps its node, so that an event can name the one that changed. */
  private keep(node: ItemNode): ItemNode {
    const kept = this.nodes.get(node.key);
    if (kept?.source === node.source) return kept;
    this.nodes.set(node.key, node);
    return node;
  }

  private now(): number {
    return this.clock.now() / 1000;
  }

  private shownOf(source: JobSource): number {
    return this.rowsShown.get(source) ?? rowsPerSource;
  }

  private follow(): void {
    const subscriptions = this.sources.shown.flatMap((source) => {
      const update = () => {
        this.update(source);
      };
      const { onDidChange } = this.section.list(source);
      return [onDidChange(update), source.store.onDidChange(update), source.onDidChangeState(update)];
    });
    this.subscriptions.set(Disposable.from(...subscriptions));
  }

  /** Only what reads differently is read again: a click that comes just then is lost. */
  private update(source: JobSource): void {
    const known = this.shapes.get(source); // undefined: nobody has read it since it changed
    if (known === undefined || known !== this.shapeOf(source)) this.refresh();
  }

  private noteShape(source: JobSource): void {
    this.shapes.set(source, this.shapeOf(source));
  }

  /** Changes whenever rows come, go or read differently, but for their tooltips: those can be a minute old. */
  private shapeOf(source: JobSource): string {
    const { section } = this;
    const { hasMore, problem } = section.list(source);
    const state = section.state(source);
    const reason = state.kind === 'failed' ? String(state.error) : '';
    const rows = section.rows(source);
    const shown = rows.slice(0, this.shownOf(source)).map((node) => [node.key, this.saidBy(node)]);
    const below = section.belowVersion(source);
    return JSON.stringify([state.kind, reason, hasMore, problem, rows.length, shown, below]);
  }

  private saidBy(node: ItemNode): unknown {
    try {
      return this.section.text(node, this.agesAt);
    } catch {
      return null; // its row says why
    }
  }
}

/** A server may send what has one id twice; VS Code shows no rows at all where two have one. */
function unique(nodes: readonly SectionNode[]): SectionNode[] {
  return [...new Map(nodes.map((node) => [node.key, node])).values()];
}
