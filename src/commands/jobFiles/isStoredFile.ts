import type { UploadSource } from '../../api/http/multipart';
import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import { haveSameBytes } from '../trainingFiles/sameBytes';

/**
 * Whether a file of this machine has the bytes of one at a provider. Null: that cannot be found out, since the provider
 * does not show them, or they cannot be read. Providers report no checksums. Throws the signal's reason.
 *
 * @param record notes what went wrong
 */
export async function isStoredFile(
  local: Pick<UploadSource, 'size' | 'read'>,
  stored: Pick<FileObject, 'id' | 'bytes'>,
  { capabilities, files }: Pick<JobSource, 'capabilities' | 'files'>,
  signal: AbortSignal,
  record: (error: unknown) => void,
): Promise<boolean | null> {
  if (stored.bytes !== null && stored.bytes !== local.size) return false;
  if (capabilities.fileContent !== true) return null;
  try {
    return await haveSameBytes(local.read(), files.content(stored.id, signal));
  } catch (error) {
    signal.throwIfAborted();
    record(error);
    return null;
  }
}
