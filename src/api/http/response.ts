import { t } from '@vscode/l10n';
import { InvalidResponseError, type RequestFacts } from './errors';
import { parseInSlices } from './parseInSlices';

const maxExcerptLength = 1_000;
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
