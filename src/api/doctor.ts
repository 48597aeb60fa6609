import { t } from '@vscode/l10n';
import { type ClientOptions, FineTuningClient } from './client';
import { adviceOnAddress } from './dialects/address';
import { capabilityNames, capabilityTitles } from './dialects/capabilities';
import { isLoopback } from './http/addresses';
import {
  ApiError,
  InvalidRequestError,
  InvalidResponseError,
  NetworkError,
  NoKeyError,
  TimeoutError,
} from './http/errors';
import { isCertificateCode } from './http/networkError';
import type { Exchange, RequestOptions } from './http/transport';
import { withoutStop } from './http/withoutStop';
import type { Page } from './paging/pages';
import type { FineTuningJob } from './wire/job';

/** In the order in which they come. */
export type CheckName = 'address' | 'certificate' | 'key' | 'endpoint' | 'jobs' | 'capabilities' | 'clock';

/** One finding about a connection. */
export interface Check {
  readonly name: CheckName;
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, in a sentence. */
  readonly detail: string;
  /** What to change; null where nothing is to be done. */
  readonly advice: string | null;
  /** What the provider cannot do; only of `capabilities`. */
  readonly missing?: readonly Missing[];
}

interface Missing {
  readonly title: string;
  /** A sentence. */
  readonly reason: string;
}

/** Seconds that two clocks may differ before signatures, expiries and ages go wrong. */
const tolerableSkew = 60;

/**
 * Looks a connection over, one finding after the other, by listing one job. Every name comes once, in the order of
 * {@link CheckName}; what an earlier failure makes impossible to know is skipped. Throws only the signal's reason.
 */
export async function* diagnose(
  options: ClientOptions,
  request: RequestOptions = {},
): AsyncGenerator<Check, void, undefined> {
  const seen: { exchange: Exchange | null; hasKey: boolean } = { exchange: null, hasKey: false };
  const client = new FineTuningClient({
    ...options,
    retries: 0,
    key: async () => {
      const key = await options.key();
      seen.hasKey = key !== undefined;
      return key;
    },
    onExchange: (exchange) => {
      seen.exchange = exchange;
      options.onExchange?.(exchange);
    },
  });
  const startedAt = client.clock.now();
  const result = await listOne(client, request);
  const { exchange, hasKey } = seen;
  yield checkAddress(options, result, exchange);
  yield checkCertificate(options, result, exchange);
  yield checkKey(options, result, hasKey);
  yield checkEndpoint(options, result);
  yield checkJobs(result);
  yield checkCapabilities(client);
  yield checkClock(exchange, (startedAt + client.clock.now()) / 2);
}

type Result = { readonly page: Page<FineTuningJob> } | { readonly error: unknown };

async function listOne(client: FineTuningClient, request: RequestOptions): Promise<Result> {
  try {
    return { page: await client.jobs.list({ limit: 1 }, request).first() };
  } catch (error) {
    request.signal?.throwIfAborted();
    return { error };
  }
}

const check = (
  name: CheckName,
  state: Check['state'],
  detail: string,
  advice: string | null = null,
): Check => ({
  name,
  state,
  detail,
  advice,
});

function checkAddress(options: ClientOptions, result: Result, exchange: Exchange | null): Check {
  const { host } = new URL(options.connection.baseUrl);
  if (exchange?.status != null) return check('address', 'ok', t('{0} responds.', host));
  const error = 'error' in result ? result.error : null;
  if (error instanceof NetworkError && isCertificateCode(error.code)) {
    return check('address', 'ok', t('{0} is there.', host));
  }
  if (error instanceof InvalidRequestError) {
    return check('address', 'skipped', t('Nothing was sent: {0}.', withoutStop(error.message)));
  }
  const what = error instanceof Error ? error.message : t('No response came');
  const general =
    error instanceof TimeoutError
      ? t('Check the address, the VPN and the proxy setting (http.proxy).')
      : t(
          'Check the base URL for typing errors, and whether this machine is online or needs a proxy (http.proxy).',
        );
  const advice = ownAdvice(options, 'address', general);
  return check('address', 'failed', t('{0} does not respond: {1}.', host, what), advice);
}

/** What an error says, as a sentence of its own. */
function sentence(message: string): string {
  return t({
    message: '{0}.',
    args: [withoutStop(message)],
    comment: 'What an error says, with its full stop',
  });
}

function checkCertificate({ connection }: ClientOptions, result: Result, exchange: Exchange | null): Check {
  const url = new URL(connection.baseUrl);
  if (url.protocol === 'http:') {
    return isLoopback(url.hostname)
      ? check('certificate', 'skipped', t('The connection does not leave this machine.'))
      : check(
          'certificate',
          'warning',
          t('The connection is not encrypted: the key can be read on its way.'),
          t('Use https.'),
        );
  }
  if (exchange?.status != null) return check('certificate', 'ok', t('The certificate is valid.'));
  const error = 'error' in result ? result.error : null;
  if (!(error instanceof NetworkError) || !isCertificateCode(error.code)) {
    return check('certificate', 'skipped', t('There was no response to judge it by.'));
  }
  return check(
    'certificate',
    'failed',
    sentence(error.message),
    t(
      'Add the authority to this system’s certificates (http.systemCertificates), or fix the server’s certificate.',
    ),
  );
}

/**
 * The provider's own mistakes come first: an address that is not that of its API is the reason for whatever fails; what
 * is usual there is said after what holds everywhere.
 */
function ownAdvice(
  { connection, dialect }: ClientOptions,
  check: 'address' | 'key' | 'endpoint',
  general: string,
): string {
  const own = dialect.advice?.[check];
  return adviceOnAddress(dialect, connection.baseUrl) ?? (own === undefined ? general : `${general} ${own}`);
}

function checkKey(options: ClientOptions, result: Result, hasKey: boolean): Check {
  const error = 'error' in result ? result.error : null;
  const isPrinted = options.connection.tokenCommand !== undefined;
  if (error instanceof NoKeyError) {
    const advice = isPrinted
      ? t('Run the command in a terminal to see all that it says, or correct tokenCommand in the settings.')
      : t('Set the API key of this connection.');
    const { connection, dialect } = options;
    const elsewhere = adviceOnAddress(dialect, connection.baseUrl);
    return check('key', 'failed', sentence(error.message), elsewhere ?? advice);
  }
  if (error instanceof InvalidRequestError) {
    return check(
      'key',
      'failed',
      sentence(error.message),
      t('Set the API key again, without spaces and line breaks.'),
    );
  }
  if (error instanceof ApiError && error.status === 401) {
    return hasKey
      ? check(
          'key',
          'failed',
          t('The key was refused: {0}', error.message),
          ownAdvice(
            options,
            'key',
            isPrinted
              ? t(
                  'Log in again with the program that prints the key, or correct tokenCommand in the settings.',
                )
              : t('Set the key that belongs to this address.'),
          ),
        )
      : check(
          'key',
          'failed',
          t('The server wants a key, and there is none.'),
          t('Set the API key of this connection.'),
        );
  }
  if (error instanceof ApiError && error.status === 403) {
    return check(
      'key',
      'failed',
      t('The key is known, but may not list jobs: {0}', error.message),
      ownAdvice(
        options,
        'key',
        t('Give the key permission for fine-tuning, or set organization and project.'),
      ),
    );
  }
  if (error === null || (error instanceof ApiError && error.status === 429)) {
    return check('key', 'ok', hasKey ? t('The key is accepted.') : t('The server asks for no key.'));
  }
  return check('key', 'skipped', t('The server did not get to the key.'));
}

function checkEndpoint(options: ClientOptions, result: Result): Check {
  const error = 'error' in result ? result.error : null;
  if (error === null) return check('endpoint', 'ok', t('Fine-tuning jobs are there.'));
  if (error instanceof InvalidResponseError) {
    return check('endpoint', 'failed', sentence(error.message), adviceOnPath(options));
  }
  if (!(error instanceof ApiError))
    return check('endpoint', 'skipped', t('There was no response to judge it by.'));
  if (error.status === 404 || error.status === 405 || error.status === 501) {
    const detail = t('There are no fine-tuning jobs at {0}: {1}', error.request.url, error.message);
    return check('endpoint', 'failed', detail, adviceOnPath(options));
  }
  if (error.status < 400)
    return check('endpoint', 'failed', sentence(error.message), t('Correct the base URL.'));
  if (error.status === 429) {
    return check(
      'endpoint',
      'warning',
      t('The server is busy: {0}', error.message),
      t('Try again in a while.'),
    );
  }
  if (error.status >= 500) {
    return check(
      'endpoint',
      'failed',
      t('The server failed: {0}', error.message),
      t('Try again in a while.'),
    );
  }
  if (error.status === 401 || error.status === 403) {
    return check('endpoint', 'skipped', t('It cannot be known before the key is accepted.'));
  }
  return check('endpoint', 'failed', error.message, t('Check dialect and API version of the connection.'));
}

function adviceOnPath(options: ClientOptions): string {
  const hasVersion = /\/v\d/.test(new URL(options.connection.baseUrl).pathname);
  const general = hasVersion
    ? t('Check the path of the base URL, and whether the dialect is that of this server.')
    : t('The base URL may lack its path: most end in /v1. Check also the dialect.');
  return ownAdvice(options, 'endpoint', general);
}

function checkJobs(result: Result): Check {
  if ('error' in result) return check('jobs', 'skipped', t('They could not be listed.'));
  const { items, unreadable, cursor, total } = result.page;
  const here = items.length + unreadable.length;
  const count = total ?? here;
  const reported = jobsText(count, total === null && cursor !== null);
  if (unreadable.length === 0) return check('jobs', 'ok', reported);
  const problem = unreadable[0]?.problems.join('; ') ?? '';
  return check(
    'jobs',
    'warning',
    t('{0} The newest cannot be read: {1}.', reported, problem),
    t('Check the dialect.'),
  );
}

function jobsText(count: number, isMore: boolean): string {
  if (isMore) return count === 1 ? t('At least 1 job.') : t('At least {0} jobs.', count);
  return count === 1 ? t('1 job.') : t('{0} jobs.', count);
}

function checkCapabilities({ capabilities }: FineTuningClient): Check {
  const missing = capabilityNames.flatMap((name) => {
    const reason = capabilities[name];
    return reason === true ? [] : [{ title: capabilityTitles[name], reason }];
  });
  if (missing.length === 0) return check('capabilities', 'ok', t('Everything the extension can do.'));
  const counted = missing.length === 1 ? t('All but one thing.') : t('All but {0} things.', missing.length);
  return { ...check('capabilities', 'ok', counted), missing };
}

function checkClock(exchange: Exchange | null, now: number): Check {
  if (exchange?.status == null) return check('clock', 'skipped', t('There was no response to judge it by.'));
  if (exchange.serverTime === null)
    return check('clock', 'skipped', t('The server does not report its time.'));
  const skew = Math.round((now - exchange.serverTime) / 1000);
  const reported =
    skew === 0
      ? t('This machine and the server agree on the time.')
      : skew < 0
        ? t('This machine is {0} s behind the server.', -skew)
        : t('This machine is {0} s ahead of the server.', skew);
  if (Math.abs(skew) <= tolerableSkew) return check('clock', 'ok', reported);
  return check(
    'clock',
    'warning',
    reported,
    t('Set this machine’s clock: ages and remaining times are wrong otherwise.'),
  );
}
