import type { Clock } from '../clock';
import { RequestError, type RequestFacts, TimeoutError } from './errors';
import type { BodyListener } from './requestBody';
import { type Limits, TimeLimits } from './timeLimits';

/** One try at a request: its abort, its time limits, and the meaning of what goes wrong. */
export class Attempt implements BodyListener {
  /** The response is read after the exchange: whoever reads it calls {@link close}. */
  isKeptOpen = false;
  private readonly controller = new AbortController();
  private readonly time: TimeLimits;
  private readonly onOuterAbort = () => {
    this.controller.abort(this.outer?.reason);
  };
  private sourceFailure: { readonly error: unknown } | null = null;

  constructor(
    private readonly facts: RequestFacts,
    private readonly redact: (text: string) => string,
    clock: Clock,
    limits: Limits,
    private readonly outer: AbortSignal | undefined,
  ) {
    this.time = new TimeLimits(clock, limits, (limit, milliseconds) => {
      this.controller.abort(new TimeoutError(facts, milliseconds, limit));
    });
    if (outer?.aborted) this.onOuterAbort();
    // Not AbortSignal.any: on Node 20 it keeps what it made for as long as a long-lived `outer` lives.
    outer?.addEventListener('abort', this.onOuterAbort, { once: true });
    this.time.start();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The server gave a sign of life: its idle time starts again. */
  heard(): void {
    this.time.heard();
  }

  /** The response has begun: all of it has to come within so many milliseconds. */
  limitRest(milliseconds: number): void {
    this.time.limitRest(milliseconds);
  }

  /** Nobody waits for the server now: whoever reads the response is busy with what came. */
  pause(): void {
    this.time.stop();
  }

  resume(): void {
    this.time.start();
  }

  close(): void {
    this.time.stop();
    this.outer?.removeEventListener('abort', this.onOuterAbort);
  }

  sent(): void {
    this.heard();
  }

  /** What was to be sent could not be read: that, and not the broken connection, is what went wrong. */
  failed(error: unknown): void {
    this.sourceFailure ??= { error };
  }

  /** Lets go of what is still being sent: `fetch` itself reads on after a connection broke. */
  abandon(reason: unknown): void {
    this.isKeptOpen = false;
    this.controller.abort(reason);
  }

  async explain(error: unknown): Promise<unknown> {
    if (this.signal.aborted) return this.signal.reason;
    if (this.sourceFailure !== null) return this.sourceFailure.error;
    if (error instanceof RequestError) return error;
    const { toNetworkError } = await import('./networkError');
    return toNetworkError(error, this.facts, this.redact);
  }
}
