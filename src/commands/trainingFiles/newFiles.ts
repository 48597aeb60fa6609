import { Uri, workspace } from 'vscode';
import { namesBeside } from '../../platform/fileName';
import type { Host } from '../../platform/host';
import { toDataFile } from './dataFile';

/** A file that is to be there, and what it holds. */
export interface NewFile {
  readonly target: Uri;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Where files that are made from another one go: beside it, under names that no file has.
 *
 * @param parts what each is: `training`
 * @param ending of the new files; left out: that of the other one
 */
export async function placesBeside<const Parts extends readonly string[]>(
  file: Uri,
  parts: Parts,
  ending?: string,
): Promise<{ [Part in keyof Parts]: Uri }> {
  const folder = Uri.joinPath(file, '..');
  const there = await workspace.fs.readDirectory(folder);
  const names = namesBeside(
    toDataFile(file).name,
    parts,
    there.map(([name]) => name),
    ending,
  );
  // One for each part.
  return names.map((name) => Uri.joinPath(folder, name)) as { [Part in keyof Parts]: Uri };
}

/** Writes all of them, one after the other, or leaves none of them behind. Writes over nothing. */
export async function saveAllNew(host: Pick<Host, 'saveNew'>, files: readonly NewFile[]): Promise<void> {
  const saved: Uri[] = [];
  try {
    for (const { target, content } of files) {
      await host.saveNew(content, target);
      saved.push(target);
    }
  } catch (error) {
    await Promise.allSettled(saved.map((target) => workspace.fs.delete(target)));
    throw error;
  }
}
