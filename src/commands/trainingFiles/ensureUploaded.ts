import { t } from '@vscode/l10n';
import { isLost } from '../../api/http/isLost';
import type { UploadSource } from '../../api/http/multipart';
import type { JobSource } from '../../jobs/source';
import type { ProgressReport } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import type { App } from '../command';
import type { DataFile } from './dataFile';
import { type FileOrigin, filesBefore, originOf } from './filesBefore';

/** A file at the provider. */
export interface ReadyFile {
  readonly id: string;
  readonly origin: FileOrigin;
}

interface UploadFrame {
  readonly signal: AbortSignal;
  readonly report: ProgressReport;
  /** Seconds after which it is deleted there; left out: it is kept. */
  readonly expiresAfter?: number | undefined;
  /** Nobody knows whether it arrived. */
  readonly onUnconfirmed: (name: string) => void;
}

/**
 * The file's id at the provider: uploads it first where it is not there yet. Where that is cancelled, or its response is
 * lost, it may be there. It is not looked for: the same file from another window, or from a colleague, looks like it.
 */
export async function ensureUploaded(
  app: App,
  source: JobSource,
  file: DataFile,
  frame: UploadFrame,
): Promise<ReadyFile> {
  if (file.kind === 'uploaded') return { id: file.id, origin: 'earlier' };
  const { signal, report, expiresAfter } = frame;
  const bytes = await app.host.openForUpload(file.uri);
  const size = editorFormat.bytes(bytes.size);
  report.say(t('uploading {0} ({1})', file.name, size));
  const before = await filesBefore(source, signal);
  const announced = announcing(bytes, (read) => {
    report.say(t('reading {0}: {1} of {2}', file.name, editorFormat.bytes(read), size));
  });
  let mayHaveArrived = !app.host.canStreamUploads; // there nobody reports how much was sent
  const onProgress = (sent: number) => {
    mayHaveArrived = sent >= bytes.size;
    report.say(t('uploading {0}: {1} of {2}', file.name, editorFormat.bytes(sent), size));
  };
  try {
    const uploaded = await source.files.upload(announced, signal, onProgress, expiresAfter);
    return { id: uploaded.id, origin: originOf(uploaded, before) };
  } catch (error) {
    if (mayHaveArrived && (signal.aborted || isLost(error))) frame.onUnconfirmed(file.name);
    throw error;
  }
}

/** The checksum of a very large file takes minutes before its first byte is sent. */
function announcing(source: UploadSource, onRead: (read: number) => void): UploadSource {
  const sha256 = source.sha256?.bind(source);
  return sha256 === undefined ? source : { ...source, sha256: (signal) => sha256(signal, onRead) };
}
