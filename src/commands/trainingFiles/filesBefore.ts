import type { SentFile } from '../../api/uploadStaged';
import type { JobSource } from '../../jobs/source';

/** Of the newest files so many are looked through. */
const maxListed = 100;

/** The files that were at a provider before one is uploaded. */
export interface FilesBefore {
  readonly ids: ReadonlySet<string>;
  /** Unix seconds at which the newest was created; 0: there is none. */
  readonly newest: number;
}

/**
 * What an uploaded file is there: `deletable` where it is known to be new, and can be deleted. `earlier`: it was there
 * before, also where the provider knew it by its checksum.
 */
export type FileOrigin = 'deletable' | 'new' | 'earlier';

/**
 * Where a list has no order, what is beyond its first files is no new one for that. One without a date is not known to be
 * new.
 */
export function originOf({ id, createdAt, wasThere }: SentFile, before: FilesBefore | null): FileOrigin {
  if (wasThere === true || before?.ids.has(id) === true) return 'earlier';
  if (before === null || createdAt === null) return 'new';
  return createdAt >= before.newest ? 'deletable' : 'earlier';
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
