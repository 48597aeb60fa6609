import { ApiError, type RequestFacts, UnexpectedAnswerError, longestRetryAfter } from './errors';
import { parseInSlices } from './parseInSlices';
import { type ErrorBody, readErrorBody } from '../wire/errorBody';
import { toNumber } from '../wire/values';

const longestExcerpt = 1_000;
const longestMessage = 2_000;
const longestRequestId = 200;
/** Characters of an answer in which the key is looked for before its start is shown. */
const longestSearched = 1_000_000;

/** Headers in which providers name a request, most specific first. */
const requestIdHeaders = ['x-request-id', 'apim-request-id', 'x-ms-request-id', 'cf-ray'];

/** What is known of an answer before its body is read. */
export interface AnswerFacts {
  readonly request: RequestFacts;
  readonly status: number;
  readonly requestId: string | null;
  /** The server's clock by its `Date` header, in Unix milliseconds. */
  readonly serverTime: number | null;
  /** Takes the key out, should the server repeat it. */
  readonly redact: (text: string) => string;
}

export function factsOf(
  response: Response,
  request: RequestFacts,
  redact: (text: string) => string,
): AnswerFacts {
  const serverTime = Date.parse(response.headers.get('date') ?? '');
  return {
    request,
    status: response.status,
    requestId: requestIdOf(response, redact),
    serverTime: Number.isNaN(serverTime) ? null : serverTime,
    redact,
  };
}

function requestIdOf(response: Response, redact: (text: string) => string): string | null {
  for (const name of requestIdHeaders) {
    const id = response.headers.get(name);
    if (id) return redact(id).slice(0, longestRequestId);
  }
  return null;
}

/** JSON, or an error that says what came instead. An empty answer with status 204 is null. */
export async function parseAnswer(
  body: string,
  status: number,
  answer: AnswerFacts,
  signal?: AbortSignal,
): Promise<unknown> {
  if (body === '' && status === 204) return null;
  try {
    return await parseInSlices(body, signal);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const isHtml = /^\s*(<!doctype|<html)/i.test(body);
    const what = isHtml
      ? 'a web page instead of JSON'
      : body.slice(0, longestExcerpt).trim() === ''
        ? 'nothing'
        : 'broken JSON';
    throw unexpected(`The server answered with ${what}`, body, answer, cause);
  }
}

/** `longest`: the bytes that were read. */
export function tooLong(answer: AnswerFacts, longest: number): UnexpectedAnswerError {
  const size = String(longest / 1024 / 1024);
  return unexpected(`The server answered with more than ${size} MB, which is more than is read`, '', answer);
}

/** An answer that is not what the API promises; `excerpt` is the start of what came. */
export function unexpected(
  message: string,
  excerpt: string,
  answer: AnswerFacts,
  cause?: unknown,
): UnexpectedAnswerError {
  const { request, requestId, redact } = answer;
  const start = redact(excerpt.slice(0, longestSearched)).slice(0, longestExcerpt);
  return new UnexpectedAnswerError(message, request, start, requestId, { cause });
}

/** The error that a refusing answer stands for, whatever envelope it came in. */
export function toApiError(body: string, response: Response, answer: AnswerFacts, now: number): ApiError {
  const said = redacted(readErrorBody(body), answer.redact);
  const message = said.message?.slice(0, longestMessage) ?? answer.redact(describeStatus(response));
  return new ApiError(message, answer.request, {
    ...said,
    status: response.status,
    requestId: answer.requestId,
    retryAfter: retryAfterOf(response, now),
    shouldRetry: toFlag(response.headers.get('x-should-retry')),
  });
}

/** Names where the redirect leads without its query, which may hold a signature. */
export function toRedirectError(response: Response, answer: AnswerFacts): ApiError {
  const target = response.headers.get('location')?.split('?', 1)[0];
  const where = target === undefined ? 'elsewhere' : `to ${answer.redact(target).slice(0, longestExcerpt)}`;
  return new ApiError(
    `The server redirects ${where}: set the connection's base URL to its final address`,
    answer.request,
    { status: response.status === 0 ? 302 : response.status, requestId: answer.requestId },
  );
}

/** After parsing, which undoes the escapes that a key may hide in. */
function redacted(error: ErrorBody, redact: (text: string) => string): ErrorBody {
  const clean = (text: string | null) => (text === null ? null : redact(text));
  const { message, code, type, param } = error;
  return { message: clean(message), code: clean(code), type: clean(type), param: clean(param) };
}

function describeStatus(response: Response): string {
  return `The server answered ${String(response.status)}${response.statusText ? ` ${response.statusText}` : ''}`;
}

function toFlag(value: string | null): boolean | null {
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** Milliseconds, no more than anybody wants to wait. */
function retryAfterOf(response: Response, now: number): number | null {
  const wanted = wantedPause(response, now);
  return wanted === null ? null : Math.min(wanted, longestRetryAfter);
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
