import type { Query } from '../http/addresses';

/** One event of a live stream: its data is parsed JSON, or the text that it is where it is none. */
export interface LiveEvent {
  /** `message` where the server does not name it. */
  readonly type: string;
  readonly data: unknown;
}

/**
 * How a provider streams what a job reports while it runs: server-sent events, to a GET. Where they have ids, a stream
 * that broke off goes on after the last one (`Last-Event-ID`). Data and a pure function, which gets what came from the
 * server, so it must take anything.
 */
export interface LiveWire {
  /** Relative to the base URL. */
  readonly path: (jobId: string) => string;
  readonly query?: (jobId: string) => Query;
  /** What the event reports, in the names of `../wire/liveReport`; null: nothing, as a heartbeat. */
  readonly toReport: (event: LiveEvent) => unknown;
}
