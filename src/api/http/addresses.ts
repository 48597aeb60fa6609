import { t } from '@vscode/l10n';
import { InvalidRequestError } from './errors';

type QueryValue = string | number | boolean | null | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

/** A base URL taken apart once: with or without a trailing slash, and with what it may carry as a query. */
export interface Base {
  readonly origin: string;
  /** Without a trailing slash. */
  readonly root: string;
  /** Parameters of the base URL itself, such as `api-version`: sent with every request. */
  readonly query: string;
}

export function parseBase(baseUrl: string): Base {
  const url = new URL(baseUrl);
  return {
    origin: url.origin,
    root: url.origin + url.pathname.replace(/\/+$/, ''),
    query: url.search.replace(/^\?/, ''),
  };
}

/** @param hostname as `URL` gives it; the address that means any, which leads to this machine too, is among them */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])$/.test(plainHost(hostname));
}

/**
 * Numbers that no public network leads to, and names that only a local one knows. Sources: RFC 1918, 3927, 4193, 6598,
 * 6762.
 */
const privateHost =
  /^(?:10\.\d+|172\.(?:1[6-9]|2\d|3[01])|192\.168|169\.254|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+$|^\[f(?:[cd]|e[89ab])[\da-f]{0,2}:|^[^.:]+$|\.(?:local|internal|lan|home\.arpa)$/;

function isPrivate(hostname: string): boolean {
  return privateHost.test(plainHost(hostname));
}

/** Without the dot that ends a whole name, and IPv4 as itself, which IPv6 may hold (RFC 4291, section 2.5.5.2). */
function plainHost(hostname: string): string {
  const halves = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/.exec(hostname);
  if (halves === null) return hostname.replace(/\.$/, '');
  const [high, low] = halves.slice(1).map((half) => parseInt(half, 16));
  return [high, low].flatMap((half = 0) => [half >> 8, half & 255]).join('.');
}

/** Whether what is sent there can be read on its way through networks of others. */
export function isReadableByOthers(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !isNear(hostname);
}

/** Characters of an address that is followed: Google's and Amazon's signed ones have about a thousand. */
const maxLinkLength = 8_192;

/**
 * An address that a server handed out, signed or as a redirect, as it is requested; null for one that is not followed.
 * Over https alone, since it is all it takes to read what is there, unless it is where it comes from; and only a server
 * that is itself on this machine or in its network may name another one there, in tests also without encryption.
 *
 * @param from where it was handed out: a URL or an origin
 */
export function linkOf(from: string, value: string | null): string | null {
  if (value === null || value.length > maxLinkLength || !URL.canParse(value, from)) return null;
  const link = new URL(value, from);
  const { hostname, origin } = new URL(from);
  const isSafe =
    link.protocol === 'https:' ||
    link.origin === origin ||
    (link.protocol === 'http:' && isLoopback(link.hostname) && isLoopback(hostname));
  if (!isSafe || (isNear(link.hostname) && !isNear(hostname))) return null;
  if (link.username !== '' || link.password !== '') return null;
  link.hash = '';
  return link.toString();
}

function isNear(hostname: string): boolean {
  return isLoopback(hostname) || isPrivate(hostname);
}

/** `path` is relative to the base URL, above which a leading `../` leads. Never leads to another origin. */
export function urlOf(base: Base, path: string, query: Query): string {
  const joined = path === '' ? base.root : `${base.root}/${path}`;
  const url = path.startsWith('../') ? new URL(joined).toString() : joined;
  const parameters = new URLSearchParams(base.query);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) parameters.set(name, String(value));
  }
  const encoded = parameters.toString();
  return encoded === '' ? url : `${url}?${encoded}`;
}

/**
 * An id as one segment of a path. Throws an InvalidRequestError for `.` and `..`, which encoded or not would lead to
 * another place (https://url.spec.whatwg.org/#double-dot-path-segment), and for half a surrogate pair.
 */
export function segment(id: string): string {
  const encoded = id === '.' || id === '..' ? '' : encode(id);
  if (encoded === '')
    throw new InvalidRequestError(t('“{0}” cannot be an id', id), { method: 'GET', url: '' });
  return encoded;
}

function encode(id: string): string {
  try {
    return encodeURIComponent(id);
  } catch {
    return ''; // half a surrogate pair has no encoding
  }
}
