import type { ServerResponse } from 'node:http';
import type { Speed } from './answers';

/** Bytes that drip at most: a client that waits for so many would wait for ever. */
const maxDripped = 500;

/** Answers that are on their way, as slowly as they please. Time passes for them in steps. */
export class HeldAnswers {
  private readonly steps = new Set<() => void>();
  /** Answers that dripped to their end, and nobody had given them up. */
  drippedOut = 0;

  get count(): number {
    return this.steps.size;
  }

  /** One step of time: those that drip send a byte. */
  tick(): void {
    for (const step of [...this.steps]) step();
  }

  clear(): void {
    this.steps.clear();
    this.drippedOut = 0;
  }

  hold(response: ServerResponse, step: () => void = () => undefined): void {
    this.steps.add(step);
    response.on('close', () => {
      this.steps.delete(step);
    });
  }

  drip(response: ServerResponse): void {
    let bytes = 0;
    this.hold(response, () => {
      if (++bytes <= maxDripped) response.write(' ');
      else {
        this.drippedOut++;
        response.destroy();
      }
    });
  }
}

/** Sends, or fails to send, at this speed. */
export function deliver(
  speed: Speed,
  body: string | Buffer,
  response: ServerResponse,
  held: HeldAnswers,
): void {
  const half = body.slice(0, Math.ceil(body.length / 2));
  switch (speed) {
    case 'hold':
      held.hold(response);
      return;
    case 'headersThenSilence':
      response.writeHead(200).flushHeaders();
      held.hold(response);
      return;
    case 'partThenSilence':
      response.writeHead(200).write(half);
      held.hold(response);
      return;
    case 'drip':
      response.writeHead(200).write(half);
      held.drip(response);
      return;
    case 'reset':
      response.destroy();
      return;
    case 'resetInHeaders':
      response.socket?.end('HTTP/1.1 20');
      return;
    case 'resetInBody':
      response.writeHead(200).write(half, () => response.destroy());
      return;
    case 'tooShort':
      response.writeHead(200, { 'content-length': String(Buffer.byteLength(body) + 7) });
      response.write(body, () => response.destroy());
      return;
    case 'tooLong':
      response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n${half.toString()}`);
      return;
    case 'badChunk':
      response.socket?.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n[]\r\n0\r\n\r\n');
      return;
    case 'oddStatus':
      response.socket?.end('HTTP/1.1 099 Odd\r\ncontent-length: 2\r\n\r\n[]');
      return;
    case 'early':
      // What is said before the answer: any number of times, and then nothing.
      for (let at = 0; at < 50; at++) response.writeProcessing();
      held.hold(response);
  }
}
