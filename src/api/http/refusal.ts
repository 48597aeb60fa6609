import { t } from '@vscode/l10n';
import { ErrorBody, readErrorBody } from '../wire/errorBody';
import { type JsonObject, toNumber } from '../wire/values';
import { ApiError, maxRetryAfter } from './errors';
import type { ResponseFacts } from './response';

const maxMessageLength = 2_000;
/** Characters of the address that a redirect names. */
const maxTargetLength = 1_000;

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
            facts.redact(target).slice(0, maxTargetLength),
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
