import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Uri, workspace } from 'vscode';
import type { UploadSource } from '../api/http/multipart';
import { maxBytesInMemory, readAll } from '../api/readAll';

const chunkSize = 1024 * 1024;

/** A file on disk, read as it is sent; a file of a virtual workspace through VS Code, whole. */
export async function openForUpload(file: Uri): Promise<UploadSource> {
  const filename = path.posix.basename(file.path);
  if (file.scheme !== 'file') {
    const bytes = await workspace.fs.readFile(file);
    // A stream of what is in the array; Node's types say any.
    return { filename, size: bytes.length, read: () => Readable.from([bytes]) as AsyncIterable<Uint8Array> };
  }
  const { size } = await stat(file.fsPath);
  return {
    filename,
    size,
    // `end` keeps to the size that was announced, should the file grow meanwhile.
    read: () => createReadStream(file.fsPath, { highWaterMark: chunkSize, end: Math.max(0, size - 1) }),
    slice: (start, end) => createReadStream(file.fsPath, { highWaterMark: chunkSize, start, end: end - 1 }),
  };
}

/** Streams to a temporary file beside the target, then renames. */
export async function save(chunks: AsyncIterable<Uint8Array>, target: Uri): Promise<void> {
  if (target.scheme !== 'file') {
    await workspace.fs.writeFile(target, await readAll(chunks, maxBytesInMemory));
    return;
  }
  const temporary = path.join(path.dirname(target.fsPath), `.${crypto.randomUUID()}.part`);
  try {
    await pipeline(Readable.from(chunks), createWriteStream(temporary));
    await rename(temporary, target.fsPath);
  } finally {
    await rm(temporary, { force: true });
  }
}
