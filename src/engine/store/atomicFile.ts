import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { temporaryName } from './ids';

/**
 * Replaces a file so that a crash or a kill at any moment leaves the old content or the new, never a mixture:
 * a temporary file beside it, flushed, then renamed, then the folder flushed.
 */
export async function writeFileAtomically(target: string, content: string | Uint8Array): Promise<void> {
  const temporary = temporaryName(target);
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await moveDurably(temporary, target);
}

/** The same for a worker thread, which may wait. */
export function writeFileAtomicallySync(target: string, content: Uint8Array): void {
  const temporary = temporaryName(target);
  const file = openSync(temporary, 'w', 0o600);
  try {
    for (let written = 0; written < content.length;) written += writeSync(file, content, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, target);
}

/** Renames and flushes the folder, without which the new name may be lost with the power. */
export async function moveDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncDirectory(path.dirname(to));
}

/** Windows cannot open a folder, and needs no such flush. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
