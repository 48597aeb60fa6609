import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, open, rename, stat, truncate } from 'node:fs/promises';
import * as z from 'zod';

/** What a job reports while it runs. Source: OpenAI's `FineTuningJobEvent`; `created_at` in seconds. */
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
 * of a last line is cut off when the log is opened; a line that cannot be read is skipped.
 */
export class EventLog {
  /** Where each line begins, and at the end where the next one will. */
  private readonly offsets = [0];
  private readonly listeners = new Set<(logged: LoggedEvent) => void>();
  /** Lines that are not in the file yet, in order. */
  private waiting: Buffer[] = [];
  /** Bytes of the file that hold whole lines: what a failed write left behind them is written over. */
  private kept = 0;
  private writing: Promise<void> | null = null;

  private constructor(private readonly path: string) {}

  static async open(path: string): Promise<EventLog> {
    await setAsideWhatIsNoFile(path);
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
    // A full disk is reported to the caller that flushes the log; until then none waits for it.
    this.write().catch(() => undefined);
    for (const listener of this.listeners) listener({ index, event });
  }

  /** Calls `listener` for each event from now on, until what it returns is called. */
  onAppend(listener: (logged: LoggedEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The events from index `start` to before `end`, oldest first. */
  async read(start: number, end: number): Promise<LoggedEvent[]> {
    await this.flush().catch(() => undefined); // then it is still in memory
    const from = this.offset(start);
    const onDisk = Math.max(0, Math.min(this.offset(end), this.kept) - from);
    const rest = Buffer.concat(this.waiting);
    const inMemory = rest.subarray(Math.max(0, from - this.kept), Math.max(0, this.offset(end) - this.kept));
    const bytes = Buffer.concat([await readRange(this.path, from, onDisk), inMemory]);
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
    await this.write();
  }

  /** Writes what waits, or joins the write under way. What failed once is tried again by the next call. */
  private write(): Promise<void> {
    this.writing ??= this.writeAll().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const lines = [...this.waiting];
      const bytes = Buffer.concat(lines);
      await writeAt(this.path, bytes, this.kept);
      this.kept += bytes.length;
      this.waiting.splice(0, lines.length);
    }
  }

  private async index(): Promise<void> {
    let size = 0;
    for await (const chunk of createReadStream(this.path)) {
      const bytes = chunk as Buffer; // as a stream without an encoding gives
      for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
        this.offsets.push(size + at + 1);
      }
      size += bytes.length;
    }
    const whole = this.offset(this.length);
    if (size > whole) await truncate(this.path, whole);
    this.kept = whole;
  }

  private offset(index: number): number {
    const offset = this.offsets[index];
    if (offset === undefined) throw new RangeError(`there is no event ${String(index)}`);
    return offset;
  }
}

/** All of `bytes` at a place of the file, flushed by the system as it likes. */
async function writeAt(path: string, bytes: Buffer, position: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  } finally {
    await file.close();
  }
}

/** For example a folder in the log's place: it is kept under another name, and the job continues with a new log. */
async function setAsideWhatIsNoFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.isFile()) return;
  const aside = `${path}.kept-${randomBytes(4).toString('hex')}`;
  await rename(path, aside);
  console.error(
    `engine: ${path} is no file; it is kept as ${aside}, and the job goes on without its earlier events`,
  );
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
