import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import type { App } from '../command';
import { type DataFile, versionOf } from '../trainingFiles/dataFile';
import { haveSameBytes, maxComparedBytes, maxComparedFiles } from '../trainingFiles/sameBytes';

type LocalFile = Extract<DataFile, { readonly kind: 'local' }>;

/** An uploaded file that is the same as one of this machine, as the one to train on. */
export type UploadedTwin = Extract<DataFile, { readonly kind: 'uploaded' }>;

/**
 * The newest of the uploaded files that has the very bytes of a file of this machine: providers report sizes and no
 * checksums, so those of the same size are fetched. Null: there is none, it is too large, or that cannot be found out.
 */
export async function findTwin(
  app: App,
  source: JobSource,
  file: LocalFile,
  uploaded: readonly FileObject[],
  signal: AbortSignal,
): Promise<UploadedTwin | null> {
  if (source.capabilities.fileContent !== true) return null;
  try {
    const version = await versionOf(file.uri);
    const { size } = await app.host.openForUpload(file.uri);
    if (size === 0 || size > maxComparedBytes) return null;
    const alike = uploaded.filter(({ bytes }) => bytes === size).slice(0, maxComparedFiles);
    for (const { id, filename } of alike) {
      const local = await app.host.openForUpload(file.uri);
      if (await haveSameBytes(local.read(), source.files.content(id, signal)))
        return { kind: 'uploaded', id, name: filename, from: { uri: file.uri, version } };
    }
  } catch (error) {
    if (!signal.aborted) app.errors.record('Comparing a file with an uploaded one failed', error);
  }
  return null;
}
