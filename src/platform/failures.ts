import { t } from '@vscode/l10n';
import type { RequestError } from '../api/http/errors';
import {
  ApiError,
  InvalidRequestError,
  InvalidResponseError,
  maxRetryAfter,
  NetworkError,
  NoKeyError,
  TimeoutError,
} from '../api/http/errors';
import { withoutStop } from '../api/http/withoutStop';
import { EngineError } from './engineError';
import { GoneFileError } from './goneFileError';

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
    /** Nothing was sent: the key could not be had. */
    | 'keyless'
    | 'engineStopped';
  /** What happened, one sentence without a full stop. */
  readonly summary: string;
  /** What to do next, one sentence; null where nothing better than trying again is known. */
  readonly advice: string | null;
  readonly requestId: string | null;
}

const addressAdvice = t(
  "Check that the connection's base URL is the API's address, usually ending in /v1, and its dialect the right one.",
);

/** Of a list: one that is missing was never there. */
export function toListFailure(error: unknown): Failure {
  const failure = toFailure(error);
  return failure.kind === 'missing' ? { ...failure, advice: addressAdvice } : failure;
}

/** Sorts any error; the words of a server come through verbatim. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ApiError) return fromApi(error);
  const summary = trimmed(error instanceof Error ? error.message : String(error));
  if (error instanceof NetworkError || error instanceof TimeoutError) {
    return {
      kind: 'offline',
      summary,
      advice: t("Check the connection's address ({0}), the network and the proxy.", hostOf(error)),
      requestId: null,
    };
  }
  if (error instanceof InvalidResponseError) {
    return {
      kind: 'unexpected',
      summary,
      advice: addressAdvice,
      requestId: error.requestId,
    };
  }
  if (error instanceof EngineError) {
    return { kind: 'engineStopped', summary, advice: null, requestId: null };
  }
  if (error instanceof GoneFileError) {
    const advice = t('Use the file on this machine: choose it when you clone the job, or upload it again.');
    return { kind: 'missing', summary, advice, requestId: null };
  }
  if (error instanceof NoKeyError) {
    const advice = t('Check the connection: that says where its key comes from, and what to change.');
    return { kind: 'keyless', summary, advice, requestId: null };
  }
  const kind = error instanceof InvalidRequestError ? 'invalid' : 'request';
  return { kind, summary, advice: null, requestId: null };
}

function fromApi(error: ApiError): Failure {
  const { requestId, status } = error;
  const summary = trimmed(error.message);
  if (error.request.isSigned === true && status < 500) {
    const advice = t('What the provider signs is valid for a while only: try again.');
    return { kind: 'request', summary, advice, requestId };
  }
  if (status === 401) {
    return {
      kind: 'unauthorized',
      summary,
      advice: t('Set the API key of this connection again.'),
      requestId,
    };
  }
  if (status === 403) {
    return {
      kind: 'forbidden',
      summary,
      advice: t('The key is valid but may not do this: check its permissions, organization and project.'),
      requestId,
    };
  }
  if (status === 404) {
    // What was typed and what was never there are no reason to refresh.
    const advice = error.code === 'model_not_found' ? null : t('It may have been deleted: refresh.');
    return { kind: 'missing', summary, advice, requestId };
  }
  if (status === 429) {
    return { kind: 'limited', summary, advice: limitAdvice(error.retryAfter), requestId };
  }
  if (status >= 500) {
    return { kind: 'server', summary, advice: serverAdvice(error.retryAfter), requestId };
  }
  return { kind: 'request', summary, advice: null, requestId };
}

/** @param pause milliseconds; a server that wants days gets an hour, see {@link maxRetryAfter} */
function limitAdvice(pause: number | null): string {
  if (pause === null) return t('The provider limits requests or credit: wait a little, then try again.');
  return pause >= maxRetryAfter
    ? t(
        'The provider limits requests or credit: wait an hour (the longest pause that is kept), then try again.',
      )
    : t('The provider limits requests or credit: wait {0} s, then try again.', Math.ceil(pause / 1000));
}

/** @param pause as for {@link limitAdvice} */
function serverAdvice(pause: number | null): string {
  if (pause === null) return t('The provider has a problem: try again in a little while.');
  return pause >= maxRetryAfter
    ? t('The provider has a problem: wait an hour (the longest pause that is kept), then try again.')
    : t('The provider has a problem: wait {0} s, then try again.', Math.ceil(pause / 1000));
}

function hostOf(error: RequestError): string {
  return URL.canParse(error.request.url) ? new URL(error.request.url).host : error.request.url;
}

function trimmed(message: string): string {
  const line = withoutStop(message.replace(/\s+/g, ' '));
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** One line: what was attempted, what happened, what to do. */
export function describeError(attempt: string, failure: Failure): string {
  const { summary, requestId, advice } = failure;
  const happened =
    requestId === null
      ? t('{0}: {1}.', attempt, summary)
      : t('{0}: {1} (request {2}).', attempt, summary, requestId);
  return advice === null ? happened : `${happened} ${advice}`;
}
