import { type Uri, workspace } from 'vscode';
import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import type { App } from '../command';
import { findTrainingFiles } from './chooseTrainingFile';
import { type DataFile, toDataFile, versionOf } from './dataFile';
import { haveSameBytes, maxComparedBytes, maxComparedFiles } from './sameBytes';

/**
 * An uploaded file with the file of the workspace that has the very bytes of it, where there is one; else the file as it
 * is. Providers report no checksums, so files of the same size are compared byte by byte; where the provider does not
 * hand out its files, or they are large, one of the same name and size is taken for it. Never rejects.
 */
export async function withLocalTwin<File extends DataFile | null>(
  app: App,
  source: JobSource,
  file: File,
  signal: AbortSignal,
): Promise<File | DataFile> {
  if (file?.kind !== 'uploaded' || file.from !== undefined || file.isTyped === true) return file;
  if (source.capabilities.files !== true) return file;
  try {
    const stored = await source.files.retrieve(file.id, signal);
    const uri = await twinAmong(await findTrainingFiles(), app, source, stored, signal);
    return uri === null ? file : { ...file, from: { uri, version: await versionOf(uri), isLocated: true } };
  } catch (error) {
    if (!signal.aborted) app.errors.record('Looking for an uploaded file in the workspace failed', error);
    return file;
  }
}

/**
 * The one of these files that is the same as a stored one; null: none is. Rejects where they cannot be compared.
 *
 * @internal exported for its tests
 */
export async function twinAmong(
  candidates: readonly Uri[],
  { host }: Pick<App, 'host'>,
  { capabilities, files }: Pick<JobSource, 'capabilities' | 'files'>,
  { id, filename, bytes }: FileObject,
  signal: AbortSignal,
): Promise<Uri | null> {
  if (bytes === null || bytes === 0) return null;
  const isNamed = (uri: Uri) => toDataFile(uri).name === filename;
  const alike = (await ofSize(bytes, candidates)).sort(
    (one, other) => Number(isNamed(other)) - Number(isNamed(one)),
  );
  const canCompare = capabilities.fileContent === true && bytes <= maxComparedBytes;
  if (!canCompare) return alike.find(isNamed) ?? null;
  for (const uri of alike.slice(0, maxComparedFiles)) {
    const local = await host.openForUpload(uri);
    if (await haveSameBytes(local.read(), files.content(id, signal))) return uri;
  }
  return null;
}

/** Those that have so many bytes. */
async function ofSize(bytes: number, candidates: readonly Uri[]): Promise<Uri[]> {
  const sizes = await Promise.all(
    candidates.map((uri) =>
      workspace.fs.stat(uri).then(
        ({ size }) => size,
        () => null, // it was deleted since
      ),
    ),
  );
  return candidates.filter((_, at) => sizes[at] === bytes);
}
