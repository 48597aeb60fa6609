import type { Clock } from './clock';
import { type RequestFacts, RequestError, TimeoutError } from './errors';
import { toNetworkError } from './failure';
import { Silence } from './silence';
import type { BodyListener } from './requestBody';

/** One try at a request: its abort, its time-out, and the meaning of what goes wrong. */
export class Attempt implements BodyListener {
  /** The answer is read after the exchange: whoever reads it calls {@link close}. */
  isKeptOpen = false;
  private readonly controller = new AbortController();
  private readonly silence: Silence;
  private readonly onOuterAbort = () => {
    this.controller.abort(this.outer?.reason);
  };
  private sourceFailure: { readonly error: unknown } | null = null;

  constructor(
    private readonly facts: RequestFacts,
    private readonly redact: (text: string) => string,
    clock: Clock,
    timeout: number,
    private readonly outer: AbortSignal | undefined,
  ) {
    this.silence = new Silence(clock, timeout, () => {
      this.controller.abort(new TimeoutError(facts, timeout));
    });
    if (outer?.aborted) this.onOuterAbort();
    // Not AbortSignal.any: on Node 20 it keeps what it made for as long as a long-lived `outer` lives.
    outer?.addEventListener('abort', this.onOuterAbort, { once: true });
    this.silence.start();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The server gave a sign of life: the time-out starts anew. */
  heard(): void {
    this.silence.heard();
  }

  /** Nobody waits for the server now: whoever reads the answer is busy with what came. */
  pause(): void {
    this.silence.stop();
  }

  resume(): void {
    this.silence.start();
  }

  close(): void {
    this.silence.stop();
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

  explain(error: unknown): unknown {
    if (this.signal.aborted) return this.signal.reason;
    if (this.sourceFailure !== null) return this.sourceFailure.error;
    return error instanceof RequestError ? error : toNetworkError(error, this.facts, this.redact);
  }
}
