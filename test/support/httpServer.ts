import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as a test's server got it. */
export interface Received {
  readonly method: string;
  /** The path with its query. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly message: IncomingMessage;
  /** The whole body; read once, when requested. */
  body(): Promise<Buffer>;
  json(): Promise<Record<string, unknown>>;
}

export type Handler = (request: Received, response: ServerResponse) => void | Promise<void>;

/** A real HTTP server on loopback, which remembers what it was asked. */
export interface TestServer {
  /** Without a trailing slash and without a path. */
  readonly origin: string;
  readonly requests: Received[];
  readonly sockets: ReadonlySet<Socket>;
  close(): Promise<void>;
}

export async function startServer(handler: Handler): Promise<TestServer> {
  const requests: Received[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((message, response) => {
    const request = toReceived(message);
    requests.push(request);
    Promise.resolve(handler(request, response)).catch((error: unknown) => {
      response.statusCode = 599;
      response.end(String(error));
    });
  });
  server.keepAliveTimeout = 1_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    requests,
    sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function toReceived(message: IncomingMessage): Received {
  const url = new URL(message.url ?? '/', 'http://server');
  let body: Promise<Buffer> | undefined;
  const readBody = async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer); // without an encoding they are buffers
    return Buffer.concat(chunks);
  };
  return {
    method: message.method ?? '',
    url: message.url ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    message,
    body: () => (body ??= readBody()),
    async json() {
      return JSON.parse((await this.body()).toString() || '{}') as Record<string, unknown>;
    },
  };
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_test', ...headers });
  response.end(JSON.stringify(value));
}

/** OpenAI's error envelope. */
export function sendError(
  response: ServerResponse,
  status: number,
  message: string,
  code: string | null = null,
  headers: Record<string, string> = {},
): void {
  sendJson(
    response,
    { error: { message, type: 'invalid_request_error', param: null, code } },
    status,
    headers,
  );
}
