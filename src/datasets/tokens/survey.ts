import { splitLines } from '../lines';
import type { BatchCounter, BatchTokens } from './batch';
import type { TokenCount } from './rowTokens';

/** The tokens of a data file. */
export interface TokenSurvey {
  readonly rows: number;
  readonly tokens: TokenCount;
  /** The row of the most tokens, and its line, from 1; null: there is no row. */
  readonly longest: { readonly line: number; readonly tokens: number } | null;
  /** Rows by their number of tokens. */
  readonly lengths: ReadonlyMap<number, number>;
}

export interface SurveyOptions {
  readonly signal?: AbortSignal;
  /** Called now and then with the number of bytes counted so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** Bytes that are counted at once: some milliseconds of work. */
const batchLength = 256 * 1024;

/**
 * Counts the tokens of a JSONL file, never with more of it in memory than some batches. Lines that are no rows are passed
 * over. Rejects on abort, when the file cannot be read, and when the counter is disposed.
 */
export async function surveyTokens(
  chunks: AsyncIterable<Uint8Array>,
  counter: BatchCounter,
  { signal, onProgress }: SurveyOptions = {},
): Promise<TokenSurvey> {
  const sum = new SurveySum();
  const underWay: Promise<void>[] = [];
  for await (const batch of batchesOf(chunks)) {
    signal?.throwIfAborted();
    if (underWay.length > counter.width) await underWay.shift();
    const counting = counter.count(batch.lines).then((tokens) => {
      sum.add(tokens, batch.numbers);
      onProgress?.(batch.end);
    });
    counting.catch(() => undefined); // it is awaited later, or not at all after another one failed
    underWay.push(counting);
  }
  await Promise.all(underWay);
  signal?.throwIfAborted();
  return sum.survey;
}

interface Batch {
  readonly lines: Uint8Array<ArrayBuffer>;
  /** Of each line, its number in the file. */
  readonly numbers: readonly number[];
  /** Bytes of the file up to about here. */
  readonly end: number;
}

async function* batchesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Batch, void, undefined> {
  let batch = new BatchBuilder();
  let read = 0;
  for await (const { lines, length } of splitLines(chunks)) {
    for (const { number, bytes } of lines) {
      if (bytes === null) continue;
      batch.add(number, bytes);
      if (batch.length < batchLength) continue;
      yield batch.build(read);
      batch = new BatchBuilder();
    }
    read += length;
  }
  yield batch.build(read);
}

class BatchBuilder {
  length = 0;
  private readonly lines: Uint8Array[] = [];
  private readonly numbers: number[] = [];

  add(number: number, line: Uint8Array): void {
    this.lines.push(line);
    this.numbers.push(number);
    this.length += line.length + 1;
  }

  build(end: number): Batch {
    const lines = new Uint8Array(this.length).fill(0x0a);
    let at = 0;
    for (const line of this.lines) {
      lines.set(line, at);
      at += line.length + 1;
    }
    return { lines, numbers: this.numbers, end };
  }
}

class SurveySum {
  private rows = 0;
  private total = 0;
  private trained = 0;
  private isExact = true;
  private longest: TokenSurvey['longest'] = null;
  private readonly lengths = new Map<number, number>();

  get survey(): TokenSurvey {
    const { rows, total, trained, isExact, longest, lengths } = this;
    return { rows, longest, lengths, tokens: { total, trained, isExact } };
  }

  add({ counts, isExact }: BatchTokens, numbers: readonly number[]): void {
    this.isExact &&= isExact;
    numbers.forEach((line, at) => {
      const tokens = counts[at * 2] ?? 0;
      if (tokens === 0) return;
      this.rows++;
      this.total += tokens;
      this.lengths.set(tokens, (this.lengths.get(tokens) ?? 0) + 1);
      this.trained += counts[at * 2 + 1] ?? 0;
      if (tokens > (this.longest?.tokens ?? 0)) this.longest = { line, tokens };
    });
  }
}
