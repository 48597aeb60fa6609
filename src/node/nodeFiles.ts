import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Uri, workspace } from 'vscode';
import { bytesSource } from '../api/http/bytesSource';
import type { UploadSource } from '../api/http/multipart';
import { maxBytesInMemory, readAll } from '../api/readAll';
import { diskSource } from './diskSource';

/** A file on disk, read as it is sent; a file of a virtual workspace through VS Code, whole. */
export async function openForUpload(file: Uri): Promise<UploadSource> {
  const filename = path.posix.basename(file.path);
  if (file.scheme === 'file') return diskSource(filename, file.fsPath);
  return bytesSource(filename, await workspace.fs.readFile(file));
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
