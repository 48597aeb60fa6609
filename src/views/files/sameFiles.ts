import type { FileObject } from '../../api/wire/file';

/**
 * For each file that may be a copy, by id, the oldest one that has its purpose, name and size. No more is known: what
 * is in them is not read, and the same name and size can be a coincidence.
 */
export function sameFiles(files: readonly FileObject[]): ReadonlyMap<string, FileObject> {
  const oldest = new Map<string, FileObject>();
  for (const file of files) {
    const key = keyOf(file);
    const known = key === null ? undefined : oldest.get(key);
    if (key !== null && (known === undefined || isOlder(file, known))) oldest.set(key, file);
  }
  const copies = new Map<string, FileObject>();
  for (const file of files) {
    const original = oldest.get(keyOf(file) ?? '');
    if (original !== undefined && original.id !== file.id) copies.set(file.id, original);
  }
  return copies;
}

/**
 * Null where it is not known to be like any other: without a size, or without a name of its own. Results have one name
 * and often one size, whatever is in them.
 */
function keyOf({ id, purpose, filename, bytes }: FileObject): string | null {
  return bytes === null || filename === id || purpose !== 'fine-tune'
    ? null
    : JSON.stringify([purpose, filename, bytes]);
}

/** The list is newest first: of two that are equally old, the later one in it. */
function isOlder(file: FileObject, known: FileObject): boolean {
  return (file.createdAt ?? 0) <= (known.createdAt ?? 0);
}
