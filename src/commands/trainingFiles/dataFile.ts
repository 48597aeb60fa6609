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
      readonly from?: { readonly uri: Uri; readonly version: string };
    };

export function toDataFile(uri: Uri): DataFile {
  return { kind: 'local', uri, name: uri.path.slice(uri.path.lastIndexOf('/') + 1) };
}

/** Another one after each change of the file. Rejects where there is none. */
export async function versionOf(uri: Uri): Promise<string> {
  const { mtime, size } = await workspace.fs.stat(uri);
  return `${String(mtime)} ${String(size)}`;
}

/** What was uploaded before its file was changed is to be uploaded again. */
export async function asItIsNow(file: DataFile): Promise<DataFile> {
  if (file.kind === 'local' || file.from === undefined) return file;
  const { uri, version } = file.from;
  const now = await versionOf(uri).catch(() => version); // what is gone cannot be uploaded again
  return now === version ? file : toDataFile(uri);
}

export function isSameFile(one: DataFile, other: DataFile): boolean {
  const place = placeOf(one)?.toString();
  if (place !== undefined && place === placeOf(other)?.toString()) return true;
  return one.kind === 'uploaded' && other.kind === 'uploaded' && one.id === other.id;
}

/** Where it is on this machine, or was uploaded from; null: not on this machine. */
export function placeOf(file: DataFile | null): Uri | null {
  return (file?.kind === 'local' ? file.uri : file?.from?.uri) ?? null;
}
