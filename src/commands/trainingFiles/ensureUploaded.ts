import { t } from '@vscode/l10n';
import type { JobSource } from '../../jobs/source';
import type { ProgressReport } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import type { App } from '../command';
import type { DataFile } from './dataFile';

/** The file's id at the provider: uploads it first where it is not there yet. */
export async function ensureUploaded(
  app: App,
  { files }: JobSource,
  file: DataFile,
  signal: AbortSignal,
  report: ProgressReport,
): Promise<string> {
  if (file.kind === 'uploaded') return file.id;
  const source = await app.host.openForUpload(file.uri);
  report.say(t('uploading {0} ({1})', file.name, editorFormat.bytes(source.size)));
  const uploaded = await files.upload(source, signal, (sent) => {
    const [done, size] = [editorFormat.bytes(sent), editorFormat.bytes(source.size)];
    report.say(t('uploading {0}: {1} of {2}', file.name, done, size));
  });
  return uploaded.id;
}
