import type { Clock } from '../../api/clock';
import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';

/** Of the newest files so many are looked through. */
const maxListed = 100;
/** Milliseconds before each look: a server may list a file a little after it took it in. */
const pauses: readonly number[] = [0, 2_000, 5_000];

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

/** A file that was sent, and what was there before. */
interface LostUpload {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  readonly before: FilesBefore | null;
}

/**
 * Deletes a file that was sent whole, and whose response was lost or not waited for, where it arrived: the only new one of
 * its name and size. Never rejects.
 *
 * @param record notes what went wrong
 * @returns whether it was found and deleted; false: it may be there
 */
export async function deleteLost(
  { files }: Pick<JobSource, 'files'>,
  lost: LostUpload,
  clock: Clock,
  record: (error: unknown) => void,
): Promise<boolean> {
  const { signal } = new AbortController(); // that of the upload may be why it is looked for
  const { before } = lost;
  if (before === null) return false;
  try {
    for (const pause of pauses) {
      await clock.sleep(pause, signal);
      const listed = await files.listUploaded(maxListed, signal);
      const [found, ...others] = listed.filter((file) => isIt(file, lost, before));
      if (others.length > 0) return false; // whose they are nobody knows
      if (found === undefined) continue;
      await files.delete(found.id, signal);
      return true;
    }
  } catch (error) {
    record(error);
  }
  return false;
}

function isIt(file: FileObject, { filename, size }: LostUpload, before: FilesBefore): boolean {
  const isDated = file.createdAt !== null; // else it may be an old one that was not among the first
  return isDated && isNewer(file, before) && file.filename === filename && file.bytes === size;
}
