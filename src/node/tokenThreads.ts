import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BatchCounter, BatchTokens } from '../datasets/tokens/batch';
import type { TokenThreadData } from './tokenMessages';

/** Bytes for which one more thread is worth its start. */
const bytesPerThread = 2 * 1024 * 1024;

interface Waiting {
  readonly resolve: (tokens: BatchTokens) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Counts tokens in threads, as many as the machine has cores and the file is large enough for. A thread starts with the
 * first batch that it gets.
 */
export class TokenThreads implements BatchCounter {
  /** Each has one batch more than it works on. */
  readonly width: number;
  private readonly threads: TokenThread[];
  private turn = 0;

  /**
   * @param script of a thread: the bundle of `tokenThread.ts`
   * @param size bytes that are going to be counted
   */
  constructor(script: string, data: TokenThreadData, size: number) {
    const count = Math.min(availableParallelism(), Math.ceil(Math.max(size, 1) / bytesPerThread));
    this.threads = Array.from({ length: count }, () => new TokenThread(script, data));
    this.width = count * 2;
  }

  count(lines: Uint8Array<ArrayBuffer>): Promise<BatchTokens> {
    const thread = this.threads[this.turn++ % this.threads.length];
    return thread === undefined ? Promise.reject(new Error('There is no thread.')) : thread.count(lines);
  }

  dispose(): void {
    for (const thread of this.threads) thread.end(new Error('The counting was ended.'));
  }
}

/** Batches come back in the order in which they were sent. */
class TokenThread {
  private readonly waiting: Waiting[] = [];
  private worker: Worker | undefined;
  private failure: Error | undefined;

  constructor(
    private readonly script: string,
    private readonly data: TokenThreadData,
  ) {}

  count(lines: Uint8Array<ArrayBuffer>): Promise<BatchTokens> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) {
        reject(this.failure);
        return;
      }
      this.waiting.push({ resolve, reject });
      this.started().postMessage(lines, [lines.buffer]);
    });
  }

  end(reason: Error): void {
    this.failure ??= reason;
    for (const { reject } of this.waiting.splice(0)) reject(reason);
    void this.worker?.terminate();
  }

  private started(): Worker {
    return (this.worker ??= this.start());
  }

  private start(): Worker {
    const worker = new Worker(this.script, { workerData: this.data });
    worker.on('message', (tokens: BatchTokens) => {
      this.waiting.shift()?.resolve(tokens);
    });
    worker.on('error', (error: Error) => {
      this.end(error);
    });
    return worker;
  }
}
