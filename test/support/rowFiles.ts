import { type RangedFile, RowFile } from '../../src/datasets/rowFile';

/** A file with this text, read in chunks of so many bytes. */
export function rangedFile(text: string, chunkLength = 1024 * 1024): RangedFile {
  const bytes = new TextEncoder().encode(text);
  return {
    size: bytes.length,
    // eslint-disable-next-line @typescript-eslint/require-await -- an async generator of what is already here
    async *slice(start, end) {
      for (let at = start; at < end; at += chunkLength)
        yield bytes.subarray(at, Math.min(end, at + chunkLength));
    },
  };
}

/** The same with its rows found. */
export async function rowFileOf(text: string, chunkLength?: number): Promise<RowFile> {
  const file = new RowFile(rangedFile(text, chunkLength));
  await file.findRows();
  return file;
}
