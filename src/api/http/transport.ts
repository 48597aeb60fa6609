import { t } from '@vscode/l10n';
import { abortable } from '../abortable';
import { type Clock, systemClock } from '../clock';
import { type Base, linkOf, parseBase, type Query, urlOf } from './addresses';
import { Attempt } from './attempt';
import { ApiError, InvalidRequestError, NoKeyError, type RequestFacts } from './errors';
import { checkHeaders, mergeHeaders, Redaction } from './redaction';
import type { RequestBody } from './requestBody';
import { factsOf, parseResponse, type ResponseFacts, tooLong } from './response';
import { readText } from './responseBody';
import { withRetries } from './retry';
import type { Limits } from './timeLimits';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds without a sign of life after which the server is given up; 30,000 where not said. */
  readonly timeout?: number;
  /**
   * Milliseconds that the whole exchange may take; 120,000 where not said. What is sent or read as a stream has no
   * such limit unless one is given.
   */
  readonly deadline?: number;
  /** Hears why the request is going to be sent again, and in how many milliseconds. */
  readonly onWait?: (error: unknown, pause: number) => void;
}

export interface RequestSpec extends RequestOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Relative to the base URL, see `urlOf`. */
  readonly path: string;
  /**
   * A signed address that the server handed out, requested instead of `path`. It gets neither the key nor any other
   * header of the connection; see `linkOf` for which are followed.
   */
  readonly link?: string | null;
  readonly query?: Query;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: RequestBody;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes that the response may have; 8 MB where not said. */
  readonly maxBytes?: number;
  /** A success says enough: the response need not have a body, which is then null. */
  readonly mayBeEmpty?: boolean;
  /** A status that is no refusal, but says what the caller wants to know; the response is read like any other. */
  readonly expected?: number;
  /** The response is read as it comes, for as long as it takes. */
  readonly isStream?: boolean;
  /** A redirect is followed, to another origin without anything of ours: to a link that holds its own permission. */
  readonly followsLinks?: boolean;
  /** How often to try again at most: for a POST none unless said, since it may not be repeated blindly. */
  readonly retries?: number;
}

/** One HTTP exchange, for the log: never a key, a query or a body. */
export interface Exchange extends RequestFacts {
  /** HTTP status, or null when no response came. */
  readonly status: number | null;
  readonly requestId: string | null;
  readonly milliseconds: number;
  readonly problem: string | null;
  /** The server's clock by its `Date` header, in Unix milliseconds. */
  readonly serverTime: number | null;
}

export interface TransportOptions {
  readonly baseUrl: string;
  /** Requested at each request: a key that changed is used at once. */
  readonly key?: () => Promise<string | undefined>;
  /** Hears which key the server refused; whether another one may be had at once. */
  readonly renewKey?: (refused: string) => boolean;
  /** Authorization and the like. */
  readonly headers: (
    key: string | undefined,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Added to every request, such as `api-version`. */
  readonly query?: Query;
  readonly onExchange?: (exchange: Exchange) => void;
  readonly retries?: number;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** Bytes of a response that is one object, and of one that lists. Content of files is streamed instead. */
const maxObjectBytes = 8 * 1024 * 1024;
export const maxListBytes = 32 * 1024 * 1024;

const defaultTimeout = 30_000;
const defaultDeadline = 120_000;
const defaultRetries = 2;
/** Redirects that are followed in a row. */
const maxLinks = 3;
/** Bytes of a refusal that are read: its message comes first. */
const maxRefusalBytes = 64 * 1024;

/** As much of a response as is read once it was accepted. */
interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
}

type Read<T> = (received: Received, open: OpenExchange) => Promise<T>;

/** A response that is read as it comes. */
export interface StreamedResponse {
  readonly facts: ResponseFacts;
  readonly headers: Headers;
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
}

/** An exchange whose response has begun. */
interface OpenExchange {
  readonly attempt: Attempt;
  readonly facts: ResponseFacts;
}

/**
 * HTTP as every dialect needs it: authorization, time-outs, retries of idempotent requests, abort, decoding.
 * Throws ApiError, NetworkError, TimeoutError, InvalidResponseError or InvalidRequestError; when its signal is
 * aborted, the reason.
 */
export class Transport {
  readonly clock: Clock;
  /** Called whenever the server has answered a request as it should; what a storage answers says nothing of it. */
  onAnswer: (() => void) | null = null;
  private readonly base: Base;
  private readonly redaction = new Redaction();

  constructor(private readonly options: TransportOptions) {
    this.base = parseBase(options.baseUrl);
    this.clock = options.clock ?? systemClock;
  }

  /** The parsed response, as `read` makes it of it. What `read` throws is reported like any failure of the exchange. */
  json<T = unknown>(
    spec: RequestSpec,
    read?: (raw: unknown, facts: ResponseFacts, text: string) => T | Promise<T>,
  ): Promise<T> {
    return this.request(spec, async (received, { attempt, facts }) => {
      const text = await textOf(received, attempt, facts, spec.maxBytes ?? maxObjectBytes);
      const raw = await parseResponse(text, received.status, facts, spec);
      return read === undefined ? (raw as T) : read(raw, facts, text); // T is unknown where nothing reads
    });
  }

  /** The response's text, as it came. */
  text(spec: RequestSpec): Promise<string> {
    return this.textAs(spec, (text) => text);
  }

  /** The same, as `read` makes something of it. */
  textAs<T>(spec: RequestSpec, read: (text: string, facts: ResponseFacts) => T | Promise<T>): Promise<T> {
    return this.request(spec, async (received, { attempt, facts }) =>
      read(await textOf(received, attempt, facts, spec.maxBytes ?? maxObjectBytes), facts),
    );
  }

  /** The response's bytes as they come. What fails after the first of them is not tried again. */
  async *bytes(spec: RequestSpec): AsyncGenerator<Uint8Array, void, undefined> {
    yield* (await this.stream(spec)).chunks;
  }

  /**
   * The same, with what is known of the response before them. Whoever calls reads it, which ends it, or aborts its
   * signal; until it is read the server is not taken to be silent.
   */
  async stream(spec: RequestSpec): Promise<StreamedResponse> {
    const { received, attempt, facts } = await this.request({ ...spec, isStream: true }, (received, open) => {
      open.attempt.isKeptOpen = true;
      open.attempt.pause();
      return Promise.resolve({ received, ...open });
    });
    return { facts, headers: received.headers, chunks: chunksOf(received, attempt) };
  }

  private request<T>(spec: RequestSpec, read: Read<T>): Promise<T> {
    const usual = spec.method === 'POST' ? 0 : (this.options.retries ?? defaultRetries);
    const policy = {
      retries: spec.retries ?? usual,
      clock: this.clock,
      random: this.options.random ?? Math.random,
      onWait: spec.onWait,
    };
    return withRetries(policy, (tried) => this.withKey(spec, read, tried), spec.signal);
  }

  /**
   * A key that was given for a while may have expired before: then the request is sent once more with a new one. What is
   * refused for its key was not carried out, so that this is safe for a creation too.
   */
  private async withKey<T>(spec: RequestSpec, read: Read<T>, tried: number): Promise<T> {
    const key = await this.keyOf(spec);
    try {
      return await this.exchange(spec, read, tried, key);
    } catch (error) {
      if (!this.mayRenew(spec, error, key)) throw error;
      const renewed = await this.keyOf(spec);
      if (renewed === key) throw error;
      return this.exchange(spec, read, tried, renewed).catch((again: unknown) => {
        this.mayRenew(spec, again, renewed); // whoever gives the key hears that this one is refused too
        throw again;
      });
    }
  }

  private mayRenew({ link }: RequestSpec, error: unknown, key: string | undefined): boolean {
    if (link !== undefined || key === undefined || !isStatus(error, 401)) return false;
    return this.options.renewKey?.(key) === true;
  }

  private async keyOf({ signal, method }: RequestSpec): Promise<string | undefined> {
    signal?.throwIfAborted();
    const { key } = this.options;
    if (key === undefined) return undefined;
    try {
      return await abortable(key(), signal);
    } catch (error) {
      signal?.throwIfAborted();
      const message = error instanceof Error ? error.message : String(error);
      throw new NoKeyError(message, { method, url: this.base.root }, { cause: error });
    }
  }

  private async exchange<T>(
    spec: RequestSpec,
    read: Read<T>,
    tried: number,
    key: string | undefined,
  ): Promise<T> {
    spec.signal?.throwIfAborted();
    const url = this.urlOf(spec);
    const own = ownHeadersOf(spec);
    const known = mergeHeaders(await this.options.headers(key), own);
    const headers = spec.link === undefined ? known : own;
    const redact = this.redaction.for(known, spec.json);
    // A server may name a job by the key: it must not be in the log for that.
    const address = { method: spec.method, url: redact(url.split('?', 1)[0] ?? url) };
    const request: RequestFacts = spec.link === undefined ? address : { ...address, isSigned: true };
    checkHeaders(headers, request);
    const attempt = new Attempt(request, redact, this.clock, limitsOf(spec), spec.signal);
    const started = this.clock.monotonic();
    let facts: ResponseFacts | null = null;
    let problem: string | null = null;
    try {
      const first = await fetch(url, await initOf(spec, headers, attempt));
      const response =
        spec.followsLinks === true ? await this.afterLinks(first, url, headers, attempt) : first;
      attempt.heard();
      if (spec.isStream !== true) attempt.limitRest(spec.deadline ?? defaultDeadline);
      facts = factsOf(response, request, redact);
      const isRepeatedDelete = spec.method === 'DELETE' && tried > 0;
      const isExpected = response.status === spec.expected;
      const accepted = isExpected ? response : await this.accept(response, facts, attempt, isRepeatedDelete);
      const value = await read(accepted, { attempt, facts });
      if (spec.link === undefined) this.onAnswer?.();
      return value;
    } catch (error) {
      const explained = await attempt.explain(error);
      problem = explained instanceof Error ? explained.message : String(explained);
      attempt.abandon(explained);
      throw explained;
    } finally {
      if (!attempt.isKeptOpen) attempt.close();
      this.options.onExchange?.({
        ...request,
        status: facts?.status ?? null,
        requestId: facts?.requestId ?? null,
        milliseconds: this.clock.monotonic() - started,
        problem,
        serverTime: facts?.serverTime ?? null,
      });
    }
  }

  /** The response behind redirects. One that leads where nothing may be fetched from stays what it is. */
  private async afterLinks(
    first: Response,
    url: string,
    headers: Record<string, string>,
    attempt: Attempt,
  ): Promise<Response> {
    let response = first;
    let from = url;
    for (let hops = 0; hops < maxLinks && isRedirect(response); hops++) {
      attempt.heard();
      const link = linkOf(from, response.headers.get('location'));
      if (link === null) break;
      await response.body?.cancel().catch(() => undefined);
      const isOwn = new URL(link).origin === this.base.origin;
      const sent = isOwn ? headers : { accept: '*/*' };
      response = await fetch(link, { headers: sent, signal: attempt.signal, redirect: 'manual' });
      from = link;
    }
    return response;
  }

  /** A response worth reading, or the error it stands for. */
  private async accept(
    response: Response,
    facts: ResponseFacts,
    attempt: Attempt,
    isRepeatedDelete: boolean,
  ): Promise<Received> {
    if (response.ok) return response;
    if (isRedirect(response)) {
      await response.body?.cancel().catch(() => undefined);
      const { toRedirectError } = await import('./refusal');
      throw toRedirectError(response, facts);
    }
    const heard = () => {
      attempt.heard();
    };
    const body = await readText(response.body, heard, maxRefusalBytes);
    // The first try did delete it; only its response was lost.
    if (isRepeatedDelete && response.status === 404)
      return { status: 204, headers: response.headers, body: null };
    const { toApiError } = await import('./refusal');
    throw toApiError(body ?? '', response, facts, this.clock.now());
  }

  private urlOf({ method, link, path, query }: RequestSpec): string {
    if (link === undefined) return urlOf(this.base, path, { ...this.options.query, ...query });
    const url = link !== null && URL.canParse(link) ? linkOf(this.base.origin, link) : null;
    if (url !== null) return url;
    const message = t(
      'The server handed out an address that is not followed: one without https, in your own network, or none at all',
    );
    throw new InvalidRequestError(message, { method, url: '', isSigned: true });
  }
}

/** All but those of the connection. */
function ownHeadersOf(spec: RequestSpec): Record<string, string> {
  const own: Record<string, string> = { accept: 'application/json' };
  if (spec.json !== undefined) own['content-type'] = 'application/json';
  if (spec.body !== undefined) {
    own['content-type'] = spec.body.contentType;
    if (spec.body.length !== null) own['content-length'] = String(spec.body.length);
  }
  return mergeHeaders(own, spec.headers);
}

async function* chunksOf({ body }: Received, attempt: Attempt): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body?.getReader();
  try {
    for (;;) {
      attempt.resume();
      const chunk = await reader?.read();
      attempt.pause();
      if (chunk === undefined || chunk.done) return;
      yield chunk.value;
    }
  } catch (error) {
    throw await attempt.explain(error);
  } finally {
    await reader?.cancel().catch(() => undefined);
    attempt.close();
  }
}

function limitsOf({ timeout = defaultTimeout, deadline, body, isStream = false }: RequestSpec): Limits {
  const whole = body === undefined && !isStream ? defaultDeadline : null;
  return { idle: timeout, whole: deadline ?? whole };
}

/** `fetch` must know of a body that is a stream; browsers' own types do not know it yet. */
type StreamingRequestInit = RequestInit & { duplex?: 'half' };

async function initOf(
  spec: RequestSpec,
  headers: Record<string, string>,
  attempt: Attempt,
): Promise<StreamingRequestInit> {
  // A redirect is not followed: the key is for the origin it was saved for.
  const init: StreamingRequestInit = {
    method: spec.method,
    headers,
    signal: attempt.signal,
    redirect: 'manual',
  };
  if (spec.json !== undefined) init.body = JSON.stringify(spec.json);
  if (spec.body === undefined) return init;
  init.duplex = 'half';
  init.body = await spec.body.open(attempt);
  return init;
}

async function textOf(
  received: Received,
  attempt: Attempt,
  facts: ResponseFacts,
  maxBytes: number,
): Promise<string> {
  const heard = () => {
    attempt.heard();
  };
  const body = await readText(received.body, heard, maxBytes);
  if (body === null) throw tooLong(facts, maxBytes);
  return body;
}

/** In a browser a redirect that is not followed has no status. */
function isRedirect(response: Response): boolean {
  return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
}

/** Whether the response was a refusal with this status. */
export function isStatus(error: unknown, status: number): error is ApiError {
  return error instanceof ApiError && error.status === status;
}
