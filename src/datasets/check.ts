import { Slices } from '../api/slices';
import { type Method, exampleOf, methodOf } from './example';
import { type Line, splitLines } from './lines';
import { isLong, longValueOf, valueOf } from './lineValue';

/** What is wrong with a line; it counts from 1. */
export interface LineProblem {
  readonly line: number;
  readonly reason: string;
}

/** A data file as read. */
export interface DatasetReport {
  readonly method: Method;
  /** Lines that are good examples. */
  readonly examples: number;
  /** The first {@link mostListed}; `problemCount` counts them all. */
  readonly problems: readonly LineProblem[];
  readonly problemCount: number;
  /** Whether the file was given up after {@link mostBroken} broken lines, else it was read to its end. */
  readonly isStopped: boolean;
}

/** OpenAI's own minimum for a training file. */
export const fewestExamples = 10;
export const mostListed = 1_000;
/** Broken lines after which the rest of a file is not read: it is something else. */
export const mostBroken = 10_000;
/** Bytes between two looks at the clock; a line takes as long as some bytes more. */
const stretch = 50_000;
const lineCost = 100;

export interface CheckOptions {
  readonly signal?: AbortSignal;
  /** Called now and then with the bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Reads a file line by line, never whole, in slices, and reports every line that is no example; at most
 * {@link mostBroken} of them. Blank lines are passed over. Rejects on abort and when the file cannot be read, never
 * for what is in it.
 */
export async function checkDataset(
  chunks: AsyncIterable<Uint8Array>,
  { signal, onProgress }: CheckOptions = {},
): Promise<DatasetReport> {
  const slices = new Slices(signal);
  const tally = new Tally();
  let bytesRead = 0;
  for await (const { lines, length } of splitLines(chunks)) {
    signal?.throwIfAborted();
    let work = 0;
    for (const line of lines) {
      if (isLong(line)) await tally.addLong(line, signal);
      else tally.add(line);
      if (tally.isStopped) return tally.report();
      work += (line.bytes?.length ?? 0) + lineCost;
      if (work < stretch) continue;
      work = 0;
      if (slices.isSpent) await slices.rest();
    }
    if (slices.isSpent) await slices.rest();
    onProgress?.((bytesRead += length));
  }
  return tally.report();
}

/** What has been found so far. */
class Tally {
  private readonly problems: LineProblem[] = [];
  private problemCount = 0;
  private examples = 0;
  private method: Method | null = null;

  get isStopped(): boolean {
    return this.problemCount >= mostBroken;
  }

  report(): DatasetReport {
    const { examples, problems, problemCount, isStopped } = this;
    return { method: this.method ?? 'supervised', examples, problems, problemCount, isStopped };
  }

  add(line: Line): void {
    try {
      this.take(valueOf(line));
    } catch (error) {
      this.note(line, error);
    }
  }

  async addLong(line: Line, signal: AbortSignal | undefined): Promise<void> {
    try {
      this.take(await longValueOf(line, signal));
    } catch (error) {
      signal?.throwIfAborted();
      this.note(line, error);
    }
  }

  private take(value: unknown): void {
    if (value === undefined) return;
    this.method ??= methodOf(value);
    exampleOf(value, this.method);
    this.examples++;
  }

  /** Whatever was thrown, it is the problem of this line alone. */
  private note({ number }: Line, error: unknown): void {
    this.problemCount++;
    const reason = error instanceof Error ? error.message : String(error);
    if (this.problems.length < mostListed) this.problems.push({ line: number, reason });
  }
}

/** What keeps a provider from taking the file, in one sentence; null: nothing that could be seen. */
export function datasetProblem(
  { examples, problemCount, problems, isStopped }: DatasetReport,
  fewest = fewestExamples,
): string | null {
  const [first] = problems;
  if (first !== undefined) {
    const count = problemCount === 1 ? '1 broken line' : `${problemCount.toLocaleString('en')} broken lines`;
    const stopped = isStopped ? 'stopped after ' : '';
    return `${stopped}${count}, the first is line ${String(first.line)}: ${first.reason}`;
  }
  if (examples >= fewest) return null;
  return `${String(examples)} ${examples === 1 ? 'example' : 'examples'}, and providers want at least ${String(fewest)}`;
}
