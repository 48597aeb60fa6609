import { type Memento, commands, l10n, window } from 'vscode';
import * as z from 'zod/mini';
import type { Clock } from '../api/clock';
import type { Account } from '../jobs/account';
import { type Accounts, jobKey } from '../jobs/accounts';
import { duration } from '../jobs/format';
import { groupOf } from '../jobs/status';
import type { JobEnding } from '../jobs/store';
import { jobName } from '../jobs/summary';
import { DisposableOwner } from '../platform/disposables';
import { readFlag } from '../platform/settings';
import type { JobNode } from './jobNodes';

const toldKey = 'toldEndings';
const activeKey = 'activeJobs';
const Keys = z.catch(z.array(z.string()), []);
/** Of how many endings is remembered that they were told. */
const mostRemembered = 500;
/** Milliseconds that a window without focus leaves to the one with it. */
const politeness = 4_000;

/**
 * Tells once that a job has ended: in the focused window if there is one, and only of jobs that were seen active,
 * now or before the window was last closed. What was told is remembered across windows, in the global state.
 */
export class Notifier extends DisposableOwner {
  private subscriptions: { dispose(): void }[] = [];

  constructor(
    private readonly accounts: Accounts,
    private readonly memory: Memento,
    private readonly clock: Clock,
    private readonly nodeOf: (account: Account, id: string) => JobNode,
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
      },
    });
    this.follow();
  }

  /** Whether jobs of the account were active when they were last looked at: they may have ended since. */
  hasUnfinishedBusiness(account: Account): boolean {
    return this.remembered(activeKey).some((key) => key.startsWith(`${account.id}/`));
  }

  private follow(): void {
    this.unfollow();
    this.subscriptions = this.accounts.shown.flatMap((account) => [
      account.store.onDidEnd((ending) => {
        void this.consider(account, ending);
      }),
      account.poller.onDidPoll(() => {
        this.rememberActive(account);
      }),
    ]);
  }

  private unfollow(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private async consider(account: Account, { job, previousStatus }: JobEnding): Promise<void> {
    const key = jobKey(account, job.id);
    if (previousStatus === null && !this.remembered(activeKey).includes(key)) return;
    if (!window.state.focused) await this.clock.sleep(politeness);
    const told = this.remembered(toldKey);
    if (this.isDisposed || told.includes(key)) return;
    await this.memory.update(toldKey, [...told, key].slice(-mostRemembered));
    await this.tell(account, job.id);
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
      job.finishedAt === null ? '' : ` ${l10n.t('after {0}', duration(job.finishedAt - job.createdAt))}`;
    let chosen: string | undefined;
    switch (groupOf(job.status)) {
      case 'succeeded': {
        if (!readFlag('notifications.succeeded')) return;
        const buttons = [
          details,
          ...(job.resultFile === null ? [] : [results]),
          ...(job.fineTunedModel === null ? [] : [copyModel]),
        ];
        chosen = await window.showInformationMessage(l10n.t('{0} succeeded{1}.', name, took), ...buttons);
        break;
      }
      case 'failed': {
        if (!readFlag('notifications.failed')) return;
        const reason = job.errorMessage === null ? '' : ` ${job.errorMessage}`;
        chosen = await window.showErrorMessage(l10n.t('{0} failed{1}.{2}', name, took, reason), details);
        break;
      }
      default:
        return; // a cancelled job was cancelled by somebody who knows
    }
    if (chosen === details) void commands.executeCommand('fineTuning.openJob', node);
    if (chosen === results) void commands.executeCommand('fineTuning.openResultFile', node);
    if (chosen === copyModel) void commands.executeCommand('fineTuning.copyModelName', node);
  }

  private rememberActive(account: Account): void {
    const remembered = this.remembered(activeKey);
    const others = remembered.filter((key) => !key.startsWith(`${account.id}/`));
    const next = [...others, ...account.store.active().map((job) => jobKey(account, job.id))].slice(
      -mostRemembered,
    );
    if (next.join() !== remembered.join()) void this.memory.update(activeKey, next);
  }

  private remembered(key: string): string[] {
    return Keys.parse(this.memory.get(key));
  }
}
