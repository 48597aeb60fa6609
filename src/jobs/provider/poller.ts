import { endable } from '../../api/abortable';
import type { Clock } from '../../api/clock';
import { ApiError, isCancelled } from '../../api/http/errors';
import { Emitter } from '../emitter';
import { intervals, type PollInputs, pollInterval } from './pollInterval';

export interface PollTarget {
  /** One poll; resolves to whether it brought anything new. */
  poll(signal: AbortSignal): Promise<boolean>;
  pollInputs(): Pick<PollInputs, 'activeJobs' | 'unknownJobs'>;
}

/**
 * Polls while something needs it: chained timers, one request under way. A rejected poll slows it down and never
 * ends it. Who shows something says `watch()` and disposes of the result when it no longer does.
 */
export class Poller {
  private readonly failures = new Emitter<unknown>();
  private readonly polls = new Emitter<void>();
  private watchers = 0;
  private quietPolls = 0;
  private failedPolls = 0;
  /** Failed polls in a row that are left to count when the server answers something else. */
  private failuresLeft = 1;
  /** Milliseconds of the monotonic clock before which the server wants no request. */
  private notBefore = -Infinity;
  /** Milliseconds of the monotonic clock at the last response, good or bad. */
  private respondedAt = -Infinity;
  private isFocused = true;
  private underWay: Promise<void> | null = null;
  /** Ends the poll under way. */
  private work = new AbortController();
  private pause: AbortController | null = null;
  /** Milliseconds of the monotonic clock at which the pause ends; null: there is none. */
  private dueAt: number | null = null;
  private readonly end = new AbortController();

  /** A poll failed; the next one comes later. */
  readonly onDidFail = this.failures.event;
  /** A poll succeeded. */
  readonly onDidPoll = this.polls.event;

  constructor(
    private readonly polled: PollTarget,
    private readonly clock: Clock,
  ) {}

  get isWatched(): boolean {
    return this.watchers > 0;
  }

  /** The first to watch gets a poll at once, unless one was made just now. */
  watch(): { dispose(): void } {
    this.watchers++;
    if (this.watchers === 1) this.catchUp();
    let isWatching = true;
    return {
      dispose: () => {
        if (!isWatching) return;
        isWatching = false;
        this.watchers--;
        if (this.watchers === 0) this.reschedule();
      },
    };
  }

  setFocused(isFocused: boolean): void {
    if (this.isFocused === isFocused) return;
    this.isFocused = isFocused;
    if (isFocused && this.pause !== null) this.catchUp();
  }

  /** Polls now, but where a poll was made just now, or the server requested a pause. */
  private catchUp(): void {
    const now = this.clock.monotonic();
    if (now < this.notBefore || now - this.respondedAt < intervals.busy) this.reschedule();
    else void this.pollNow();
  }

  /** Polls now and resolves when the response is in; joins a poll that is under way. Never rejects. */
  pollNow(): Promise<void> {
    if (this.end.signal.aborted) return Promise.resolve();
    this.underWay ??= this.pollOnce().then((tell) => {
      this.underWay = null;
      this.reschedule();
      tell();
    });
    return this.underWay;
  }

  /** Milliseconds until a poll that failed is made again; null: it did not fail, or nothing needs it. */
  get retryIn(): number | null {
    return this.failedPolls === 0 || this.dueAt === null ? null : this.dueAt - this.clock.monotonic();
  }

  /**
   * Ends the poll under way, which may hang or have begun with another key or server, and polls with what holds now.
   * Resolves when the response is in, or the poll was ended: by the signal, or by whoever polls again. Never rejects.
   */
  async pollAgain(signal?: AbortSignal): Promise<void> {
    this.work.abort();
    await this.underWay;
    if (signal?.aborted) return;
    const polling = this.pollNow();
    const { work } = this;
    await endable(polling, signal, () => {
      work.abort();
    });
  }

  /** Something was created or cancelled: what comes next is worth watching closely. */
  expectChange(): void {
    this.quietPolls = 0;
    this.reschedule();
  }

  /**
   * The server has answered another request: it is there, and there is no reason to wait any longer. Where it fails at
   * the polls alone, each time shortens the wait by less.
   */
  heard(): void {
    if (this.underWay !== null || this.failedPolls <= this.failuresLeft) return;
    this.failedPolls = this.failuresLeft++;
    this.catchUp();
  }

  /** Returns what tells of it, once the next one is planned. */
  private async pollOnce(): Promise<() => void> {
    this.pause?.abort();
    const work = new AbortController();
    this.work = work;
    try {
      const isNew = await this.polled.poll(work.signal);
      this.quietPolls = isNew ? 0 : this.quietPolls + 1;
      this.failedPolls = 0;
      this.failuresLeft = 1;
      this.notBefore = -Infinity;
      this.respondedAt = this.clock.monotonic();
      return () => {
        this.polls.fire();
      };
    } catch (error) {
      if (isCancelled(error, work.signal)) return () => undefined;
      this.failedPolls++;
      this.respondedAt = this.clock.monotonic();
      const retryAfter = error instanceof ApiError ? error.retryAfter : null; // an hour at most
      this.notBefore = this.respondedAt + (retryAfter ?? 0);
      return () => {
        this.failures.fire(error);
      };
    }
  }

  private reschedule(): void {
    this.pause?.abort();
    this.pause = this.dueAt = null;
    if (this.end.signal.aborted || this.underWay !== null) return;
    const milliseconds = pollInterval({
      ...this.polled.pollInputs(),
      isWatched: this.isWatched,
      quietPolls: this.quietPolls,
      failedPolls: this.failedPolls,
      retryAfter: Math.max(0, this.notBefore - this.clock.monotonic()),
      isFocused: this.isFocused,
    });
    if (milliseconds === null) return;
    const pause = new AbortController();
    this.pause = pause;
    this.dueAt = this.clock.monotonic() + milliseconds;
    this.clock.sleep(milliseconds, pause.signal).then(
      () => {
        this.pause = null;
        void this.pollNow();
      },
      () => undefined, // rescheduled or ended
    );
  }

  dispose(): void {
    this.end.abort();
    this.work.abort();
    this.pause?.abort();
    this.failures.dispose();
    this.polls.dispose();
  }
}
