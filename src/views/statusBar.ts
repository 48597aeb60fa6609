import { MarkdownString, StatusBarAlignment, l10n, window, workspace } from 'vscode';
import type { Account } from '../jobs/account';
import type { Accounts } from '../jobs/accounts';
import { DisposableOwner } from '../platform/disposables';
import { readFlag } from '../platform/settings';
import { statusBarText } from './statusBarText';

/** One item that says what runs; hidden when nothing does. */
export class StatusBar extends DisposableOwner {
  private readonly item = this.own(
    window.createStatusBarItem('fineTuning.status', StatusBarAlignment.Left, 10),
  );
  private subscriptions: { dispose(): void }[] = [];

  constructor(private readonly accounts: Accounts) {
    super();
    this.item.name = l10n.t('Fine-Tuning Jobs');
    this.item.command = 'fineTuning.jobs.focus';
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
    const text = statusBarText(active);
    if (text === null || !readFlag('statusBar.enabled')) {
      this.item.hide();
      return;
    }
    this.item.text = text.text;
    this.item.accessibilityInformation = { label: text.label };
    const tooltip = new MarkdownString();
    for (const line of text.lines) tooltip.appendText(line).appendMarkdown('  \n');
    this.item.tooltip = tooltip;
    this.item.show();
  }
}
