import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { t } from '@vscode/l10n';
import type { UploadSource } from '../api/http/multipart';

const chunkSize = 1024 * 1024;

/** A file on disk, read as it is sent. It fails where the file is saved meanwhile: nobody wants half of each. */
export async function diskSource(filename: string, path: string): Promise<UploadSource> {
  const { size, mtimeMs } = await stat(path);
  async function* read(start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
    // `end` keeps to the size that was announced.
    const range = { highWaterMark: chunkSize, start, end: Math.max(start, end - 1) };
    const chunks = createReadStream(path, range) as AsyncIterable<Buffer>; // a stream without an encoding
    for await (const chunk of chunks) {
      // Before the last byte is handed out: without it a server has no file.
      const now = await stat(path);
      if (now.mtimeMs !== mtimeMs || now.size !== size)
        throw new Error(t('{0} changed while it was read', filename));
      yield chunk;
    }
  }
  return {
    filename,
    size,
    read: () => read(0, size),
    slice: read,
    async sha256(signal, onRead) {
      const hash = createHash('sha256');
      let done = 0;
      for await (const chunk of read(0, size)) {
        signal?.throwIfAborted();
        hash.update(chunk);
        onRead?.((done += chunk.length));
      }
      return hash.digest('hex');
    },
  };
}
