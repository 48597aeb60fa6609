import type { FilePreview } from '../shared/fileFacts';
import { splitLines } from './lines';

/** Rows that a page shows, and characters of one. */
const fewRows = 5;
const maxRowLength = 20_000;
/** Bytes after which the rest is not fetched: enough to tell how many lines there will be. */
const maxBytes = 512 * 1024;

/** The beginning of a file that arrives in chunks; ends what brings them when it has seen enough. */
export async function previewOf(chunks: AsyncIterable<Uint8Array>, maxRows = fewRows): Promise<FilePreview> {
  const rows: string[] = [];
  let count = 0;
  let bytesRead = 0;
  for await (const { length, lines } of splitLines(chunks)) {
    for (const { bytes } of lines) {
      count += 1;
      if (rows.length < maxRows) rows.push(rowOf(bytes));
    }
    bytesRead += length;
    if (bytesRead >= maxBytes) return { rows, count, bytesRead, isWhole: false };
  }
  return { rows, count, bytesRead, isWhole: true };
}

/** @param bytes null: a line that is too long to be read */
function rowOf(bytes: Uint8Array | null): string {
  return bytes === null ? '…' : new TextDecoder().decode(bytes.subarray(0, maxRowLength));
}
