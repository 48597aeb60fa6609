import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { proofFor } from './challenge';
import { refuseForeign, requireKey } from './guards';
import { HttpError } from './httpError';
import { challengePath } from './proof';
import { ApiRequest, findRoute, responseSent, type Route } from './router';

/** The engine's HTTP server, not yet listening. Every response has OpenAI's headers, every failure its envelope. */
export function createApiServer(routes: readonly Route[], apiKey: string): Server {
  const server = createServer((incoming, response) => {
    const began = performance.now();
    response.setHeader('x-request-id', `req_${randomBytes(16).toString('hex')}`);
    respond(routes, apiKey, incoming, response, began).catch((error: unknown) => {
      sendFailure(error, incoming, response, began);
    });
  });
  // A big file may take its time; the headers may not.
  server.requestTimeout = 0;
  server.headersTimeout = 10_000;
  return server;
}

async function respond(
  routes: readonly Route[],
  apiKey: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  began: number,
): Promise<void> {
  refuseForeign(incoming);
  const { pathname, query } = targetOf(incoming);
  if (pathname === challengePath && incoming.method === 'GET') {
    sendJson(response, 200, proofFor(query, apiKey, incoming.socket.localPort), began);
    return;
  }
  requireKey(incoming, apiKey);
  const { handler, params } = findRoute(routes, incoming.method ?? '', pathname);
  const result: unknown = await handler(new ApiRequest(incoming, query, params), response);
  if (result !== responseSent) sendJson(response, 200, result, began);
}

function sendFailure(
  error: unknown,
  incoming: IncomingMessage,
  response: ServerResponse,
  began: number,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const known = error instanceof HttpError ? error : new HttpError(500, sentenceFor(error));
  if (known !== error) console.error('engine:', error);
  for (const [name, value] of Object.entries(known.headers)) response.setHeader(name, value);
  drain(incoming);
  sendJson(response, known.status, known.envelope, began);
}

/** Of what is no fault of the request. */
function sentenceFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return 'The engine had an error; see its output.';
  return 'No space is left on the disk of the local engine: free some, and try again.';
}

/** How much of a refused body is still read, so that its sender gets the response: bytes, and milliseconds. */
const drainLimits = { bytes: 64 * 1024 * 1024, timeoutMs: 10_000 };

/** Reads the rest of a body that is still being sent after the response; beyond the limits the connection ends. */
function drain(incoming: IncomingMessage): void {
  if (incoming.complete) return;
  // Not `connection: close`: Node would end the connection with the response, and what is still sent would reset it.
  let left = drainLimits.bytes;
  const end = (): void => {
    incoming.destroy();
  };
  const timer = setTimeout(end, drainLimits.timeoutMs).unref();
  incoming.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
  incoming.on('error', () => undefined); // it was refused already
  incoming.once('close', () => clearTimeout(timer));
  incoming.resume();
}

function sendJson(response: ServerResponse, status: number, body: unknown, began: number): void {
  const text = JSON.stringify(body, null, 2);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'openai-processing-ms': Math.round(performance.now() - began),
    'openai-version': '2020-10-01',
    'openai-organization': 'org-local',
  });
  response.end(text);
}

/** Not `new URL`: a request target such as `//host/path` must not become another host. */
function targetOf({ url = '/' }: IncomingMessage): { pathname: string; query: URLSearchParams } {
  const mark = url.indexOf('?');
  return mark < 0
    ? { pathname: url, query: new URLSearchParams() }
    : { pathname: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}
