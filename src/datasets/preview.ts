import { concat } from '../api/http/bytes';
import type { FilePreview } from '../shared/fileFacts';
import { archiveStart, isArchive } from './archive';
import { splitLines } from './lines';

/** Rows that a page shows, and bytes of one. */
const fewRows = 5;
const shownLength = 20_000;
/** Bytes after which the rest is not fetched: enough to tell how many lines there will be. */
const maxBytes = 512 * 1024;

/**
 * The beginning of a file that arrives in chunks, or that it is an archive; ends what brings them when it has seen
 * enough.
 *
 * @param maxRowLength bytes of a row: a longer one is cut, and is no JSON any more
 */
export async function previewOf(
  chunks: AsyncIterable<Uint8Array>,
  maxRows = fewRows,
  maxRowLength = shownLength,
): Promise<FilePreview | 'archive'> {
  const rows: string[] = [];
  let count = 0;
  let bytesRead = 0;
  let start: Uint8Array = new Uint8Array();
  let firstBytes: Uint8Array = start;
  const noted = noting(chunks, (chunk) => {
    if (start.length === 0) start = chunk.slice(0, maxRowLength);
    if (firstBytes.length < archiveStart) firstBytes = concat([firstBytes, chunk.subarray(0, archiveStart)]);
  });
  for await (const { length, lines } of splitLines(noted)) {
    if (isArchive(firstBytes)) return 'archive';
    for (const { bytes } of lines) {
      count += 1;
      if (rows.length < maxRows) rows.push(rowOf(bytes, maxRowLength));
    }
    bytesRead += length;
    if (bytesRead < maxBytes) continue;
    return count > 0
      ? { rows, count, bytesRead, isWhole: false }
      : { rows: [`${rowOf(start, maxRowLength)}…`], count: 1, bytesRead, isWhole: false }; // the first line goes on
  }
  return { rows, count, bytesRead, isWhole: true };
}

/** @param bytes null: a line that is too long to be read */
function rowOf(bytes: Uint8Array | null, maxRowLength: number): string {
  if (bytes === null) return '…';
  const text = new TextDecoder().decode(bytes.subarray(0, maxRowLength));
  return bytes.length > maxRowLength ? `${text}…` : text;
}

/** The same chunks. @param note gets each before it is passed on */
async function* noting(
  chunks: AsyncIterable<Uint8Array>,
  note: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    note(chunk);
    yield chunk;
  }
}
