import type { ServerResponse } from 'node:http';

/** A response of server-sent events, as OpenAI sends them: JSON documents, and `[DONE]` at the end. */
export interface EventStream {
  /** False once the client has disconnected. */
  readonly isOpen: boolean;
  send(data: unknown): void;
  end(): void;
}

export function openEventStream(response: ServerResponse): EventStream {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.flushHeaders();
  return {
    get isOpen() {
      return !response.destroyed && !response.writableEnded;
    },
    send(data) {
      response.write(`data: ${JSON.stringify(data)}\n\n`);
    },
    end() {
      response.end('data: [DONE]\n\n');
    },
  };
}
