import { parseAnswer, requestIdOf, toApiError, toRedirectError } from './answer';
import { type Clock, systemClock } from './clock';
import { ApiError, NetworkError, type RequestFacts, RequestError, TimeoutError } from './errors';
import { withRetries } from './retry';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds of silence after which the server is given up; 30,000 where not said. */
  readonly timeout?: number;
}

export type QueryValue = string | number | boolean | null | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

export interface RequestSpec extends RequestOptions {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Relative to the base URL; or an absolute path of the same origin, starting with `/`. */
  readonly path: string;
  readonly query?: Query;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with its own headers. */
  readonly body?: Blob | ReadableStream<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One HTTP exchange, for the log: never a key, a query or a body. */
export interface Exchange extends RequestFacts {
  /** HTTP status, or null when no answer came. */
  readonly status: number | null;
  readonly requestId: string | null;
  readonly milliseconds: number;
  readonly problem: string | null;
}

export interface TransportOptions {
  readonly baseUrl: string;
  /** Authorization and the like, asked for at each request: a key that changed is used at once. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Added to every request, such as `api-version`. */
  readonly query?: Query;
  readonly onExchange?: (exchange: Exchange) => void;
  readonly retries?: number;
  readonly clock?: Clock;
  readonly random?: () => number;
}

const defaultTimeout = 30_000;
const defaultRetries = 2;

/**
 * HTTP as every dialect needs it: authorization, time-outs, retries of idempotent requests, abort, decoding.
 * Throws ApiError, NetworkError, TimeoutError or UnexpectedAnswerError; when its signal is aborted, the reason.
 */
export class Transport {
  private readonly baseUrl: string;
  private readonly clock: Clock;

  constructor(private readonly options: TransportOptions) {
    this.baseUrl = options.baseUrl.replace(/\/+$/, '');
    this.clock = options.clock ?? systemClock;
  }

  /** The parsed answer. */
  json(spec: RequestSpec): Promise<unknown> {
    return this.request(spec, async (response, _attempt, facts) =>
      parseAnswer(await response.text(), response, facts),
    );
  }

  /** The answer's text, as it came. */
  text(spec: RequestSpec): Promise<string> {
    return this.request(spec, (response) => response.text());
  }

  /** The answer's bytes as they come. What fails after the first of them is not tried again. */
  async *bytes(spec: RequestSpec): AsyncGenerator<Uint8Array, void, undefined> {
    const opened = await this.request(spec, (response, exchange) => {
      exchange.keepOpen();
      return Promise.resolve({ response, exchange });
    });
    const reader = opened.response.body?.getReader();
    try {
      for (;;) {
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) return;
        opened.exchange.heard();
        yield chunk.value;
      }
    } catch (error) {
      throw opened.exchange.explain(error);
    } finally {
      await reader?.cancel().catch(() => undefined);
      opened.exchange.close();
    }
  }

  private request<T>(
    spec: RequestSpec,
    read: (response: Response, exchange: Attempt, facts: RequestFacts) => Promise<T>,
  ): Promise<T> {
    const retries = spec.method === 'POST' ? 0 : (this.options.retries ?? defaultRetries);
    const policy = { retries, clock: this.clock, random: this.options.random ?? Math.random };
    return withRetries(policy, () => this.attempt(spec, read), spec.signal);
  }

  private async attempt<T>(
    spec: RequestSpec,
    read: (response: Response, exchange: Attempt, facts: RequestFacts) => Promise<T>,
  ): Promise<T> {
    spec.signal?.throwIfAborted();
    const url = this.urlOf(spec);
    const facts = { method: spec.method, url: url.split('?', 1)[0] ?? url };
    const init = await this.initOf(spec);
    const attempt = new Attempt(facts, spec.timeout ?? defaultTimeout, spec.signal);
    const started = this.clock.now();
    let response: Response | null = null;
    let problem: string | null = null;
    try {
      response = await fetch(url, { ...init, signal: attempt.signal, redirect: 'manual' });
      attempt.heard();
      if (isRedirect(response)) throw toRedirectError(response, facts);
      if (!response.ok) throw toApiError(await response.text(), response, facts, this.clock.now());
      return await read(response, attempt, facts);
    } catch (error) {
      const explained = attempt.explain(error);
      problem = explained instanceof Error ? explained.message : String(explained);
      throw explained;
    } finally {
      if (!attempt.isKeptOpen) attempt.close();
      this.options.onExchange?.({
        ...facts,
        status: response?.status ?? null,
        requestId: response === null ? null : requestIdOf(response),
        milliseconds: this.clock.now() - started,
        problem,
      });
    }
  }

  private urlOf(spec: RequestSpec): string {
    const base = spec.path.startsWith('/') ? new URL(this.baseUrl).origin : `${this.baseUrl}/`;
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...this.options.query, ...spec.query })) {
      if (value !== null && value !== undefined) query.append(name, String(value));
    }
    const encoded = query.toString();
    return encoded === '' ? base + spec.path : `${base}${spec.path}?${encoded}`;
  }

  private async initOf(spec: RequestSpec): Promise<RequestInit> {
    const headers: Record<string, string> = { accept: 'application/json', ...(await this.options.headers()) };
    const init: RequestInit = { method: spec.method, headers };
    if (spec.json !== undefined) {
      headers['content-type'] = 'application/json';
      init.body = JSON.stringify(spec.json);
    } else if (spec.body !== undefined) {
      init.body = spec.body;
      init.duplex = 'half';
    }
    Object.assign(headers, spec.headers);
    return init;
  }
}

/** One try at a request: its time-out, and the meaning of what goes wrong. */
class Attempt {
  readonly signal: AbortSignal;
  isKeptOpen = false;
  private readonly silence = new AbortController();
  private timer: unknown;

  constructor(
    private readonly facts: RequestFacts,
    private readonly timeout: number,
    private readonly outer: AbortSignal | undefined,
  ) {
    this.signal = outer === undefined ? this.silence.signal : AbortSignal.any([outer, this.silence.signal]);
    this.heard();
  }

  /** The server gave a sign of life: the time-out starts anew. */
  heard(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.silence.abort(new TimeoutError(this.facts, this.timeout));
    }, this.timeout);
  }

  /** The body is read after the attempt: whoever reads it calls {@link close}. */
  keepOpen(): void {
    this.isKeptOpen = true;
  }

  close(): void {
    clearTimeout(this.timer);
  }

  explain(error: unknown): unknown {
    if (this.outer?.aborted) return this.outer.reason;
    if (this.silence.signal.aborted) return this.silence.signal.reason;
    if (error instanceof RequestError) return error;
    return new NetworkError(describeCause(error), this.facts, { cause: error });
  }
}

/** In a browser a redirect that is not followed has no status. */
function isRedirect(response: Response): boolean {
  return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
}

/** Causes by the codes of Node's sockets: https://nodejs.org/api/errors.html#common-system-errors */
const causes: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Unknown host',
  EAI_AGAIN: 'The name of the host cannot be looked up: is this machine online?',
  ECONNREFUSED: 'Connection refused: nothing listens there',
  ECONNRESET: 'The connection was cut',
  UND_ERR_SOCKET: 'The connection was cut',
  EPIPE: 'The connection was cut',
  ETIMEDOUT: 'The connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'The connection timed out',
  CERT_HAS_EXPIRED: "The server's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "The server's certificate is self-signed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The server's certificate cannot be verified",
  ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate is for another host",
};

/** Walks down `cause`, since `fetch` wraps what really happened in «fetch failed». */
function describeCause(error: unknown): string {
  let innermost: unknown = error;
  for (let depth = 0; depth < 5 && innermost instanceof Error; depth++) {
    const code = (innermost as { code?: unknown }).code; // Node adds it to its errors
    if (typeof code === 'string' && causes[code] !== undefined) return causes[code];
    if (innermost.cause === undefined) break;
    innermost = innermost.cause;
  }
  return innermost instanceof Error ? `The connection failed: ${innermost.message}` : 'The connection failed';
}

/** Whether the answer was a refusal with this status. */
export function isStatus(error: unknown, status: number): error is ApiError {
  return error instanceof ApiError && error.status === status;
}
