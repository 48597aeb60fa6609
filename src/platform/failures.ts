import type { RequestError } from '../api/http/errors';
import {
  ApiError,
  InvalidRequestError,
  NetworkError,
  TimeoutError,
  InvalidResponseError,
  maxRetryAfter,
} from '../api/http/errors';
import { EngineError } from './engineError';

/** An error as people read it: what happened, and what to do about it. */
export interface Failure {
  readonly kind:
    | 'unauthorized'
    | 'forbidden'
    | 'offline'
    | 'limited'
    | 'missing'
    | 'server'
    | 'request'
    | 'unexpected'
    /** Nothing was sent: this provider cannot do it, or what was to be sent is not allowed. */
    | 'invalid'
    | 'engineStopped';
  /** What happened, one sentence without a full stop. */
  readonly summary: string;
  /** What to do next, one sentence; null where nothing better than trying again is known. */
  readonly advice: string | null;
  readonly requestId: string | null;
}

/** Sorts any error; the words of a server come through verbatim. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ApiError) return fromApi(error);
  const summary = trimmed(error instanceof Error ? error.message : String(error));
  if (error instanceof NetworkError || error instanceof TimeoutError) {
    return {
      kind: 'offline',
      summary,
      advice: `Check the connection's address (${hostOf(error)}), the network and the proxy.`,
      requestId: null,
    };
  }
  if (error instanceof InvalidResponseError) {
    return {
      kind: 'unexpected',
      summary,
      advice:
        "Check that the connection's base URL is the API's address, usually ending in /v1, and its dialect the right one.",
      requestId: error.requestId,
    };
  }
  if (error instanceof EngineError) {
    return { kind: 'engineStopped', summary, advice: null, requestId: null };
  }
  const kind = error instanceof InvalidRequestError ? 'invalid' : 'request';
  return { kind, summary, advice: null, requestId: null };
}

function fromApi(error: ApiError): Failure {
  const { requestId, status } = error;
  const summary = trimmed(error.message);
  if (status === 401) {
    return { kind: 'unauthorized', summary, advice: 'Set the API key of this connection again.', requestId };
  }
  if (status === 403) {
    return {
      kind: 'forbidden',
      summary,
      advice: 'The key is valid but may not do this: check its permissions, organization and project.',
      requestId,
    };
  }
  if (status === 404)
    return { kind: 'missing', summary, advice: 'It may have been deleted: refresh.', requestId };
  if (status === 429) {
    const wait = error.retryAfter === null ? 'a little' : pauseOf(error.retryAfter);
    return {
      kind: 'limited',
      summary,
      advice: `The provider limits requests or credit: wait ${wait}, then try again.`,
      requestId,
    };
  }
  if (status >= 500) {
    return {
      kind: 'server',
      summary,
      advice:
        error.retryAfter === null
          ? 'The provider has a problem: try again in a little while.'
          : `The provider has a problem: wait ${pauseOf(error.retryAfter)}, then try again.`,
      requestId,
    };
  }
  return { kind: 'request', summary, advice: null, requestId };
}

/** Milliseconds in words. A server that wants days gets an hour, see {@link longestRetryAfter}. */
function pauseOf(milliseconds: number): string {
  if (milliseconds >= maxRetryAfter) return 'an hour (the longest pause that is kept)';
  return `${String(Math.ceil(milliseconds / 1000))} s`;
}

function hostOf(error: RequestError): string {
  return URL.canParse(error.request.url) ? new URL(error.request.url).host : error.request.url;
}

function trimmed(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** One line: what was attempted, what happened, what to do. */
export function describeError(attempt: string, failure: Failure): string {
  const id = failure.requestId === null ? '' : ` (request ${failure.requestId})`;
  return `${attempt}: ${failure.summary}${id}.${failure.advice === null ? '' : ` ${failure.advice}`}`;
}
