import { l10n } from 'vscode';
import type { FineTuningClient } from '../../api/client';
import { editorFormat } from '../../platform/editorFormat';
import type { ProgressReport } from '../../platform/cancellation';
import type { App } from '../command';
import type { DataFile } from './dataFile';

/** The file's id at the provider: uploads it first where it is not there yet. */
export async function ensureUploaded(
  app: App,
  client: FineTuningClient,
  file: DataFile,
  signal: AbortSignal,
  report: ProgressReport,
): Promise<string> {
  if (file.kind === 'uploaded') return file.id;
  const source = await app.host.openForUpload(file.uri);
  report.say(l10n.t('uploading {0} ({1})', file.name, editorFormat.bytes(source.size)));
  const uploaded = await client.files.upload(source, 'fine-tune', {
    signal,
    onProgress: (sent) => {
      report.say(
        l10n.t(
          'uploading {0}: {1} of {2}',
          file.name,
          editorFormat.bytes(sent),
          editorFormat.bytes(source.size),
        ),
      );
    },
  });
  return uploaded.id;
}
