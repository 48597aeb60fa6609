/** What every request says about itself when it fails: shown to people and written to the log, so never a key. */
export interface RequestFacts {
  /** `GET`, `POST`, `DELETE`. */
  readonly method: string;
  /** The address without its query. */
  readonly url: string;
}

/** The base of everything that `src/api` throws on purpose. Cancelling is not among them: see {@link isCancelled}. */
export abstract class RequestError extends Error {
  constructor(
    message: string,
    readonly request: RequestFacts,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The server answered, and the answer was no. Fields as in OpenAI's error envelope; each may be missing. */
export class ApiError extends RequestError {
  /** HTTP status, 300 to 599. */
  readonly status: number;
  readonly code: string | null;
  readonly type: string | null;
  readonly param: string | null;
  /** The `x-request-id` header (or the provider's own): what the provider's support asks for. */
  readonly requestId: string | null;
  /** Milliseconds that the server asked us to wait, from `retry-after-ms` or `Retry-After`. */
  readonly retryAfter: number | null;

  constructor(
    message: string,
    request: RequestFacts,
    facts: {
      status: number;
      code?: string | null;
      type?: string | null;
      param?: string | null;
      requestId?: string | null;
      retryAfter?: number | null;
    },
  ) {
    super(message, request);
    this.status = facts.status;
    this.code = facts.code ?? null;
    this.type = facts.type ?? null;
    this.param = facts.param ?? null;
    this.requestId = facts.requestId ?? null;
    this.retryAfter = facts.retryAfter ?? null;
  }
}

/** No answer came, or it broke off: unknown host, refused, reset, offline. `cause` is what `fetch` threw. */
export class NetworkError extends RequestError {}

/** Nothing was heard from the server for `timeout` milliseconds. */
export class TimeoutError extends RequestError {
  constructor(
    request: RequestFacts,
    readonly timeout: number,
  ) {
    super(`No answer within ${String(Math.round(timeout / 1000))} s`, request);
  }
}

/** The server answered with success, but not with what the API promises (HTML, broken JSON, a missing id). */
export class UnexpectedAnswerError extends RequestError {
  constructor(
    message: string,
    request: RequestFacts,
    /** The start of what came instead, at most 1,000 characters. */
    readonly excerpt: string,
    readonly requestId: string | null,
    options?: { cause?: unknown },
  ) {
    super(message, request, options);
  }
}

/** Whether `error` is what an operation throws when its own `signal` was aborted: silence is the right answer. */
export function isCancelled(error: unknown, signal?: AbortSignal): boolean {
  if (signal?.aborted && error === signal.reason) return true;
  return error instanceof Error && error.name === 'AbortError';
}
