import { ApiError, type RequestFacts, UnexpectedAnswerError, longestRetryAfter } from './errors';
import { parseInSlices } from './parseInSlices';
import { isObject, toNumber, toText } from '../wire/values';

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
  const envelope = redacted(readEnvelope(body), answer.redact);
  const message = envelope.message?.slice(0, longestMessage) ?? answer.redact(describeStatus(response));
  return new ApiError(message, answer.request, {
    ...envelope,
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

interface Envelope {
  message: string | null;
  code: string | null;
  type: string | null;
  param: string | null;
}

/**
 * OpenAI `{error:{message,type,param,code}}`, a bare `{error:"…"}`, gRPC gateways `{code,message,details}`,
 * FastAPI `{detail:"…"}` or `{detail:[{msg,loc}]}`.
 */
function readEnvelope(body: string): Envelope {
  const none: Envelope = { message: null, code: null, type: null, param: null };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return none;
  }
  if (!isObject(json)) return none;
  const { error, detail } = json;
  if (typeof error === 'string') return { ...none, message: toText(error) };
  if (Array.isArray(detail)) return { ...none, message: complaintsOf(detail) };
  const source = isObject(error) ? error : isObject(detail) ? detail : json;
  return {
    message: toText(source['message']) ?? toText(detail),
    code: toText(source['code']),
    type: toText(source['type']),
    param: toText(source['param']),
  };
}

/** After parsing, which undoes the escapes that a key may hide in. */
function redacted(envelope: Envelope, redact: (text: string) => string): Envelope {
  const clean = (text: string | null) => (text === null ? null : redact(text));
  const { message, code, type, param } = envelope;
  return { message: clean(message), code: clean(code), type: clean(type), param: clean(param) };
}

function complaintsOf(details: readonly unknown[]): string | null {
  const said = details
    .filter(isObject)
    .map((each) => toText(each['msg']))
    .filter((each) => each !== null);
  return said.length > 0 ? said.join('; ') : null;
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
