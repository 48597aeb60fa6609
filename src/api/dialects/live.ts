import type { Query } from '../http/addresses';

/** One event of a live stream: its data is parsed JSON, or the text that it is where it is none. */
export interface LiveEvent {
  /** `message` where the server does not name it. */
  readonly type: string;
  readonly data: unknown;
}

/** Numbers that a dialect notes while it reads a stream. */
export type LiveMemory = Map<string, number>;

/**
 * How a provider streams what a job reports while it runs: server-sent events, to a GET. Where they have ids, a stream
 * that broke off goes on after the last one (`Last-Event-ID`). Data and a pure function, which gets what came from the
 * server, so it must take anything.
 */
export interface LiveWire {
  /** Relative to the base URL. */
  readonly path: (jobId: string) => string;
  readonly query?: (jobId: string) => Query;
  /**
   * The stream is the log of the job, also of one that has ended: each begins with the first line, and need not end
   * with the job.
   */
  readonly isWholeLog?: true;
  /** The server takes the status of a job from the stream, as somebody reads it: else a job stays as it was created. */
  readonly movesJob?: true;
  /**
   * What the event reports, in the names of `../wire/liveReport`; null: nothing, as a heartbeat.
   *
   * @param memory of this stream alone: what events before this one were noted by
   */
  readonly toReport: (event: LiveEvent, memory: LiveMemory) => unknown;
}
