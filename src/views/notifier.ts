import { commands, l10n, window } from 'vscode';
import type { Clock } from '../api/clock';
import { isCancelled } from '../api/http/errors';
import type { Account } from '../jobs/account';
import { type Accounts, jobKey } from '../jobs/accounts';
import type { EndingMemory } from '../jobs/endingMemory';
import { editorFormat } from '../platform/editorFormat';
import { groupOf } from '../shared/statuses';
import type { JobEnding } from '../jobs/store';
import { jobName } from '../jobs/summary';
import { DisposableOwner } from '../platform/disposables';
import { readFlag } from '../platform/settings';
import type { JobNode } from './jobNodes';
import { showError, showInformation } from '../platform/show';

/** Milliseconds that a window without focus leaves to the one with it. */
const politeness = 4_000;

/**
 * Tells once that a job has ended: in the focused window if there is one, and only of jobs that were seen active,
 * now or before the window was last closed.
 */
export class Notifier extends DisposableOwner {
  private subscriptions: { dispose(): void }[] = [];
  private readonly end = new AbortController();

  constructor(
    private readonly accounts: Accounts,
    private readonly memory: EndingMemory,
    private readonly clock: Clock,
    private readonly nodeOf: (account: Account, id: string) => JobNode,
    /** Something went wrong in the background. */
    private readonly record: (attempt: string, error: unknown) => void,
  ) {
    super();
    this.own(
      accounts.onDidChange(() => {
        this.follow();
      }),
    );
    this.own({
      dispose: () => {
        this.unfollow();
        this.end.abort();
      },
    });
    this.follow();
  }

  private follow(): void {
    this.unfollow();
    this.subscriptions = this.accounts.shown.flatMap((account) => [
      account.store.onDidEnd((ending) => {
        this.inBackground('Telling that a job has ended failed', this.consider(account, ending));
      }),
      account.poller.onDidPoll(() => {
        const active = account.store.active().map((job) => jobKey(account, job.id));
        const remembering = this.memory.rememberActive(account.id, active);
        this.inBackground('Remembering the active jobs failed', remembering);
      }),
    ]);
  }

  private unfollow(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private inBackground(attempt: string, work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!isCancelled(error, this.end.signal)) this.record(attempt, error);
    });
  }

  private async consider(account: Account, ending: JobEnding): Promise<void> {
    const key = jobKey(account, ending.job.id);
    if (!this.memory.wasActive(key, ending)) return;
    if (!window.state.focused) await this.clock.sleep(politeness, this.end.signal);
    if (await this.memory.claim(key)) await this.tell(account, ending.job.id);
  }

  private async tell(account: Account, id: string): Promise<void> {
    const job = account.store.get(id);
    if (job === undefined) return;
    const name = jobName(job);
    const node = this.nodeOf(account, id);
    const details = l10n.t('Show details');
    const results = l10n.t('Open results');
    const copyModel = l10n.t('Copy model name');
    const took =
      job.finishedAt === null
        ? ''
        : ` ${l10n.t('after {0}', editorFormat.duration(job.finishedAt - job.createdAt))}`;
    let chosen: string | undefined;
    switch (groupOf(job.status)) {
      case 'succeeded': {
        if (!readFlag('notifications.succeeded')) return;
        const buttons = [
          details,
          ...(job.resultFile === null ? [] : [results]),
          ...(job.fineTunedModel === null ? [] : [copyModel]),
        ];
        chosen = await showInformation(l10n.t('{0} succeeded{1}.', name, took), ...buttons);
        break;
      }
      case 'failed': {
        if (!readFlag('notifications.failed')) return;
        const reason = job.errorMessage === null ? '' : ` ${job.errorMessage}`;
        chosen = await showError(l10n.t('{0} failed{1}.{2}', name, took, reason), details);
        break;
      }
      default:
        return; // a cancelled job was cancelled by somebody who knows
    }
    if (chosen === details) await commands.executeCommand('fineTuning.openJob', node);
    if (chosen === results) await commands.executeCommand('fineTuning.openResultFile', node);
    if (chosen === copyModel) await commands.executeCommand('fineTuning.copyModelName', node);
  }
}
