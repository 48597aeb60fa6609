import { t } from '@vscode/l10n';
import type { UploadSource } from '../../api/http/multipart';
import type { JobSource } from '../../jobs/source';
import type { ProgressReport } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import type { App } from '../command';
import type { DataFile } from './dataFile';

/**
 * The file's id at the provider: uploads it first where it is not there yet.
 *
 * @param expiresAfter seconds after which it is deleted there; left out: it is kept
 */
export async function ensureUploaded(
  app: App,
  { files }: JobSource,
  file: DataFile,
  signal: AbortSignal,
  report: ProgressReport,
  expiresAfter?: number,
): Promise<string> {
  if (file.kind === 'uploaded') return file.id;
  const source = await app.host.openForUpload(file.uri);
  report.say(t('uploading {0} ({1})', file.name, editorFormat.bytes(source.size)));
  const size = editorFormat.bytes(source.size);
  const announced = announcing(source, (read) => {
    report.say(t('reading {0}: {1} of {2}', file.name, editorFormat.bytes(read), size));
  });
  const onProgress = (sent: number) => {
    report.say(t('uploading {0}: {1} of {2}', file.name, editorFormat.bytes(sent), size));
  };
  const uploaded = await files.upload(announced, signal, onProgress, expiresAfter);
  return uploaded.id;
}

/** The checksum of a very large file takes minutes before its first byte is sent. */
function announcing(source: UploadSource, onRead: (read: number) => void): UploadSource {
  const sha256 = source.sha256?.bind(source);
  return sha256 === undefined ? source : { ...source, sha256: (signal) => sha256(signal, onRead) };
}
