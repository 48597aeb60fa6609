import { t } from '@vscode/l10n';
import { isList } from '../wire/values';
import { NetworkError, type RequestFacts } from './errors';

interface Cause {
  readonly message: string;
  /** Whether a byte of the request can have reached the server. */
  readonly mayHaveArrived: boolean;
}

const notSent = (message: string): Cause => ({ message, mayHaveArrived: false });
const brokenOff = (message: string): Cause => ({ message, mayHaveArrived: true });

/** Source: https://nodejs.org/api/errors.html#common-system-errors, #nodejs-error-codes and undici's errors. */
const causes: ReadonlyMap<string, Cause> = new Map([
  ['ENOTFOUND', notSent(t('Unknown host'))],
  ['EAI_AGAIN', notSent(t('The name of the host cannot be looked up: is this machine online?'))],
  ['ECONNREFUSED', notSent(t('Connection refused: nothing listens there'))],
  ['EHOSTUNREACH', notSent(t('The host cannot be reached: is this machine online?'))],
  ['ENETUNREACH', notSent(t('The network cannot be reached: is this machine online?'))],
  ['UND_ERR_CONNECT_TIMEOUT', notSent(t('The host does not respond'))],
  ['ECONNRESET', brokenOff(t('The connection was cut'))],
  ['UND_ERR_SOCKET', brokenOff(t('The connection was cut'))],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', brokenOff(t('The connection was cut'))],
  ['UND_ERR_HEADERS_TIMEOUT', brokenOff(t('The server took the request and did not respond'))],
  ['UND_ERR_BODY_TIMEOUT', brokenOff(t('The server stopped in the middle of its response'))],
  ['EPIPE', brokenOff(t('The connection was cut'))],
  ['ETIMEDOUT', brokenOff(t('The connection timed out'))],
  ['ERR_SSL_WRONG_VERSION_NUMBER', notSent(t('The server does not speak TLS there: should it be http?'))],
  ['CERT_HAS_EXPIRED', notSent(t("The server's certificate has expired"))],
  [
    'CERT_NOT_YET_VALID',
    notSent(t("The server's certificate is not valid yet: is this machine's clock right?")),
  ],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', notSent(t("The server's certificate is self-signed"))],
  ['SELF_SIGNED_CERT_IN_CHAIN', notSent(t("The server's certificate is signed by an unknown authority"))],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', notSent(t("The server's certificate cannot be verified"))],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', notSent(t("The server's certificate cannot be verified"))],
  ['ERR_TLS_CERT_ALTNAME_INVALID', notSent(t("The server's certificate is for another host"))],
]);

/** The codes that speak of a certificate, for the connection doctor. */
export function isCertificateCode(code: string | null): boolean {
  return code !== null && /CERT|SIGNED|SIGNATURE|ALTNAME/.test(code);
}

/** What `fetch` threw, in words. It wraps what really happened in “fetch failed”, so we walk down `cause`. */
export function toNetworkError(
  error: unknown,
  request: RequestFacts,
  redact: (text: string) => string,
): NetworkError {
  let innermost: unknown = error;
  for (let depth = 0; depth < 5; depth++) {
    const code = codeOf(innermost);
    const cause = code === null ? undefined : causes.get(code);
    if (cause !== undefined)
      return new NetworkError(cause.message, request, { cause: error, code, ...cause });
    const next = nextCause(innermost);
    if (next === undefined) break;
    innermost = next;
  }
  const message = innermost instanceof Error ? redact(innermost.message) : '';
  const sentence = message === '' ? t('The connection failed') : t('The connection failed: {0}', message);
  return new NetworkError(sentence, request, { cause: error, code: codeOf(innermost) });
}

/** Trying several addresses of one host fails with an AggregateError that has no cause, but errors. */
function nextCause(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  if (error.cause !== undefined) return error.cause;
  return 'errors' in error && isList(error.errors) ? error.errors[0] : undefined;
}

function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}
