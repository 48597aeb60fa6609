import { Slices } from '../../api/slices';
import { checkValue, unread, type Wanted } from '../checkLine';
import { type Line, splitLines, Splitter } from '../lines';
import { isLong, longValueOf } from '../lineValue';
import type { FileKind } from '../rowChecker';
import { PartSurvey } from './partSurvey';
import { type FileSurvey, Survey, type SurveyWanted } from './survey';

export interface SurveyOptions extends SurveyWanted {
  readonly signal?: AbortSignal;
  /** Called now and then with the number of bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** Bytes between two looks at the clock; each line costs as much time as some more bytes. */
const bytesBetweenLooks = 20_000;
const lineCost = 100;

/**
 * Surveys a file that arrives in chunks, in slices, in this thread. Of a line that takes long to read only the check is
 * made. Rejects on abort and when the file cannot be read, never for what the file contains.
 */
export async function surveyChunks(
  chunks: AsyncIterable<Uint8Array>,
  { signal, onProgress, ...wanted }: SurveyOptions = {},
): Promise<FileSurvey> {
  const slices = new Slices(signal);
  const whole = new Survey(wanted);
  const part = new PartSurvey(wanted, null);
  const splitter = new Splitter();
  let bytesRead = 0;
  for await (const { lines, length } of splitLines(chunks, splitter)) {
    signal?.throwIfAborted();
    bytesRead += length;
    let work = 0;
    for (const line of lines) {
      if (isLong(line)) part.note(line.number, await readInSlices(line, part.kind, wanted, signal));
      else part.add(line);
      if (part.isStopped) break;
      work += (line.bytes?.length ?? 0) + lineCost;
      if (work < bytesBetweenLooks) continue;
      work = 0;
      if (slices.isSpent) await slices.rest();
    }
    if (part.isStopped) break;
    if (slices.isSpent) await slices.rest();
    onProgress?.(bytesRead);
  }
  whole.add(part.part(splitter.count));
  return whole.result(bytesRead);
}

async function readInSlices(
  line: Line,
  kind: FileKind | null,
  wanted: Wanted,
  signal: AbortSignal | undefined,
) {
  try {
    return checkValue(await longValueOf(line, signal), kind, wanted);
  } catch (error) {
    signal?.throwIfAborted();
    return unread(error);
  }
}
