import { rowTokens, type TextCounter } from './rowTokens';

/** The tokens of the lines of a batch. */
export interface BatchTokens {
  /** Two numbers a line: all tokens, and those that are trained. A line that is no row has none. */
  readonly counts: Uint32Array<ArrayBuffer>;
  /** Whether the count of every row is exact. */
  readonly isExact: boolean;
}

/** Counts the rows of batches, beside the work of the extension host where it can. */
export interface BatchCounter {
  /** How many batches are worth counting at the same time. */
  readonly width: number;
  /** @param lines in UTF-8, each ended by a line feed; they may not be used afterwards */
  count(lines: Uint8Array<ArrayBuffer>): Promise<BatchTokens>;
  /** Ends what is under way, and rejects it. */
  dispose(): void;
}

const lineFeed = 0x0a;
const decoder = new TextDecoder();

/** The tokens of lines in UTF-8, each ended by a line feed. */
export function countBatch(lines: Uint8Array, counter: TextCounter): BatchTokens {
  const counts: number[] = [];
  let isExact = true;
  for (let start = 0; start < lines.length;) {
    const end = lines.indexOf(lineFeed, start);
    const tokens = rowTokens(parsed(decoder.decode(lines.subarray(start, end))), counter);
    counts.push(tokens?.total ?? 0, tokens?.trained ?? 0);
    isExact &&= tokens?.isExact ?? true;
    start = end + 1;
  }
  return { counts: Uint32Array.from(counts), isExact };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // the check of the file reports it
  }
}
