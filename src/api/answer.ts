import { ApiError, type RequestFacts, UnexpectedAnswerError } from './errors';
import { isObject, toNumber, toText } from './wire';

const longestExcerpt = 1_000;
const longestMessage = 2_000;

/** Headers in which providers name a request, most specific first. */
const requestIdHeaders = ['x-request-id', 'apim-request-id', 'x-ms-request-id', 'cf-ray'];

export function requestIdOf(response: Response): string | null {
  for (const name of requestIdHeaders) {
    const id = response.headers.get(name);
    if (id) return id;
  }
  return null;
}

/** JSON, or an error that says what came instead. An empty answer (204) is null. */
export function parseAnswer(body: string, response: Response, request: RequestFacts): unknown {
  if (body.trim() === '' && response.status === 204) return null;
  try {
    return JSON.parse(body) as unknown;
  } catch (cause) {
    const isHtml = /^\s*(<!doctype|<html)/i.test(body);
    const what = isHtml ? 'a web page instead of JSON' : body.trim() === '' ? 'nothing' : 'broken JSON';
    throw new UnexpectedAnswerError(
      `The server answered with ${what}`,
      request,
      body.slice(0, longestExcerpt),
      requestIdOf(response),
      { cause },
    );
  }
}

/** The error that a refusing answer stands for, whatever envelope it came in. */
export function toApiError(body: string, response: Response, request: RequestFacts, now: number): ApiError {
  const envelope = readEnvelope(body);
  return new ApiError(envelope.message?.slice(0, longestMessage) ?? describeStatus(response), request, {
    ...envelope,
    status: response.status,
    requestId: requestIdOf(response),
    retryAfter: retryAfterOf(response, now),
  });
}

/** A redirect is not followed: the key is for the origin it was saved for. */
export function toRedirectError(response: Response, request: RequestFacts): ApiError {
  const target = response.headers.get('location');
  const where = target === null ? 'elsewhere' : `to ${target}`;
  return new ApiError(
    `The server redirects ${where}: set the connection's base URL to its final address`,
    request,
    {
      status: response.status === 0 ? 302 : response.status,
      requestId: requestIdOf(response),
    },
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
  if (typeof error === 'string') return { ...none, message: error };
  if (Array.isArray(detail)) {
    const said = detail
      .filter(isObject)
      .map((each) => toText(each['msg']))
      .filter((each) => each !== null);
    return { ...none, message: said.length > 0 ? said.join('; ') : null };
  }
  const source = isObject(error) ? error : isObject(detail) ? detail : json;
  return {
    message: toText(source['message']) ?? (typeof detail === 'string' ? detail : null),
    code: toText(source['code']),
    type: toText(source['type']),
    param: toText(source['param']),
  };
}

function describeStatus(response: Response): string {
  return `The server answered ${String(response.status)}${response.statusText ? ` ${response.statusText}` : ''}`;
}

/** `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3). Milliseconds. */
function retryAfterOf(response: Response, now: number): number | null {
  const milliseconds = toNumber(response.headers.get('retry-after-ms'));
  if (milliseconds !== null && milliseconds >= 0) return milliseconds;
  const header = response.headers.get('retry-after');
  const seconds = toNumber(header);
  if (seconds !== null) return seconds >= 0 ? seconds * 1000 : null;
  const date = header === null ? NaN : Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
