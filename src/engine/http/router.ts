import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, notFound } from './httpError';

/** A request that has passed the guards. */
export class ApiRequest {
  constructor(
    readonly incoming: IncomingMessage,
    readonly query: URLSearchParams,
    private readonly params: ReadonlyMap<string, string>,
  ) {}

  /** A part of the path, such as `id` of `/files/:id`. */
  param(name: string): string {
    const value = this.params.get(name);
    if (value === undefined) throw new TypeError(`the route has no :${name}`);
    return value;
  }
}

/** Returned by a handler that has written the response itself. */
export const responseSent = Symbol('responseSent');

/** Returns what to send as JSON with status 200, or `responseSent`; throws an `HttpError` for anything else. */
export type Handler = (request: ApiRequest, response: ServerResponse) => unknown;

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/v1`; a segment that begins with a colon is a parameter. */
  readonly path: string;
  readonly handler: Handler;
}

const base = '/v1';

/** Finds the route; throws a 404 for an unknown path, a 405 for a method that the path does not have. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): { handler: Handler; params: ReadonlyMap<string, string> } {
  const found = routes.flatMap((route) => {
    const params = match(`${base}${route.path}`, pathname);
    return params ? [{ ...route, params }] : [];
  });
  const [first] = found;
  if (!first) throw notFound(`Invalid URL (${method} ${pathname})`, null, 'unknown_url');
  const route = found.find((each) => each.method === method);
  if (route) return route;
  const allow = found.map((each) => each.method).join(', ');
  throw new HttpError(405, `Not allowed to ${method} on ${pathname}.`, null, 'method_not_supported', {
    allow,
  });
}

function match(pattern: string, pathname: string): Map<string, string> | undefined {
  const expected = pattern.split('/');
  const actual = pathname.replace(/\/$/, '').split('/');
  if (expected.length !== actual.length) return undefined;
  const params = new Map<string, string>();
  for (const [index, segment] of expected.entries()) {
    const given = decode(actual[index] ?? '');
    if (segment.startsWith(':') && given) params.set(segment.slice(1), given);
    else if (segment !== given) return undefined;
  }
  return params;
}

/** A segment that is no valid percent-encoding matches nothing. */
function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
