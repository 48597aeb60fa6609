import { Slices } from '../api/slices';
import type { Wanted } from './checkLine';
import type { Example } from './example';
import { splitLines } from './lines';
import { isLong } from './lineValue';
import type { DatasetReport } from './report';
import { ReportBuilder } from './reportBuilder';

/** How a file is read to be checked. */
export interface ReadOptions extends Wanted {
  readonly signal?: AbortSignal;
  /** Called now and then with the number of bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

export interface CheckOptions extends ReadOptions {
  /**
   * Called with each good example, in order. Long lines are then parsed at once, which may take longer than a slice:
   * slices keep only the beginning of a long text.
   */
  readonly onExample?: (example: Example) => void;
}

/** Bytes between two looks at the clock; each line costs as much time as some more bytes. */
const bytesBetweenLooks = 50_000;
const lineCost = 100;

/**
 * Reads a file line by line, never as a whole, in slices, and reports every line that is not an example; it stops
 * after `maxBrokenLines`. Blank lines are skipped. Rejects on abort and when the file cannot be read, never for what
 * the file contains.
 */
export async function checkDataset(
  chunks: AsyncIterable<Uint8Array>,
  { signal, onProgress, onExample, ...wanted }: CheckOptions = {},
): Promise<DatasetReport> {
  const slices = new Slices(signal);
  const builder = new ReportBuilder(wanted);
  let bytesRead = 0;
  for await (const { lines, length } of splitLines(chunks)) {
    signal?.throwIfAborted();
    let work = 0;
    for (const line of lines) {
      if (onExample !== undefined) {
        const example = builder.addExample(line);
        if (example !== null) onExample(example);
      } else if (isLong(line)) await builder.addInSlices(line, signal);
      else builder.add(line);
      if (builder.isStopped) return builder.report();
      work += (line.bytes?.length ?? 0) + lineCost;
      if (work < bytesBetweenLooks) continue;
      work = 0;
      if (slices.isSpent) await slices.rest();
    }
    if (slices.isSpent) await slices.rest();
    onProgress?.((bytesRead += length));
  }
  return builder.report();
}
