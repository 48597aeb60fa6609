import { open } from 'node:fs/promises';

/** Bytes that are read at once. */
const chunkLength = 1024 * 1024;

/** The bytes of a file, a megabyte at a time; the file is never in memory as a whole. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path);
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(chunkLength); // a new one each time: lines keep parts of it
      const { bytesRead } = await file.read(buffer);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
