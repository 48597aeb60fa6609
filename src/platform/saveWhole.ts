import { t } from '@vscode/l10n';
import { type Uri, workspace } from 'vscode';
import { maxBytesInMemory, readAll } from '../api/readAll';

/** A new file was to have a name that another one has by now. */
export class NameTakenError extends Error {
  override readonly name = 'NameTakenError';

  constructor(fileName: string, options?: { cause?: unknown }) {
    super(t('there is a file {0} by now', fileName), options);
  }
}

/** Writes a file at once, when all of it is there: what file systems of VS Code can do. At most 2 GB. */
export async function saveWhole(chunks: AsyncIterable<Uint8Array>, target: Uri): Promise<void> {
  await workspace.fs.writeFile(target, await readAll(chunks, maxBytesInMemory));
}

/** The same for a new file. */
export async function saveWholeNew(chunks: AsyncIterable<Uint8Array>, target: Uri): Promise<void> {
  const bytes = await readAll(chunks, maxBytesInMemory);
  if (await isThere(target)) throw new NameTakenError(target.path.slice(target.path.lastIndexOf('/') + 1));
  await workspace.fs.writeFile(target, bytes);
}

async function isThere(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
