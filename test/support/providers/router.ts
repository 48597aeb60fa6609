import type { ServerResponse } from 'node:http';
import { type Handler, type Received, sendJson, startServer, type TestServer } from '../httpServer';

export type Answer = (request: Received, response: ServerResponse, ids: string[]) => void | Promise<void>;

/** A provider as its documentation describes it: its responses, and how it refuses. */
export interface Provider {
  /** Where its API begins, below the origin. */
  readonly root: string;
  /** `GET /fine_tuning/jobs/:id` and the response; a path is below the root, unless it begins with `//`. */
  readonly routes: Readonly<Record<string, Answer>>;
  readonly isAuthorized: (request: Received) => boolean;
  readonly refuse: (response: ServerResponse, status: number, message: string) => void;
  /** As it keeps them on its wire: a test changes one as the provider does by itself, or adds what was started elsewhere. */
  readonly jobs: Record<string, unknown>[];
}

export type ProviderServer = TestServer & { readonly baseUrl: string };

export async function startProvider(provider: Provider): Promise<ProviderServer> {
  const server = await startServer(router(provider));
  return { ...server, baseUrl: server.origin + provider.root };
}

function router(provider: Provider): Handler {
  const routes = Object.entries(provider.routes).map(([route, answer]) => {
    const [method = '', path = ''] = route.split(' ');
    const whole = path.startsWith('//') ? path.slice(1) : provider.root + path;
    const pattern = whole.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:id/g, '([^/:]+)');
    return { method, pattern: new RegExp(`^${pattern}$`), answer };
  });
  return async (request, response) => {
    if (!provider.isAuthorized(request)) {
      provider.refuse(response, 401, 'Wrong key');
      return;
    }
    for (const { method, pattern, answer } of routes) {
      const match = method === request.method ? pattern.exec(request.path) : null;
      if (match === null) continue;
      await answer(request, response, match.slice(1).map(decodeURIComponent));
      return;
    }
    provider.refuse(response, 404, `Nothing at ${request.method} ${request.path}`);
  };
}

export const bearerKey = ({ headers }: Received): boolean => headers.authorization === 'Bearer sk-test-key';

export function refuseLikeOpenai(response: ServerResponse, status: number, message: string): void {
  sendJson(response, { error: { message, type: 'invalid_request_error', param: null, code: null } }, status);
}

/** Answers with the item of this id, or says that there is none. */
export function oneOf<T>(
  items: readonly T[],
  isIt: (item: T, id: string) => boolean,
  refuse: Provider['refuse'],
  then: (item: T, request: Received) => unknown = (item) => item,
): Answer {
  return async (request, response, [id = '']) => {
    const item = items.find((each) => isIt(each, id));
    if (item === undefined) refuse(response, 404, `No such thing: ${id}`);
    else sendJson(response, await then(item, request));
  };
}
