import { t } from '@vscode/l10n';
import { Disposable, type WebviewPanel } from 'vscode';
import { endable } from '../api/abortable';
import { ApiError, isCancelled, TimeoutError } from '../api/http/errors';
import type { FineTuningEvent } from '../api/wire/event';
import { parseJobKey } from '../jobs/jobKey';
import type { DetailsChange, JobSource } from '../jobs/source';
import { DisposableOwner, Swap } from '../platform/disposables';
import { editorFormat } from '../platform/editorFormat';
import { toFailure } from '../platform/failures';
import { language } from '../platform/language';
import { setPageTitle } from '../platform/places';
import type { JobKey, ToPage } from '../shared/protocol';
import { FromPageMessage } from './fromPage';
import { JobFeed } from './jobFeed';
import { jobSnapshot } from './jobSnapshot';
import { isOwnMessage } from './ownMessages';
import { handleMessage, type MessagedPage, type PageServices } from './pageMessages';

/** Events of one message to a page. */
const eventsAtOnce = 500;

/** Milliseconds of a pause that an empty page explains. */
const longPause = 2_000;

/**
 * One page: a job's, or a comparison of several. It fetches and sends only while it is visible; whenever its
 * script starts again it says `ready` and is given everything again.
 */
export class JobPage extends DisposableOwner implements MessagedPage {
  private feeds: readonly JobFeed[] = [];
  /** The last time that they were opened: an earlier one that ends after it changes nothing. */
  private opening: Promise<readonly JobFeed[]> | null = null;
  private readonly watches = this.own(new Swap());
  private isReady = false;

  /** Its panel is not to have a script before. Where that is closed meanwhile, so is the page. */
  static async open(panel: WebviewPanel, keys: readonly JobKey[], services: PageServices): Promise<JobPage> {
    const page = new JobPage(panel, keys, services);
    await page.connect();
    return page;
  }

  private constructor(
    readonly panel: WebviewPanel,
    readonly keys: readonly JobKey[],
    private readonly services: PageServices,
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
      services.sources.onDidChange(() => {
        void this.connect();
      }),
    );
    this.own(
      services.marks.onDidChange((changed) => {
        if (keys.some((key) => changed.includes(key))) this.sendShow();
      }),
    );
    this.own({
      dispose: () => {
        this.opening = null;
        this.isReady = false; // a panel that is gone must not be asked whether it is visible
        this.rest();
        this.feeds = []; // nothing is fetched for a page that is gone
      },
    });
    panel.onDidDispose(() => {
      this.dispose();
    });
  }

  get isCompare(): boolean {
    return this.keys.length > 1;
  }

  /** Fetches everything that may have changed and sends it. Ends an update under way, which may hang; never rejects. */
  async refresh(signal?: AbortSignal): Promise<void> {
    for (const feed of this.feeds) feed.details.forgive();
    this.stop();
    await endable(this.updateAll(), signal, () => {
      for (const feed of this.feeds) feed.endUpdate();
      const isBlank = this.feeds.some(({ details }) => details.job === null);
      if (isBlank) this.sendUnavailable(t('The refresh was cancelled'), '');
    });
  }

  /** Ends what is under way. */
  private stop(): void {
    for (const feed of this.feeds) feed.stop();
  }

  /** The page asks once until events come: so some do, also where none could be had. */
  async loadOlderEvents(key: JobKey): Promise<void> {
    const feed = this.feeds.find((each) => each.key === key);
    try {
      const events = (await feed?.details.loadOlderEvents(feed.signal)) ?? [];
      await feed?.sending;
      this.send({
        type: 'events',
        job: key,
        mode: 'older',
        events,
        hasOlder: feed?.details.hasOlderEvents ?? false,
      });
      if (feed !== undefined) this.sendCurves(feed);
      if (feed?.details.wantsOlderEvents === false) this.sendShow(); // now the timeline is known
    } catch (error) {
      const hasOlder = isCancelled(error) && (feed?.details.hasOlderEvents ?? false);
      this.send({ type: 'events', job: key, mode: 'older', events: [], hasOlder });
      throw error;
    }
  }

  signalOf(key: JobKey): AbortSignal {
    return this.feeds.find((each) => each.key === key)?.signal ?? AbortSignal.abort();
  }

  send(message: ToPage): void {
    if (this.isReady && this.panel.visible) void this.panel.webview.postMessage(message);
  }

  /**
   * Binds the page to the sources as they are now. What a replaced source knew is fetched again, and stays on the page
   * until it comes.
   */
  private async connect(): Promise<void> {
    const opening = this.openFeeds();
    this.opening = opening;
    const feeds = await opening;
    if (this.opening !== opening) return; // the page is gone, or the sources changed once more
    const before = this.feeds;
    this.feeds = feeds;
    for (const feed of before) if (!this.feeds.includes(feed)) feed.stop();
    this.watches.set(undefined);
    this.followVisibility();
    const isSame = before.length === this.feeds.length && before.every((feed) => this.feeds.includes(feed));
    if (isSame || !this.isReady) return;
    if (this.feeds.length < this.keys.length) this.sendDisconnected();
    void this.updateAll();
  }

  /** One for each job whose source there is; those that the page has already are kept. */
  private async openFeeds(): Promise<readonly JobFeed[]> {
    const feeds = this.keys.map(async (key) => {
      const source = this.services.sources.find(parseJobKey(key).sourceId);
      if (source === undefined) return [];
      const kept = this.feeds.find((feed) => feed.key === key && feed.source === source);
      return [kept ?? (await JobFeed.open(key, source))];
    });
    return (await Promise.all(feeds)).flat();
  }

  private followVisibility(): void {
    if (!this.panel.visible) {
      this.isReady = false; // its script ends; when shown again it says `ready`
      this.rest();
    } else if (this.watches.value === undefined) {
      const sources = new Set(this.feeds.map((feed) => feed.source));
      this.watches.set(Disposable.from(...[...sources].flatMap((source) => this.watch(source))));
    }
  }

  private watch(source: JobSource): { dispose(): void }[] {
    const follow = () => {
      void this.updateAll((feed) => feed.source === source && feed.details.mayChange);
    };
    // When the list cannot be had, the job may: if not, the page has to say how old it is.
    return [source.watch(), source.onDidRefresh(follow), source.onDidFail(follow)];
  }

  /** Nobody looks: nothing is watched, and what is under way ends. */
  private rest(): void {
    this.watches.set(undefined);
    this.stop();
  }

  private receive(raw: unknown): void {
    const parsed = FromPageMessage.safeParse(raw);
    if (!parsed.success) {
      this.services.errors.record('A page sent something unknown', parsed.error);
      return;
    }
    const message = parsed.data;
    if (message.type === 'ready') {
      this.isReady = true;
      // Everything is sent again: what is under way would add to it what it already has.
      this.stop();
      for (const feed of this.feeds) feed.forgetSent();
      this.sendEverything();
      void this.updateAll();
    } else if (isOwnMessage(message, this.feeds)) void handleMessage(this.services, this, message);
    else this.services.errors.record('A page sent what is not its own', new Error(message.type));
  }

  private sendEverything(): void {
    if (this.feeds.length < this.keys.length) {
      this.sendDisconnected();
      return;
    }
    this.sendShow();
    for (const feed of this.feeds) {
      if (feed.details.events.length > 0) this.sendLog(feed);
      this.sendCurves(feed);
    }
  }

  private sendDisconnected(): void {
    this.sendUnavailable(
      t('This connection is not there'),
      t('The job belongs to a connection that is no longer saved.'),
    );
  }

  private sendShow(): void {
    if (!this.isReady) return;
    const now = this.services.clock.now() / 1000;
    const jobs = this.feeds
      .map(({ source, details }) => jobSnapshot(source, details, this.services, now, editorFormat))
      .filter((job) => job !== null);
    const [first] = jobs;
    if (first === undefined) return;
    const title = this.isCompare ? t('Compare {0} jobs', this.keys.length) : first.name;
    setPageTitle(this.panel, title);
    this.send({
      type: 'show',
      view: this.isCompare ? 'compare' : 'job',
      jobs,
      now,
      locale: language,
    });
  }

  /** Never rejects. */
  private async updateAll(isWanted: (feed: JobFeed) => boolean = () => true): Promise<void> {
    if (this.feeds.length < this.keys.length) return;
    const update = (feed: JobFeed) => feed.once((signal) => this.update(feed, signal));
    await Promise.all(this.feeds.filter(isWanted).map(update));
  }

  private async update(feed: JobFeed, signal: AbortSignal): Promise<void> {
    const { source, details } = feed;
    try {
      await details.refresh(signal, (change) => {
        if (!signal.aborted) this.sendChange(feed, change);
      });
      void this.fillLog(feed);
      void this.follow(feed);
    } catch (error) {
      if (isCancelled(error, signal)) return;
      const name = details.job?.id ?? feed.key;
      this.services.errors.record(`Refreshing ${name} of ${source.name} failed`, error);
      if (details.job !== null) this.sendShow();
      else {
        const failure = toFailure(error);
        this.sendUnavailable(failure.summary, failure.advice ?? '');
      }
    }
  }

  private sendChange(feed: JobFeed, change: DetailsChange): void {
    const { details, key: job } = feed;
    if (change.part === 'facts') this.sendShow();
    else if (change.part === 'curves') this.sendCurves(feed);
    else if (change.part === 'wait') this.sendWait(feed, change.error, change.pause);
    else if (!feed.isLogSent || change.isReset) this.sendLog(feed);
    else if (change.newer.length > 0) {
      this.send({
        type: 'events',
        job,
        mode: 'newer',
        events: change.newer,
        hasOlder: details.hasOlderEvents,
      });
    }
  }

  /** The whole log as far as it is known, also when it is empty: until then the page says that it is loading. */
  private sendLog(feed: JobFeed): void {
    const { details, key: job } = feed;
    const { events, hasOlderEvents: hasOlder } = details;
    this.send({ type: 'events', job, mode: 'reset', events: events.slice(0, eventsAtOnce), hasOlder });
    feed.isLogSent = true;
    feed.sending = this.sendRest(feed, events);
  }

  /** In pieces: each message is made into text at once, and may hold the extension host up no longer than that. */
  private async sendRest(feed: JobFeed, events: readonly FineTuningEvent[]): Promise<void> {
    const { signal } = feed;
    for (let start = eventsAtOnce; start < events.length; start += eventsAtOnce) {
      await this.services.clock.sleep(0);
      if (signal.aborted || !this.isReady) return;
      this.send({
        type: 'events',
        job: feed.key,
        mode: 'older',
        events: events.slice(start, start + eventsAtOnce),
        hasOlder: feed.details.hasOlderEvents,
      });
    }
  }

  /** The curves as far as they have changed; all of them where the page has none from this feed. */
  private sendCurves(feed: JobFeed): void {
    const { details, curves, key: job } = feed;
    const { judgement, metrics } = details;
    if (!this.isReady || feed.sentJudgement === judgement) return;
    const isReset = feed.sentJudgement === null;
    feed.sentJudgement = judgement;
    this.send({ type: 'curves', job, isReset, update: curves.next(metrics, judgement) });
  }

  /** Older events come in the background, page by page, where the curves need them. */
  private async fillLog(feed: JobFeed): Promise<void> {
    const { signal } = feed;
    await feed
      .fillOnce(async () => {
        while (feed.details.wantsOlderEvents && !signal.aborted) await this.loadOlderEvents(feed.key);
      })
      .catch((error: unknown) => {
        if (!isCancelled(error, signal))
          this.services.errors.record(`Fetching older events of ${feed.key} failed`, error);
      });
  }

  /** What the job reports comes as it happens, where its source streams that. Never rejects. */
  private async follow(feed: JobFeed): Promise<void> {
    const isOver = await feed.followOnce((signal) =>
      feed.details.follow(signal, (change) => {
        if (!signal.aborted) this.sendChange(feed, change);
      }),
    );
    if (isOver) await this.updateAll((each) => each === feed);
  }

  /** A page that shows nothing yet says what it waits for, unless that is over at once. */
  private sendWait({ details }: JobFeed, error: unknown, pause: number): void {
    if (details.job !== null || (pause < longPause && !(error instanceof TimeoutError))) return;
    const next = editorFormat.time((this.services.clock.now() + pause) / 1000);
    const isAsked = error instanceof ApiError && error.retryAfter !== null;
    this.sendUnavailable(
      toFailure(error).summary,
      isAsked
        ? t('The provider asks to wait. The job is requested again at {0}.', next)
        : t('The job is requested again at {0}.', next),
    );
  }

  private sendUnavailable(title: string, message: string): void {
    this.send({ type: 'unavailable', title, message, canRetry: true });
  }
}
