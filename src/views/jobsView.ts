import { type TreeView, commands, l10n } from 'vscode';
import type { Clock } from '../api/clock';
import type { Account } from '../jobs/account';
import type { Accounts } from '../jobs/accounts';
import { DisposableOwner } from '../platform/disposables';
import { toFailure } from '../platform/failures';
import { createTree } from '../platform/places';
import type { JobsNode } from './jobNodes';
import { JobsTree } from './jobsTree';
import type { JobsViewState } from './jobsViewState';

/** Milliseconds after which rows say their ages anew. */
const ageing = 60_000;

/** The view of jobs: its tree, badge, message and welcome texts; it watches the accounts while it is visible. */
export class JobsView extends DisposableOwner {
  readonly tree: JobsTree;
  private readonly view: TreeView<JobsNode>;
  private watches: { dispose(): void }[] = [];
  private subscriptions: { dispose(): void }[] = [];
  private ageingTimer: AbortController | null = null;
  private readonly contexts = new Map<string, string | boolean>();

  constructor(
    private readonly accounts: Accounts,
    private readonly state: JobsViewState,
    private readonly clock: Clock,
  ) {
    super();
    this.tree = this.own(new JobsTree(accounts, state, clock));
    this.view = this.own(createTree('fineTuning.jobs', this.tree));
    this.own(
      this.view.onDidExpandElement(({ element }) => {
        state.setOpen(element.key, true);
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
      }),
    );
    this.own(
      accounts.onDidChange(() => {
        this.follow();
      }),
    );
    this.own(
      state.onDidChange(() => {
        this.update();
      }),
    );
    this.own({
      dispose: () => {
        this.release();
      },
    });
    this.follow();
  }

  get selection(): readonly JobsNode[] {
    return this.view.selection;
  }

  private follow(): void {
    this.release();
    this.subscriptions = this.accounts.shown.flatMap((account) => [
      account.store.onDidChange(() => {
        this.update();
      }),
      account.onDidChangeState(() => {
        this.update();
      }),
    ]);
    this.watch();
    this.update();
  }

  private watch(): void {
    for (const each of this.watches) each.dispose();
    this.watches = this.view.visible ? this.accounts.shown.map((account) => account.poller.watch()) : [];
    this.ageingTimer?.abort();
    this.ageingTimer = null;
    if (this.view.visible) void this.keepAgesTrue();
  }

  /** Rows say «2 min ago»: once a minute they are read anew. */
  private async keepAgesTrue(): Promise<void> {
    const timer = new AbortController();
    this.ageingTimer = timer;
    while (!timer.signal.aborted) {
      try {
        await this.clock.sleep(ageing, timer.signal);
      } catch {
        return;
      }
      this.tree.refreshAll();
      this.update();
    }
  }

  private release(): void {
    for (const each of [...this.watches, ...this.subscriptions]) each.dispose();
    this.watches = [];
    this.subscriptions = [];
    this.ageingTimer?.abort();
  }

  private update(): void {
    const active = this.accounts.shown.reduce((sum, { store }) => sum + store.active().length, 0);
    this.view.badge =
      active === 0 ? undefined : { value: active, tooltip: l10n.t('{0} active jobs', active) };
    const message = this.tree.message();
    if (this.view.message !== message) this.view.message = message ?? '';
    const [only] = this.accounts.shown;
    this.view.description =
      this.accounts.shown.length === 1 && only !== undefined && this.accounts.available.length > 1
        ? only.connection.name
        : '';
    this.setContext('fineTuning.state', this.welcome);
    this.setContext('fineTuning.isFiltered', this.state.filter !== '');
  }

  /** Every poll comes by here: VS Code is told what changed only. */
  private setContext(name: string, value: string | boolean): void {
    if (this.contexts.get(name) === value) return;
    this.contexts.set(name, value);
    void commands.executeCommand('setContext', name, value);
  }

  /** Which welcome text fits when the tree is empty: the `when` clauses of `viewsWelcome` know these words. */
  get welcome(): string {
    const [first, ...others] = this.accounts.shown;
    if (first === undefined) return 'disconnected';
    if (others.length > 0 || this.hasRows(first)) return 'ready';
    if (first.state.kind === 'failed') {
      const { kind } = toFailure(first.state.error);
      // All that can be wrong in a request for the jobs is the key, or a header that the connection adds.
      return kind === 'invalid' ? 'unauthorized' : kind;
    }
    return first.state.kind === 'unknown' ? 'loading' : 'empty';
  }

  private hasRows({ store }: Account): boolean {
    return store.size > 0 || store.unreadable.length > 0;
  }
}
