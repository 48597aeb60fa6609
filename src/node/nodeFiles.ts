import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Uri, workspace } from 'vscode';
import { bytesSource } from '../api/http/bytesSource';
import type { UploadSource } from '../api/http/multipart';
import { NameTakenError, saveWhole, saveWholeNew } from '../platform/saveWhole';
import { diskSource } from './diskSource';

/** A file on disk, read as it is sent; a file of a virtual workspace through VS Code, whole. */
export async function openForUpload(file: Uri): Promise<UploadSource> {
  const filename = path.posix.basename(file.path);
  if (file.scheme === 'file') return diskSource(filename, file.fsPath);
  return bytesSource(filename, await workspace.fs.readFile(file));
}

/** Streams to a temporary file beside the target, then renames. */
export async function save(chunks: AsyncIterable<Uint8Array>, target: Uri): Promise<void> {
  if (target.scheme !== 'file') await saveWhole(chunks, target);
  else await stream(chunks, target.fsPath, rename);
}

/** The same where there is no file of that name. */
export async function saveNew(chunks: AsyncIterable<Uint8Array>, target: Uri): Promise<void> {
  if (target.scheme !== 'file') await saveWholeNew(chunks, target);
  else await stream(chunks, target.fsPath, renameNew);
}

async function stream(
  chunks: AsyncIterable<Uint8Array>,
  target: string,
  finish: (temporary: string, target: string) => Promise<void>,
): Promise<void> {
  const temporary = path.join(path.dirname(target), `.${crypto.randomUUID()}.part`);
  try {
    await pipeline(Readable.from(chunks), createWriteStream(temporary));
    await finish(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Takes the name first, by an empty file: to rename would write over one that has come meanwhile. */
async function renameNew(temporary: string, target: string): Promise<void> {
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new NameTakenError(path.basename(target), { cause: error });
    throw error;
  }
  try {
    await rename(temporary, target);
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}
