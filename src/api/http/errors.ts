import { t } from '@vscode/l10n';
/** What every request says about itself when it fails: shown to people and written to the log, so never a key. */
export interface RequestFacts {
  /** `GET`, `POST`, `DELETE`. */
  readonly method: string;
  /** The address without its query. */
  readonly url: string;
  /** It was a signed address of a storage, which got no key. */
  readonly isSigned?: true;
}

/** The base of everything that `src/api` throws on purpose. Cancelling is not among them: see {@link isCancelled}. */
export abstract class RequestError extends Error {
  constructor(
    message: string,
    readonly request: RequestFacts,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The request could not even be made: something in it is not allowed. Nothing was sent. */
export class InvalidRequestError extends RequestError {
  override readonly name = 'InvalidRequestError';
}

/** The key could not be had, such as from a command that failed. Nothing was sent. */
export class NoKeyError extends InvalidRequestError {}

/** Milliseconds: a server that wants a longer pause, of days or by mistake, gets this one. */
export const maxRetryAfter = 3_600_000;

/** The server refused. Fields as in OpenAI's error envelope; each may be missing. */
export class ApiError extends RequestError {
  override readonly name = 'ApiError';
  /** HTTP status, 300 to 599. */
  readonly status: number;
  readonly code: string | null;
  readonly type: string | null;
  readonly param: string | null;
  /** The `x-request-id` header (or the provider's own): what the provider's support asks for. */
  readonly requestId: string | null;
  /** Milliseconds to wait before the next request, as the server wants it; at most {@link maxRetryAfter}. */
  readonly retryAfter: number | null;
  /** What `x-should-retry` says; null: the server leaves it to us. */
  readonly shouldRetry: boolean | null;

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
      shouldRetry?: boolean | null;
    },
  ) {
    super(message, request);
    this.status = facts.status;
    this.code = facts.code ?? null;
    this.type = facts.type ?? null;
    this.param = facts.param ?? null;
    this.requestId = facts.requestId ?? null;
    this.retryAfter = facts.retryAfter ?? null;
    this.shouldRetry = facts.shouldRetry ?? null;
  }
}

/** No response came, or it broke off: unknown host, refused, reset, offline. `cause` is what `fetch` threw. */
export class NetworkError extends RequestError {
  override readonly name = 'NetworkError';
  /** Node's or undici's code of what went wrong: `ENOTFOUND`, `ECONNREFUSED`, …; browsers report none. */
  readonly code: string | null;
  /** False where it is certain that no byte of the request left this machine. */
  readonly mayHaveArrived: boolean;

  constructor(
    message: string,
    request: RequestFacts,
    options?: { cause?: unknown; code?: string | null; mayHaveArrived?: boolean },
  ) {
    super(message, request, options);
    this.code = options?.code ?? null;
    this.mayHaveArrived = options?.mayHaveArrived ?? true;
  }
}

/** The server took too long: it was silent for `timeout` milliseconds, or its response was not whole after them. */
export class TimeoutError extends RequestError {
  override readonly name = 'TimeoutError';

  constructor(
    request: RequestFacts,
    readonly timeout: number,
    /** Which of the two. */
    readonly limit: 'idle' | 'whole',
  ) {
    const seconds = String(Number((timeout / 1000).toPrecision(2)));
    super(
      limit === 'idle'
        ? t('No response within {0} s', seconds)
        : t('The server did not finish its response within {0} s', seconds),
      request,
    );
  }
}

/** The server responded with success, but not with what the API promises (HTML, broken JSON, a missing id). */
export class InvalidResponseError extends RequestError {
  override readonly name = 'InvalidResponseError';

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

/** The server named a job that it has created, and cannot show it yet. */
export class JobNotShownError extends InvalidResponseError {
  constructor(
    readonly jobId: string,
    { message, request, excerpt, requestId }: InvalidResponseError,
  ) {
    super(message, request, excerpt, requestId);
  }
}

/** Whether `error` is what an operation throws when its own `signal` was aborted: silence is the right answer. */
export function isCancelled(error: unknown, signal?: AbortSignal): boolean {
  if (signal?.aborted && error === signal.reason) return true;
  return error instanceof Error && error.name === 'AbortError';
}
