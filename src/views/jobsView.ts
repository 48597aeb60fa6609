import { t } from '@vscode/l10n';
import { commands, Disposable, type TreeView } from 'vscode';
import type { Clock } from '../api/clock';
import { engineElsewhere } from '../jobs/engineElsewhere';
import type { JobSource } from '../jobs/source';
import type { Sources } from '../jobs/sources';
import { DisposableOwner, Swap } from '../platform/disposables';
import { toFailure } from '../platform/failures';
import { keepAgesTrue } from './ageing';
import type { JobsNode } from './jobNodes';
import { JobsTree } from './jobsTree';
import type { JobsViewState } from './jobsViewState';
import type { LazyTree } from './lazyTree';
import { RowsInSight } from './rowsInSight';

/** What of the view is there from the start. */
interface Doors {
  readonly tree: LazyTree<JobsNode>;
  readonly view: TreeView<JobsNode>;
}

/** The view of jobs: its tree, badge, message and welcome texts; it watches the sources while it is visible. */
export class JobsView extends DisposableOwner {
  readonly tree: JobsTree;
  readonly rows: RowsInSight;
  private readonly view: TreeView<JobsNode>;
  private readonly watches = this.own(new Swap());
  private readonly subscriptions = this.own(new Swap());
  private readonly naming = this.own(new Swap());
  private readonly contexts = new Map<string, string | boolean>();

  constructor(
    { tree, view }: Doors,
    private readonly sources: Sources,
    private readonly state: JobsViewState,
    clock: Clock,
  ) {
    super();
    this.tree = this.own(new JobsTree(sources, state, clock));
    tree.follow(this.tree);
    this.view = view;
    this.rows = new RowsInSight(view, this.tree, sources, state);
    this.own(
      this.view.onDidExpandElement(({ element }) => {
        if (state.isOpen(element.key) !== true) state.setOpen(element.key, true); // else it was opened for the person
      }),
    );
    this.own(
      this.view.onDidCollapseElement(({ element }) => {
        state.setOpen(element.key, false);
      }),
    );
    this.own(
      this.view.onDidChangeVisibility(() => {
        this.watch();
        this.rows.update();
      }),
    );
    this.own(
      keepAgesTrue(view, clock, () => {
        this.tree.refreshAll();
        this.update();
      }),
    );
    this.own(
      sources.onDidChange(() => {
        this.follow();
      }),
    );
    this.own(
      state.onDidChange(() => {
        this.nameGroups();
        this.update();
      }),
    );
    this.follow();
  }

  get selection(): readonly JobsNode[] {
    return this.view.selection;
  }

  private follow(): void {
    const update = () => {
      this.update();
    };
    this.subscriptions.set(
      Disposable.from(
        ...this.sources.shown.flatMap((source) => [
          source.store.onDidChange(update),
          source.onDidChangeState(update),
          source.store.onDidEnd(({ job, previousStatus }) => {
            if (previousStatus !== null) this.rows.keep(source, job.id, previousStatus);
          }),
        ]),
      ),
    );
    this.watch();
    update();
  }

  private watch(): void {
    const { visible } = this.view;
    this.watches.set(
      visible ? Disposable.from(...this.sources.shown.map((source) => source.watch())) : undefined,
    );
    this.nameGroups();
  }

  /** Jobs say the ids of their files: what those are called, by which groups are named, the list of files says. */
  private nameGroups(): void {
    const isNamed = this.view.visible && this.state.grouping === 'trainingFile';
    const unlisted = this.sources.shown.filter(
      ({ capabilities, files }) => capabilities.files === true && files.stored.state.kind === 'unknown',
    );
    this.naming.set(
      isNamed ? Disposable.from(...unlisted.map(({ files }) => files.stored.watch())) : undefined,
    );
  }

  private update(): void {
    const active = this.sources.shown.reduce((sum, { store }) => sum + store.active().length, 0);
    this.view.badge =
      active === 0
        ? undefined
        : { value: active, tooltip: active === 1 ? t('1 active job') : t('{0} active jobs', active) };
    const message = this.tree.message();
    if (this.view.message !== message) this.view.message = message ?? '';
    const title = titleOf(this.sources.shown);
    if (this.view.title !== title) this.view.title = title;
    this.rows.update();
    this.setContext('fineTuning.state', this.welcome);
    this.setContext(
      'fineTuning.hasAccount',
      this.sources.available.some(({ dialect }) => dialect !== 'local'),
    );
    this.setContext('fineTuning.isEngineElsewhere', engineElsewhere(this.sources) !== undefined);
    const canDeploy = this.sources.shown.some(({ capabilities }) => capabilities.deploy === true);
    this.setContext('fineTuning.canDeploy', canDeploy);
    this.setContext('fineTuning.isFiltered', this.state.filter !== '');
  }

  /** Every poll comes by here: VS Code hears only of what changed. */
  private setContext(name: string, value: string | boolean): void {
    if (this.contexts.get(name) === value) return;
    this.contexts.set(name, value);
    void commands.executeCommand('setContext', name, value);
  }

  /** Which welcome text fits when the tree is empty: the `when` clauses of `viewsWelcome` know these words. */
  get welcome(): string {
    const [first, ...others] = this.sources.shown;
    if (first === undefined) return 'disconnected';
    if (others.length > 0 || this.hasRows(first)) return 'ready';
    if (first.state.kind === 'failed') {
      const { kind } = toFailure(first.state.error);
      // All that can be wrong in a request for the jobs is the key, or a header that the connection adds.
      return kind === 'invalid' ? 'unauthorized' : kind;
    }
    if (first.state.kind === 'unknown') return 'loading';
    return this.isEngine(first) ? 'engineEmpty' : 'empty';
  }

  private isEngine({ name }: JobSource): boolean {
    return this.sources.available.some((each) => each.name === name && each.dialect === 'local');
  }

  private hasRows({ store }: JobSource): boolean {
    return store.size > 0 || store.unreadable.length > 0;
  }
}

/** Also whose jobs they are. In the title, since VS Code shows no description while the view is alone in its place. */
function titleOf(shown: readonly JobSource[]): string {
  const [only] = shown;
  if (only === undefined) return t('Jobs');
  return shown.length === 1 ? t('Jobs · {0}', only.name) : t('Jobs · {0} connections', shown.length);
}
