import { createReadStream } from 'node:fs';
import { appendFile, open, truncate } from 'node:fs/promises';

import * as z from 'zod';

/** What a job tells on its way. Source: OpenAI's `FineTuningJobEvent`; `created_at` in seconds. */
export const JobEvent = z.object({
  created_at: z.int(),
  level: z.enum(['info', 'warn', 'error']),
  message: z.string(),
  type: z.enum(['message', 'metrics']),
  data: z.record(z.string(), z.unknown()),
});
export type JobEvent = z.infer<typeof JobEvent>;

/** An event and its place in the log, counted from 0. */
export interface LoggedEvent {
  readonly index: number;
  readonly event: JobEvent;
}

const newline = 0x0a;

/**
 * A job's events, one JSON document a line. Only the offsets of the lines are held in memory. What a kill left
 * of a last line is cut off when the log is opened; a line that cannot be read is passed over.
 */
export class EventLog {
  /** Where each line begins, and at the end where the next one will. */
  private readonly offsets = [0];
  private readonly listeners = new Set<(logged: LoggedEvent) => void>();
  private waiting: Buffer[] = [];
  private writing: Promise<void> = Promise.resolve();

  private constructor(private readonly path: string) {}

  static async open(path: string): Promise<EventLog> {
    await appendFile(path, '', { mode: 0o600 });
    const log = new EventLog(path);
    await log.index();
    return log;
  }

  get length(): number {
    return this.offsets.length - 1;
  }

  /** At once visible to readers; written in the background, in order. */
  append(event: JobEvent): void {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    const index = this.length;
    this.offsets.push(this.offset(index) + line.length);
    this.waiting.push(line);
    if (this.waiting.length === 1) {
      this.writing = this.writing.then(() => this.write());
      // A full disk is reported to whoever reads or flushes the log; until then nobody waits for it.
      this.writing.catch(() => undefined);
    }
    for (const listener of this.listeners) listener({ index, event });
  }

  /** Calls `listener` for each event from now on, until what it returns is called. */
  onAppend(listener: (logged: LoggedEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The events from index `start` to before `end`, oldest first. */
  async read(start: number, end: number): Promise<LoggedEvent[]> {
    await this.flush();
    const from = this.offset(start);
    const bytes = await readRange(this.path, from, this.offset(end) - from);
    const lines = bytes.toString('utf8').split('\n').slice(0, -1);
    return lines.flatMap((line, index) => logged(line, start + index));
  }

  /** All events, oldest first, some hundred in memory at a time. */
  async *readAll(): AsyncGenerator<LoggedEvent> {
    const step = 500;
    for (let start = 0; start < this.length; start += step) {
      yield* await this.read(start, Math.min(start + step, this.length));
    }
  }

  /** The newest event that `matches`, or undefined. */
  async findLast(matches: (event: JobEvent) => boolean): Promise<JobEvent | undefined> {
    const step = 100;
    for (let end = this.length; end > 0; end -= step) {
      const events = await this.read(Math.max(0, end - step), end);
      const found = events.findLast(({ event }) => matches(event));
      if (found) return found.event;
    }
    return undefined;
  }

  /** Waits until all that was appended is in the file. */
  async flush(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    const lines = this.waiting;
    this.waiting = [];
    await appendFile(this.path, Buffer.concat(lines));
  }

  private async index(): Promise<void> {
    let size = 0;
    for await (const chunk of createReadStream(this.path)) {
      // A stream without an encoding gives buffers.
      const bytes = chunk as Buffer;
      for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
        this.offsets.push(size + at + 1);
      }
      size += bytes.length;
    }
    const whole = this.offset(this.length);
    if (size > whole) await truncate(this.path, whole);
  }

  private offset(index: number): number {
    const offset = this.offsets[index];
    if (offset === undefined) throw new RangeError(`there is no event ${String(index)}`);
    return offset;
  }
}

async function readRange(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, from);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function logged(line: string, index: number): LoggedEvent[] {
  try {
    return [{ index, event: JobEvent.parse(JSON.parse(line)) }];
  } catch {
    return [];
  }
}
