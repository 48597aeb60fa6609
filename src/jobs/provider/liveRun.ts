import { t } from '@vscode/l10n';
import type { Clock } from '../../api/clock';
import { isCancelled, TimeoutError } from '../../api/http/errors';
import { withoutStop } from '../../api/http/withoutStop';
import type { LiveBatch, LiveReport } from '../../api/liveApi';
import { type FineTuningEvent, toLevel } from '../../api/wire/event';
import type { Connect } from './connect';
import { isFinal } from './partialFetches';

/** Reports that are kept for the next page, and characters that are read of a run in all. */
const maxKept = 20_000;
const maxLength = 32 * 1024 * 1024;
/** Milliseconds before a stream that broke off is opened again; twice as many each time that it brought nothing. */
const firstPause = 1_000;
const maxPause = 60_000;
/** Milliseconds after which a log that is read as far as it goes has no more to come. Source: `fetch_job_logs` of huggingface_hub. */
const silence = 5_000;

/** What a run reported, as an event of its log. */
export interface RunReport extends Pick<LiveReport, 'status' | 'fraction'> {
  readonly event: FineTuningEvent;
  /** Unix seconds of the estimated finish. */
  readonly finishAt: number | null;
}

/**
 * One job's live stream, which whoever shows the job shares: some servers hand each report to one reader only, and
 * once. So what came is kept.
 */
export class LiveRun {
  /** The newest ones, oldest first. */
  private kept: RunReport[] = [];
  /** How many came in all. */
  private count = 0;
  private length = 0;
  /** How many came in this stream. */
  private streamed = 0;
  /** The stream is read once, as far as it goes. */
  private isReadOnce = false;
  private lastId: string | null = null;
  private isOver = false;
  /** The stream has just been opened: a server may have kept for it what nobody has read. */
  private isNewStream = true;
  private readonly listeners = new Set<() => void>();
  private stream: { readonly controller: AbortController; readonly done: Promise<void> } | null = null;

  /** What is wrong with the stream, in a sentence; null: nothing, or nothing that lasts. */
  problem: string | null = null;

  constructor(
    private readonly jobId: string,
    private readonly connect: Connect,
    private readonly clock: Clock,
    /** Each stream begins with the first report again. */
    private readonly isWholeLog = false,
  ) {}

  get isFollowed(): boolean {
    return this.listeners.size > 0;
  }

  /** What came after so many reports, oldest first, and how many there are now. */
  since(count: number): { readonly reports: readonly RunReport[]; readonly count: number } {
    const wanted = this.count - count;
    return { reports: wanted <= 0 ? [] : this.kept.slice(-wanted), count: this.count };
  }

  /** Opens the stream again although it was refused or had ended. */
  forgive(): void {
    this.isOver = false;
    this.problem = null;
  }

  /**
   * Calls `onChange` when something came or the problem changed, until the signal is aborted: then the stream is
   * closed, unless others follow it. Resolves to whether the run itself ended it. Never rejects.
   */
  async follow(onChange: () => void, signal: AbortSignal): Promise<boolean> {
    if (!this.isOpen(signal)) return false;
    this.listeners.add(onChange);
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    signal.addEventListener('abort', leave, { once: true });
    await Promise.race([this.open(), left]);
    signal.removeEventListener('abort', leave);
    this.listeners.delete(onChange);
    if (!this.isFollowed) this.stream?.controller.abort();
    return this.isOver && !signal.aborted;
  }

  /**
   * Reads the log as far as it goes: until the server ends it, or is silent. Where the run is followed, that brings the
   * same, and is closed soon once the job has ended. Never rejects.
   *
   * @param hasEnded the job is over: there is nothing to come after that
   */
  async catchUp(signal: AbortSignal, hasEnded: boolean): Promise<void> {
    if (!this.isWholeLog || !this.isOpen(signal)) return;
    if (this.isFollowed) {
      if (hasEnded) this.closeSoon();
      return;
    }
    const quiet = new AbortController();
    const stop = () => {
      quiet.abort();
    };
    let forget = this.clock.schedule(silence, stop);
    signal.addEventListener('abort', stop, { once: true });
    this.isReadOnce = true;
    await this.follow(() => {
      forget();
      forget = this.clock.schedule(silence, stop);
    }, quiet.signal);
    this.isReadOnce = false;
    signal.removeEventListener('abort', stop);
    forget();
    if (hasEnded && !signal.aborted) this.isOver = true;
  }

  private closeSoon(): void {
    this.clock.schedule(silence, () => {
      this.close();
    });
  }

  /** The job has ended: closes the stream, for all who follow it, whatever the server still sends. */
  close(): void {
    this.isOver = true;
    this.stream?.controller.abort();
  }

  private isOpen(signal: AbortSignal): boolean {
    return !this.isOver && !signal.aborted;
  }

  private open(): Promise<void> {
    if (this.stream !== null && !this.stream.controller.signal.aborted) return this.stream.done;
    const controller = new AbortController();
    // One that is being closed comes first: it may still bring something.
    const before = this.stream?.done ?? Promise.resolve();
    const done = before
      .then(() => this.run(controller.signal))
      .finally(() => {
        if (this.stream?.controller === controller) this.stream = null;
      });
    this.stream = { controller, done };
    return done;
  }

  private async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (this.isOpen(signal)) {
      const before = this.count;
      const error = await this.read(signal);
      if (!this.isOpen(signal)) return;
      failures = this.count > before ? 0 : failures + 1;
      const isRefused = error !== null && isFinal(error);
      if (isRefused) this.isOver = true;
      // One stream that breaks off is nothing to speak of: the next one goes on.
      if (error === null) this.setProblem(null);
      else if (isRefused || failures > 1 || this.isReadOnce) this.setProblem(failureText(error));
      if (isRefused || this.isReadOnce) return;
      await this.clock
        .sleep(Math.min(maxPause, firstPause * 2 ** Math.min(failures, 10)), signal)
        .catch(() => undefined);
    }
  }

  /** Reads one stream to its end. What went wrong; null: nothing, or nothing was to be expected. */
  private async read(signal: AbortSignal): Promise<unknown> {
    try {
      const live = await (await this.connect(signal)).live();
      this.isNewStream = true;
      this.streamed = 0;
      await live.follow(this.jobId, this.lastId, (batch) => this.take(batch), { signal });
      return null;
    } catch (error) {
      return isCancelled(error, signal) || error instanceof TimeoutError ? null : error;
    }
  }

  private take({ reports: sent, lastId, length }: LiveBatch): void {
    const reports = this.isWholeLog ? sent.slice(Math.max(0, this.count - this.streamed)) : sent;
    if (this.streamed === 0 && this.isWholeLog) this.length = 0;
    this.streamed += sent.length;
    const now = this.clock.now() / 1000;
    // What waited for its reader, or came with others, happened nobody knows when: only the last of the rest is new.
    const news = this.isNewStream ? undefined : reports.at(-1);
    this.isNewStream = false;
    for (const report of reports) this.keep(report, now, report === news ? now : null);
    if (this.kept.length > maxKept) this.kept = this.kept.slice(-maxKept);
    this.lastId = lastId ?? this.lastId;
    this.length += length;
    this.problem = null;
    if (this.length > maxLength) {
      this.close();
      this.problem = t('Only the first {0} MB of what the run reports are drawn.', maxLength / 1024 / 1024);
    }
    this.isOver ||= reports.at(-1)?.isLast === true;
    this.tell();
  }

  /**
   * @param now Unix seconds
   * @param heardAt the same where it has just happened; null: it may have waited
   */
  private keep(report: LiveReport, now: number, heardAt: number | null): void {
    const { createdAt, status, level, message, data, fraction, secondsLeft } = report;
    this.count++;
    this.kept.push({
      status,
      fraction,
      finishAt: secondsLeft === null ? null : now + secondsLeft,
      event: {
        id: createdAt === null ? `live ${String(this.count)}` : null,
        createdAt: createdAt ?? heardAt,
        level: toLevel(level),
        message: message ?? '',
        type: message === null ? 'metrics' : 'message',
        data,
      },
    });
  }

  private setProblem(problem: string | null): void {
    if (problem === this.problem) return;
    this.problem = problem;
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

function failureText(error: unknown): string {
  const reason = withoutStop(error instanceof Error ? error.message : String(error));
  return t('Could not follow the job live: {0}.', reason);
}
