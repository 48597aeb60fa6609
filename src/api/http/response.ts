import { t } from '@vscode/l10n';
import { ErrorBody, readErrorBody } from '../wire/errorBody';
import { type JsonObject, toNumber } from '../wire/values';
import { ApiError, InvalidResponseError, maxRetryAfter, type RequestFacts } from './errors';
import { parseInSlices } from './parseInSlices';

const maxExcerptLength = 1_000;
const maxMessageLength = 2_000;
const maxRequestIdLength = 200;
const maxEtagLength = 1_000;
/** Characters of a response in which the key is looked for before its start is shown. */
const maxSearchedLength = 1_000_000;

/** Headers in which providers name a request, most specific first. */
const requestIdHeaders = ['x-request-id', 'apim-request-id', 'x-ms-request-id', 'cf-ray'];

/** What is known of a response before its body is read. */
export interface ResponseFacts {
  readonly request: RequestFacts;
  readonly status: number;
  readonly requestId: string | null;
  /** The server's clock by its `Date` header, in Unix milliseconds. */
  readonly serverTime: number | null;
  /** As the header has it, with its quotes; null where there is none, or a longer one than any storage's. */
  readonly etag: string | null;
  /** Parameters of the next page's address, where a header links to it (RFC 8288); null: it does not. */
  readonly nextQuery: string | null;
  /** Takes the key out, should the server repeat it. */
  readonly redact: (text: string) => string;
}

export function factsOf(
  response: Response,
  request: RequestFacts,
  redact: (text: string) => string,
): ResponseFacts {
  const serverTime = Date.parse(response.headers.get('date') ?? '');
  return {
    request,
    status: response.status,
    requestId: requestIdOf(response, redact),
    serverTime: Number.isNaN(serverTime) ? null : serverTime,
    etag: etagOf(response),
    nextQuery: nextQueryOf(response),
    redact,
  };
}

function etagOf({ headers }: Response): string | null {
  const etag = headers.get('etag');
  return etag === null || etag.length > maxEtagLength ? null : etag;
}

const maxLinkHeaderLength = 8_192;

/** Of the address no more is taken than its parameters: the next page is where this one was. */
function nextQueryOf({ headers }: Response): string | null {
  const links = headers.get('link') ?? '';
  if (links.length > maxLinkHeaderLength) return null;
  const next = links.split(/,(?=\s*<)/).find((link) => /;\s*rel="?next"?\s*(?:;|$)/i.test(link));
  const query = /^\s*<[^<>?#]*\?([^<>#]*)/.exec(next ?? '')?.[1] ?? '';
  return query === '' ? null : query;
}

function requestIdOf(response: Response, redact: (text: string) => string): string | null {
  for (const name of requestIdHeaders) {
    const id = response.headers.get(name);
    if (id) return redact(id).slice(0, maxRequestIdLength);
  }
  return null;
}

/**
 * JSON, or an error that says what came instead. An empty response with status 204, to a deletion, or where it may
 * be, is null.
 */
export async function parseResponse(
  body: string,
  status: number,
  facts: ResponseFacts,
  { signal, mayBeEmpty = false }: { readonly signal?: AbortSignal; readonly mayBeEmpty?: boolean } = {},
): Promise<unknown> {
  if (body.trim() === '' && (mayBeEmpty || status === 204 || facts.request.method === 'DELETE')) return null;
  try {
    return await parseInSlices(body, signal);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw unexpected(insteadOfJson(body), body, facts, cause);
  }
}

function insteadOfJson(body: string): string {
  if (/^\s*(<!doctype|<html)/i.test(body)) return t('The server responded with a web page instead of JSON');
  return body.slice(0, maxExcerptLength).trim() === ''
    ? t('The server responded with nothing')
    : t('The server responded with broken JSON');
}

/** @param maxBytes that are read of a response */
export function tooLong(facts: ResponseFacts, maxBytes: number): InvalidResponseError {
  const message = t(
    'The server responded with more than {0} MB, which is more than is read',
    maxBytes / 1024 / 1024,
  );
  return unexpected(message, '', facts);
}

/** A response that is not what the API promises; `excerpt` is the start of what came. */
export function unexpected(
  message: string,
  excerpt: string,
  facts: ResponseFacts,
  cause?: unknown,
): InvalidResponseError {
  const { request, requestId, redact } = facts;
  const start = redact(excerpt.slice(0, maxSearchedLength)).slice(0, maxExcerptLength);
  return new InvalidResponseError(message, request, start, requestId, { cause });
}

/** The error that a refusing response stands for, whatever envelope it came in. */
export function toApiError(body: string, response: Response, facts: ResponseFacts, now: number): ApiError {
  const said = saidIn(readErrorBody(body), facts);
  return new ApiError(said.message ?? facts.redact(describeStatus(response)), facts.request, {
    ...said,
    status: response.status,
    requestId: facts.requestId,
    retryAfter: retryAfterOf(response, now),
    shouldRetry: toFlag(response.headers.get('x-should-retry')),
  });
}

/** The same of an error in a stream that had begun; its code may be the status that it would have been sent with. */
export function toStreamedError(body: JsonObject, facts: ResponseFacts): ApiError {
  const said = saidIn(ErrorBody.parse(body), facts);
  const status = toNumber(said.code) ?? 0;
  return new ApiError(said.message ?? t('The server stopped with an error'), facts.request, {
    ...said,
    status: status >= 400 && status < 600 ? status : 500,
    requestId: facts.requestId,
  });
}

/** Names where the redirect leads without its query, which may hold a signature. */
export function toRedirectError(response: Response, facts: ResponseFacts): ApiError {
  const target = response.headers.get('location')?.split('?', 1)[0];
  const message =
    facts.request.isSigned === true
      ? t('The storage redirects elsewhere: a signed address is not followed any further')
      : target === undefined
        ? t("The server redirects elsewhere: set the connection's base URL to its final address")
        : t(
            "The server redirects to {0}: set the connection's base URL to its final address",
            facts.redact(target).slice(0, maxExcerptLength),
          );
  return new ApiError(message, facts.request, {
    status: response.status === 0 ? 302 : response.status,
    requestId: facts.requestId,
  });
}

/** After parsing, which undoes the escapes that a key may hide in. */
function saidIn({ message, code, type, param }: ErrorBody, { redact }: ResponseFacts): ErrorBody {
  const clean = (text: string | null) => (text === null ? null : redact(text));
  const start = clean(message)?.slice(0, maxMessageLength) ?? null;
  return { message: start, code: clean(code), type: clean(type), param: clean(param) };
}

function describeStatus(response: Response): string {
  return t('The server responded with {0}', `${String(response.status)} ${response.statusText}`.trim());
}

function toFlag(value: string | null): boolean | null {
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** Milliseconds, no more than anybody wants to wait. */
function retryAfterOf(response: Response, now: number): number | null {
  const wanted = wantedPause(response, now);
  return wanted === null ? null : Math.min(wanted, maxRetryAfter);
}

/** `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3). Milliseconds. */
function wantedPause(response: Response, now: number): number | null {
  const milliseconds = toNumber(response.headers.get('retry-after-ms'));
  if (milliseconds !== null && milliseconds >= 0) return milliseconds;
  const header = response.headers.get('retry-after');
  const seconds = toNumber(header);
  if (seconds !== null) return seconds >= 0 ? seconds * 1000 : null;
  const date = header === null ? NaN : Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
