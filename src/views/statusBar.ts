import { l10n, workspace } from 'vscode';
import type { Account } from '../jobs/account';
import type { Accounts } from '../jobs/accounts';
import { DisposableOwner } from '../platform/disposables';
import { editorFormat } from '../platform/editorFormat';
import { createStatusItem, showStatus } from '../platform/places';
import { readFlag } from '../platform/settings';
import { statusBarText } from './statusBarText';

/** One item that says what runs; hidden when nothing does. */
export class StatusBar extends DisposableOwner {
  private readonly item = this.own(
    createStatusItem('fineTuning.status', l10n.t('Fine-Tuning Jobs'), 'fineTuning.jobs.focus'),
  );
  private subscriptions: { dispose(): void }[] = [];

  constructor(private readonly accounts: Accounts) {
    super();
    this.own(
      accounts.onDidChange(() => {
        this.follow();
      }),
    );
    this.own(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('fineTuning.statusBar')) this.update();
      }),
    );
    this.own({
      dispose: () => {
        this.unfollow();
      },
    });
    this.follow();
  }

  private follow(): void {
    this.unfollow();
    this.subscriptions = this.accounts.shown.map((account: Account) =>
      account.store.onDidChange(() => {
        this.update();
      }),
    );
    this.update();
  }

  private unfollow(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private update(): void {
    const active = this.accounts.shown.flatMap(({ store }) =>
      store.active().map((job) => ({ job, progress: store.progressOf(job.id) })),
    );
    const text = statusBarText(active, editorFormat);
    if (text === null || !readFlag('statusBar.enabled')) {
      this.item.hide();
      return;
    }
    showStatus(this.item, text);
  }
}
