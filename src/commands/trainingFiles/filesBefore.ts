import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';

/** Of the newest files so many are looked through. */
const maxListed = 100;

/** The files that were at a provider before one is uploaded. */
export interface FilesBefore {
  readonly ids: ReadonlySet<string>;
  /** Unix seconds at which the newest was created; 0: there is none. */
  readonly newest: number;
}

/** Whether a file came after them. Where a list has no order, what is beyond its first files is no new one for that. */
export function isNewer({ id, createdAt }: FileObject, { ids, newest }: FilesBefore): boolean {
  return !ids.has(id) && (createdAt ?? newest) >= newest;
}

/** Null: they cannot be listed, or none of them could be deleted, so that nobody need know. Throws the signal's reason. */
export async function filesBefore(
  { capabilities, files }: Pick<JobSource, 'capabilities' | 'files'>,
  signal: AbortSignal,
): Promise<FilesBefore | null> {
  if (capabilities.files !== true || capabilities.deleteFile !== true) return null;
  try {
    const listed = await files.listUploaded(maxListed, signal);
    const newest = listed.reduce((time, { createdAt }) => Math.max(time, createdAt ?? 0), 0);
    return { ids: new Set(listed.map(({ id }) => id)), newest };
  } catch {
    signal.throwIfAborted();
    return null; // the upload says what is wrong with the connection
  }
}
