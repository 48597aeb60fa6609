import { type WebviewPanel, env } from 'vscode';
import type { Clock } from '../api/clock';
import { isCancelled } from '../api/errors';
import type { Account } from '../jobs/account';
import { type Accounts, parseJobKey } from '../jobs/accounts';
import { JobDetails } from '../jobs/jobDetails';
import { isActive } from '../jobs/status';
import { DisposableOwner } from '../platform/disposables';
import { toFailure } from '../platform/failures';
import type { FromPage, JobKey, ToPage } from '../protocol';
import { FromPageMessage } from './fromPage';
import { jobSnapshot } from './jobSnapshot';

export interface PageHandlers {
  /** What the page cannot do by itself: everything but fetching. */
  handle(page: JobPage, message: FromPage): void;
  /** Something went wrong in the background. */
  record(attempt: string, error: unknown): void;
}

interface Feed {
  readonly key: JobKey;
  readonly account: Account;
  readonly details: JobDetails;
}

/**
 * One page: a job's, or a comparison of several. It fetches and sends only while it is visible; whenever its
 * script starts anew it says `ready` and is given everything afresh.
 */
export class JobPage extends DisposableOwner {
  private feeds: readonly Feed[] = [];
  private watches: { dispose(): void }[] = [];
  private isReady = false;
  private refreshing: Promise<void> | null = null;
  private readonly end = new AbortController();

  constructor(
    readonly panel: WebviewPanel,
    readonly keys: readonly JobKey[],
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    private readonly handlers: PageHandlers,
  ) {
    super();
    this.own(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.receive(message);
      }),
    );
    this.own(
      panel.onDidChangeViewState(() => {
        this.followVisibility();
      }),
    );
    this.own(
      accounts.onDidChange(() => {
        this.connect();
      }),
    );
    this.own({
      dispose: () => {
        this.unwatch();
        this.end.abort();
      },
    });
    panel.onDidDispose(() => {
      this.dispose();
    });
    this.connect();
  }

  get isCompare(): boolean {
    return this.keys.length > 1;
  }

  /** Fetches what may have changed and sends it. Joins a refresh under way; never rejects. */
  refresh(): Promise<void> {
    this.refreshing ??= this.refreshAll().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  /** The page asks once until it is answered: so it is, also when the answer is that none could be had. */
  async loadOlderEvents(key: JobKey): Promise<void> {
    const feed = this.feeds.find((each) => each.key === key);
    try {
      const events = (await feed?.details.loadOlderEvents(this.end.signal)) ?? [];
      this.send({
        type: 'events',
        job: key,
        mode: 'older',
        events,
        hasOlder: feed?.details.hasOlderEvents ?? false,
      });
    } catch (error) {
      this.send({ type: 'events', job: key, mode: 'older', events: [], hasOlder: false });
      throw error;
    }
  }

  send(message: ToPage): void {
    if (this.isReady && this.panel.visible) void this.panel.webview.postMessage(message);
  }

  /** Binds the page to the accounts as they are now; what a replaced account knew is fetched anew. */
  private connect(): void {
    this.feeds = this.keys.flatMap((key) => {
      const { accountId, jobId } = parseJobKey(key);
      const account = this.accounts.find(accountId);
      if (account === undefined) return [];
      const kept = this.feeds.find((feed) => feed.key === key && feed.account === account);
      return [kept ?? { key, account, details: new JobDetails(account, jobId, this.clock) }];
    });
    this.unwatch();
    this.followVisibility();
  }

  private followVisibility(): void {
    if (!this.panel.visible) {
      this.isReady = false; // its script ends; when shown again it says `ready`
      this.unwatch();
    } else if (this.watches.length === 0) {
      const accounts = new Set(this.feeds.map((feed) => feed.account));
      this.watches = [...accounts].flatMap((account) => [
        account.poller.watch(),
        account.poller.onDidPoll(() => {
          if (this.needsRefresh(account)) void this.refresh();
        }),
      ]);
    }
  }

  private needsRefresh(account: Account): boolean {
    return this.feeds.some(
      ({ account: own, details }) =>
        own === account && (details.job === null || isActive(details.job.status)),
    );
  }

  private unwatch(): void {
    for (const each of this.watches) each.dispose();
    this.watches = [];
  }

  private receive(raw: unknown): void {
    const parsed = FromPageMessage.safeParse(raw);
    if (!parsed.success) {
      this.handlers.record('A page sent something unknown', parsed.error);
      return;
    }
    const message = parsed.data;
    if (message.type === 'ready') {
      this.isReady = true;
      this.sendEverything();
      void this.refresh();
    } else this.handlers.handle(this, message);
  }

  private sendEverything(): void {
    if (this.feeds.length < this.keys.length) {
      this.sendUnavailable(
        'This connection is not there',
        'The job belongs to a connection that is no longer saved.',
      );
      return;
    }
    this.sendShow();
    for (const { key, details } of this.feeds) {
      if (details.job === null) continue;
      const { events, hasOlderEvents: hasOlder } = details;
      this.send({ type: 'events', job: key, mode: 'reset', events, hasOlder });
      for (const [fileId, text] of details.results) this.send({ type: 'results', job: key, fileId, text });
    }
  }

  private sendShow(): void {
    const jobs = this.feeds
      .map(({ account, details }) => jobSnapshot(account, details))
      .filter((job) => job !== null);
    const [first] = jobs;
    if (first === undefined) return;
    this.panel.title = this.isCompare ? `Compare ${String(this.keys.length)} jobs` : first.name;
    this.send({
      type: 'show',
      view: this.isCompare ? 'compare' : 'job',
      jobs,
      now: this.clock.now() / 1000,
      locale: env.language,
    });
  }

  private async refreshAll(): Promise<void> {
    if (this.feeds.length < this.keys.length) return;
    await Promise.all(this.feeds.map((feed) => this.refreshOne(feed)));
  }

  private async refreshOne({ key, account, details }: Feed): Promise<void> {
    const isFirst = details.job === null;
    const wasStale = details.error !== null;
    try {
      const change = await details.refresh(this.end.signal);
      if (isFirst) {
        this.sendEverything();
        return;
      }
      if (change.isSnapshotNew || wasStale || isActive(details.job?.status ?? '')) this.sendShow();
      const { hasOlderEvents: hasOlder } = details;
      if (change.newerEvents.length > 0) {
        this.send({ type: 'events', job: key, mode: 'newer', events: change.newerEvents, hasOlder });
      }
      for (const fileId of change.newResults) {
        this.send({ type: 'results', job: key, fileId, text: details.results.get(fileId) ?? '' });
      }
    } catch (error) {
      if (isCancelled(error, this.end.signal)) return;
      this.handlers.record(
        `Refreshing ${details.job?.id ?? key} of ${account.connection.name} failed`,
        error,
      );
      if (details.job !== null) this.sendShow();
      else {
        const failure = toFailure(error);
        this.sendUnavailable(failure.summary, failure.advice ?? '');
      }
    }
  }

  private sendUnavailable(title: string, message: string): void {
    this.send({ type: 'unavailable', title, message, canRetry: true });
  }
}
