import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { UploadSource } from '../api/http/multipart';

const chunkSize = 1024 * 1024;

/** A file on disk, read as it is sent. */
export async function diskSource(filename: string, path: string): Promise<UploadSource> {
  const { size } = await stat(path);
  // `end` keeps to the size that was announced, should the file grow meanwhile.
  const read = () => createReadStream(path, { highWaterMark: chunkSize, end: Math.max(0, size - 1) });
  return {
    filename,
    size,
    read,
    slice: (start, end) => createReadStream(path, { highWaterMark: chunkSize, start, end: end - 1 }),
    async sha256(signal, onRead) {
      const hash = createHash('sha256');
      let done = 0;
      // A stream without an encoding.
      for await (const chunk of read() as AsyncIterable<Buffer>) {
        signal?.throwIfAborted();
        hash.update(chunk);
        onRead?.((done += chunk.length));
      }
      return hash.digest('hex');
    },
  };
}
