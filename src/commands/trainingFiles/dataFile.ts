import type { Uri } from 'vscode';

/** A data file: in the workspace, to be uploaded first, or already at the provider. */
export type DataFile =
  | { readonly kind: 'local'; readonly uri: Uri; readonly name: string }
  | { readonly kind: 'uploaded'; readonly id: string; readonly name: string };

export function toDataFile(uri: Uri): DataFile {
  return { kind: 'local', uri, name: uri.path.slice(uri.path.lastIndexOf('/') + 1) };
}

export function isSameFile(one: DataFile, other: DataFile): boolean {
  if (one.kind === 'uploaded') return other.kind === 'uploaded' && one.id === other.id;
  return other.kind === 'local' && one.uri.toString() === other.uri.toString();
}
