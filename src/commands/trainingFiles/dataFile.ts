import { type Uri, workspace } from 'vscode';

/** A data file: in the workspace, to be uploaded first, or already at the provider. */
export type DataFile =
  | { readonly kind: 'local'; readonly uri: Uri; readonly name: string }
  | {
      readonly kind: 'uploaded';
      readonly id: string;
      readonly name: string;
      /** Nobody has looked whether it is there. */
      readonly isTyped?: true;
      /** The cloned job has so many, of which a new one is given this. */
      readonly isFirstOf?: number;
      /** The file of this machine that has its bytes, such as the one that it was uploaded from, as it was then. */
      readonly from?: FileHere;
    };

interface FileHere {
  readonly uri: Uri;
  readonly version: string;
  /** It was found to have the same bytes, and is not what was chosen. */
  readonly isLocated?: true;
}

export function toDataFile(uri: Uri): DataFile {
  return { kind: 'local', uri, name: uri.path.slice(uri.path.lastIndexOf('/') + 1) };
}

/** Another one after each change of the file. Rejects where there is none. */
export async function versionOf(uri: Uri): Promise<string> {
  const { mtime, size } = await workspace.fs.stat(uri);
  return `${String(mtime)} ${String(size)}`;
}

/**
 * What was uploaded before its file was changed is to be uploaded again. A file that was only found here stays the one at
 * the provider, of which nothing is on this machine any more.
 */
export async function asItIsNow(file: DataFile): Promise<DataFile> {
  if (file.kind === 'local' || file.from === undefined) return file;
  const { from, ...stored } = file;
  const { uri, version, isLocated } = from;
  const now = await versionOf(uri).catch(() => version); // what is gone cannot be uploaded again
  if (now === version) return file;
  return isLocated === true ? stored : toDataFile(uri);
}

/** Whether it was uploaded for a job of this machine, so that its own file can take its place. */
export function isUploadedFromHere(file: DataFile | null): file is UploadedFromHere {
  return file?.kind === 'uploaded' && file.from !== undefined && file.from.isLocated !== true;
}

type UploadedFromHere = Extract<DataFile, { kind: 'uploaded' }> & { readonly from: FileHere };

export function isSameFile(one: DataFile, other: DataFile): boolean {
  const place = placeOf(one)?.toString();
  if (place !== undefined && place === placeOf(other)?.toString()) return true;
  return one.kind === 'uploaded' && other.kind === 'uploaded' && one.id === other.id;
}

/** Where it is on this machine, or was uploaded from; null: not on this machine. */
export function placeOf(file: DataFile | null): Uri | null {
  return (file?.kind === 'local' ? file.uri : file?.from?.uri) ?? null;
}
